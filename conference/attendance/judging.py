"""What a door answers to a badge. Pure: facts in, one reason out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from conference.agenda.access import ANONYMOUS, TICKETED, Viewer, passes_audience
from conference.attendance.doors import Door
from conference.attendance.pairing import Direction
from conference.attendance.reasons import Reason

# A device's clock may run so far ahead of ours.
AHEAD = timedelta(minutes=2)


@dataclass(frozen=True)
class Facts:
    """What is known of a badge at the moment of a scan; `inside` counts people in a session's room."""

    known: bool = False
    live: bool = False
    firm: bool = False
    same_edition: bool = False
    viewer: Viewer = ANONYMOUS
    has_ticket: bool = False
    was_last: bool = False
    inside: int = 0


def judge(door: Door, facts: Facts, *, direction: str, at: datetime, now: datetime) -> Reason:
    """Return why the door lets somebody through or does not. Who goes out is never held back by time or room.

    In rehearsal the calendar does not matter; everything else does, so that a rehearsal shows what will happen.
    """
    if at > now + AHEAD:
        return Reason.CLOCK_AHEAD
    identity = _identity(facts)
    if identity is not None:
        return identity
    closed = _closed(door, at)
    if closed is not None:
        return closed
    if facts.was_last:
        return Reason.AGAIN
    return _entry(door, facts) if direction == Direction.IN else Reason.OK


def _closed(door: Door, at: datetime) -> Reason | None:
    if door.rules.rehearsal or door.opens_at <= at <= door.closes_at:
        return None
    return Reason.TOO_EARLY if at < door.opens_at else Reason.TOO_LATE


def _identity(facts: Facts) -> Reason | None:
    if not facts.known:
        return Reason.UNKNOWN
    if not facts.same_edition:
        return Reason.OTHER_EDITION
    if not facts.live:
        return Reason.DEAD if facts.firm else Reason.NOT_FIRM
    return None


def _entry(door: Door, facts: Facts) -> Reason:
    session = door.session
    if session is None:
        return Reason.OK
    if session.ticket_required and not facts.has_ticket:
        return Reason.NO_TICKET
    if session.audience.code != TICKETED and not passes_audience(facts.viewer, session):
        return Reason.NO_ACCESS
    if session.capacity is not None and facts.inside >= session.capacity:
        return Reason.FULL
    return Reason.OK
