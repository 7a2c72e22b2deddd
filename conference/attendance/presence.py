"""Who was in which session, and for how long: the proved time, cut to the session's own."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from certificates.intervals import Span, Spans
from conference.agenda.models import Session
from conference.attendance.doors import rules_of
from conference.attendance.models import Scan
from conference.attendance.pairing import Direction, Mark, Presence, Rules, pair
from conference.edition.models import Edition

Key = tuple[int, int]


def eligible_time(session: Session) -> Spans:
    """Return the time of a session that can count; nothing for one that is not scheduled."""
    if session.starts_at is None or session.ends_at is None:
        return ()
    return (Span(session.starts_at, session.ends_at),)


def presences(
    *, edition: Edition, registrations: Iterable[Any] | None = None, sessions: Iterable[Any] | None = None
) -> dict[Key, Presence]:
    """Return the presence of people in sessions by (registration, session) keys, in three queries for any number.

    Nobody who was never scanned at a session's door is in the answer. Rehearsals and what was struck out count nothing.
    """
    rules = rules_of(edition)
    scans = Scan.objects.of(edition).counting().filter(session__isnull=False)
    if registrations is not None:
        scans = scans.filter(registration__in=registrations)
    if sessions is not None:
        scans = scans.filter(session__in=sessions)
    marks: dict[Key, list[Mark]] = defaultdict(list)
    for place, session, at, direction in scans.order_by().values_list("registration", "session", "at", "direction"):
        if place is not None and session is not None:
            marks[place, session].append(Mark(at, direction == Direction.IN))
    held = Session.objects.in_bulk({session for _place, session in marks})
    return {
        key: pair(
            found,
            eligible=eligible_time(held[key[1]]),
            rules=Rules(
                missing_in=rules.missing_in,
                missing_out=rules.missing_out,
                penalty=timedelta(minutes=rules.penalty_minutes),
                out_is_scanned=held[key[1]].attendance_tracking == Session.Tracking.SCAN_IN_AND_OUT,
            ),
        )
        for key, found in marks.items()
    }
