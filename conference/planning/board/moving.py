"""Carry out what the board sends: codes and venue times become rooms and moments."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from conference.agenda.models import Session
from conference.agenda.services.moving import Move, move_sessions
from conference.edition.models import Edition, Room
from conference.planning.board.schema import BadRequest, MoveIn
from conference.planning.programme.clock import NoSuchTime, moment


def carry_out(*, edition: Edition, moves: Sequence[MoveIn], actor: Any) -> list[Session]:
    """Move sessions together and return them; raises BadRequest, StaleSession and NeedsReason, and changes nothing
    then."""
    return move_sessions(edition=edition, moves=resolve(edition, moves), actor=actor)


def resolve(edition: Edition, moves: Sequence[MoveIn]) -> list[Move]:
    """Return the moves with keys and moments; raises BadRequest for what the edition does not have."""
    keys = dict(Session.objects.of(edition).filter(code__in=[m.code for m in moves]).values_list("code", "pk"))
    rooms = {room.code: room for room in Room.objects.filter(edition=edition, code__in=[m.room for m in moves])}
    faults = [_("There is no session %s in this edition.") % m.code for m in moves if m.code not in keys]
    faults += [_("There is no room %s in this edition.") % m.room for m in moves if m.room and m.room not in rooms]
    if faults:
        raise BadRequest(faults)
    return [_resolved(edition, item, keys[item.code], rooms.get(item.room or "")) for item in moves]


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
