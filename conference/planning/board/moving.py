"""Carry out what the board sends: codes and venue times become rooms and moments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from conference.agenda.models import Session
from conference.agenda.services.moving import Move, move_sessions
from conference.edition.models import Edition, Room
from conference.planning.board.schema import BadRequest, MoveIn
from conference.planning.programme.clock import NoSuchTime, moment

# What moves ask of rooms and of their edition; the rest would be read once for each room.
NEEDED = ("code", "name", "capacity", "access_controlled", "edition__timezone", "edition__start_date",
          "edition__end_date")  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """What moves are made on: an edition with its rooms, by code."""

    edition: Edition
    rooms: Mapping[str, Room]

    @property
    def room_names(self) -> dict[int, str]:
        """Return what the rooms are called, by key."""
        return {room.pk: room.name for room in self.rooms.values()}


def ground_of(year: int) -> Ground | None:
    """Return a year's ground, in one query if it has rooms; None if there is no such edition."""
    needed = Room.objects.filter(edition__year=year).select_related("edition").only(*NEEDED)
    rooms = {room.code: room for room in needed}
    edition = next((room.edition for room in rooms.values()), None) or Edition.objects.filter(year=year).first()
    return Ground(edition, rooms) if edition else None


def carry_out(*, ground: Ground, moves: Sequence[MoveIn], actor: Any) -> list[Session]:
    """Move sessions together and return them; raises BadRequest, StaleSession and NeedsReason, and changes nothing
    then."""
    return move_sessions(edition=ground.edition, moves=resolve(ground, moves), actor=actor)


def resolve(ground: Ground, moves: Sequence[MoveIn]) -> list[Move]:
    """Return the moves with keys and moments; raises BadRequest for what the edition does not have."""
    named = Session.objects.of(ground.edition).filter(code__in=[m.code for m in moves])
    keys = dict(named.order_by().values_list("code", "pk"))
    faults = [_("There is no session %s in this edition.") % m.code for m in moves if m.code not in keys]
    faults += [
        _("There is no room %s in this edition.") % m.room for m in moves if m.room and m.room not in ground.rooms
    ]
    if faults:
        raise BadRequest(faults)
    return [_resolved(ground.edition, item, keys[item.code], ground.rooms.get(item.room or "")) for item in moves]


def _resolved(edition: Edition, item: MoveIn, key: int, room: Room | None) -> Move:
    if item.start is None:
        return Move(key, item.revision, room, None, None, room_reason=item.reason, minutes=item.minutes)
    if not edition.start_date <= item.start.date() <= edition.end_date:
        raise BadRequest([_("%s lies outside the conference.") % item.start.date().isoformat()])
    try:
        start = moment(item.start.date(), item.start.time(), edition.zone)
    except NoSuchTime as error:
        raise BadRequest([_("The clocks skip this time on that day.")]) from error
    return Move(key, item.revision, room, start, start + timedelta(minutes=item.minutes), room_reason=item.reason)
