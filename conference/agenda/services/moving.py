"""Put sessions elsewhere: into a room, onto a time, or back into the tray."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from conference.agenda.models import Agenda, Session
from conference.agenda.services.editing import require_reason, return_to_review
from conference.agenda.services.locking import count_change, require_fresh
from conference.edition.models import Edition, Room
from core import page_cache
from core.audit.services import record

WRITTEN = ("room", "starts_at", "ends_at", "all_day", "planned_minutes", "room_reason", "capacity", "revision")


@dataclass(frozen=True)
class Move:
    """Where a session goes. Without a time it goes into the tray. `expected` is the revision that the editor saw.

    `room_reason` says why a restricted session may stand in an open room; it belongs to this room alone.
    """

    session: int
    expected: int | None
    room: Room | None
    starts_at: datetime | None
    ends_at: datetime | None
    room_reason: str = ""
    # How long it will be once it leaves the tray; None keeps its length.
    minutes: int | None = None


@transaction.atomic
def move_sessions(*, edition: Edition, moves: Sequence[Move], actor: Any, reason: str = "") -> list[Session]:
    """Move sessions in one act, all or none, and return them as they stand now, room, track and audience loaded.

    A capacity that was the old room's becomes the new room's; a changed length puts approvals back to review. Raises
    Session.DoesNotExist for a session of another edition, StaleSession, NeedsReason, and ValueError for an end that is
    not after the start or a room of another edition.
    """
    count_change(edition)
    wanted = Session.objects.of(edition).filter(pk__in=[move.session for move in moves])
    joined = wanted.select_related("room", "track", "audience").annotate(now=F("edition__agenda__revision"))
    stored = {row.pk: row for row in joined}
    shortened, shown = [], False
    for move in moves:
        session = stored.get(move.session)
        if session is None:
            raise Session.DoesNotExist(move.session)
        require_fresh(session, move.expected)
        minutes, capacity = session.minutes, session.capacity
        _place(session, move, edition)
        if session.minutes != minutes:
            shortened.append(session.pk)
        shown = shown or session.capacity != capacity
        session.revision = session.now  # type: ignore[attr-defined]
    moved = list(stored.values())
    if len(moved) == 1:
        wanted.update(**{name: getattr(moved[0], name) for name in WRITTEN})
    else:
        Session.objects.bulk_update(moved, WRITTEN)
    shown = bool(return_to_review(shortened)) or shown
    record(
        actor=actor,
        action="session.moved",
        obj=moved[0] if len(moved) == 1 else Agenda.objects.get(edition=edition),
        reason=reason,
        changes={item.code: [item.room_id, _text(item.starts_at), _text(item.ends_at)] for item in moved},
    )
    # Where it stands, visitors learn from the next version; places and approvals they see as they are now.
    if shown:
        page_cache.bump()
    return moved


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _place(session: Session, move: Move, edition: Edition) -> None:
    if (move.starts_at is None) != (move.ends_at is None):
        raise ValueError("A session has both a start and an end, or neither.")
    if move.starts_at and move.ends_at and move.ends_at <= move.starts_at:
        raise ValueError("A session ends after it starts.")
    if move.room and move.room.edition_id != edition.pk:
        raise ValueError("The room belongs to another edition.")
    if move.starts_at is None:
        session.planned_minutes = move.minutes or min(session.minutes, 24 * 60)
        session.all_day = False
    old = session.room
    if old != move.room:
        if old and move.room and session.capacity == old.capacity:
            session.capacity = move.room.capacity
        session.room, session.room_reason = move.room, move.room_reason
    elif move.room_reason:
        session.room_reason = move.room_reason
    session.starts_at, session.ends_at = move.starts_at, move.ends_at
    if old != move.room:
        require_reason(session)
