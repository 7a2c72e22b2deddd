"""Take a scan: judge it, store it whatever the answer, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from conference.attendance.chain import append, lock_chain
from conference.attendance.doors import Door
from conference.attendance.judging import judge
from conference.attendance.lookup import Found, Reading, find_badge
from conference.attendance.models import Scan
from conference.attendance.pairing import Direction
from conference.attendance.reasons import Look, Reason, look_of
from conference.attendance.tokens import read_token

UNDO_WITHIN = timedelta(minutes=15)


class CannotUndo(Exception):
    """The scan is older than a quarter of an hour, was somebody else's to take, or is undone already."""


@dataclass(frozen=True)
class Answer:
    """What the desk shows: never more of a person than initials and surname."""

    scan: Scan
    inside: int | None = None

    @property
    def reason(self) -> Reason:
        """Why."""
        return Reason(self.scan.reason)

    @property
    def look(self) -> Look:
        """Colour, shape, words."""
        return look_of(self.scan.reason)

    @property
    def person(self) -> str:
        """Initials and surname, for a badge that is known."""
        place = self.scan.registration
        return short_name(place.display_name, place.family_name) if place else ""


def short_name(name: str, family_name: str = "") -> str:
    """Return initials and surname: enough to compare with a face's badge, too little for a list of people."""
    words = name.split()
    if not words:
        return ""
    surname = family_name if family_name and family_name in name else words[-1]
    given = name.replace(surname, "", 1).split()
    return " ".join([*(f"{word[0]}." for word in given), surname])


def record_scan(*, door: Door, reading: Reading, actor: Any) -> Answer:
    """Judge and store what a device read at a door; return the answer. What was sent before is answered as before."""
    try:
        return _record(door, reading, actor)
    except IntegrityError:
        # The same act came twice at once; the other one has stored it.
        stored = _stored(reading)
        if stored is None:
            raise
        return Answer(stored)


def was_sent(reading: Reading) -> bool:
    """Whether this very act is stored already."""
    return _stored(reading) is not None


def look_at(*, door: Door, reading: Reading) -> Reason:
    """Return what the door would answer now; nothing is stored, and nothing is promised."""
    return _judged(door, reading, find_badge(door, reading), timezone.now())


def _judged(door: Door, reading: Reading, found: Found, now: datetime) -> Reason:
    if read_token(reading.code) is None:
        return Reason.UNREADABLE
    return judge(door, found.facts, direction=reading.direction, at=reading.at or now, now=now)


def _stored(reading: Reading) -> Scan | None:
    sent = Scan.objects.filter(client=reading.client, client_key=reading.client_key).exclude(client_key="")
    return sent.select_related("registration").first()


@transaction.atomic
def _record(door: Door, reading: Reading, actor: Any) -> Answer:
    lock_chain(door.edition)
    now = timezone.now()
    found = find_badge(door, reading)
    if found.was_sent:
        stored = _stored(reading)
        if stored is not None:
            # The chain was counted on for nothing.
            transaction.set_rollback(True)
            return Answer(stored)
    moment = reading.at or now
    reason = _judged(door, reading, found, now)
    scan = Scan(
        edition=door.edition,
        badge=found.badge,
        registration=found.badge.registration if found.badge else None,
        session=door.session,
        direction=reading.direction,
        reason=reason,
        rehearsal=door.rules.rehearsal,
        at=moment,
        received_at=now,
        source=reading.source,
        client=reading.client,
        client_key=reading.client_key,
        actor=actor,
    )
    append(scan, after=found.last)
    came = {Direction.IN: 1, Direction.OUT: -1}[Direction(reading.direction)] if reason == Reason.OK else 0
    limited = door.session is not None and door.session.capacity is not None
    return Answer(scan, found.facts.inside + came if limited else None)


@transaction.atomic
def undo_scan(*, scan: Scan, actor: Any) -> Scan:
    """Strike out a scan of the last quarter of an hour; the original stays. Raises CannotUndo."""
    lock_chain(scan.edition)
    late = timezone.now() - scan.received_at > UNDO_WITHIN
    if late or scan.kind != Scan.Kind.SCAN or not scan.is_taken or scan.corrections.exists():
        raise CannotUndo
    return append(_strike(scan, actor=actor, note="undone at the desk"))


def _strike(scan: Scan, *, actor: Any, note: str) -> Scan:
    now = timezone.now()
    return Scan(
        edition=scan.edition,
        kind=Scan.Kind.STRIKE,
        badge=scan.badge,
        registration=scan.registration,
        session=scan.session,
        direction=scan.direction,
        reason=scan.reason,
        rehearsal=scan.rehearsal,
        at=scan.at,
        received_at=now,
        actor=actor,
        corrects=scan,
        note=note,
    )


@transaction.atomic
def strike_scan(*, scan: Scan, actor: Any, reason: str) -> Scan:
    """Strike a scan out because credit staff know better; the original stays. Raises CannotUndo if it is struck."""
    lock_chain(scan.edition)
    if scan.kind == Scan.Kind.STRIKE or scan.registration_id is None or scan.corrections.exists():
        raise CannotUndo
    return append(_strike(scan, actor=actor, note=reason[:200]))


@transaction.atomic
def add_scan(*, door: Door, registration: Any, direction: str, at: datetime, actor: Any, reason: str) -> Scan:
    """Add a scan that was missed, because credit staff know that the person was there."""
    lock_chain(door.edition)
    return append(
        Scan(
            edition=door.edition,
            kind=Scan.Kind.ADDED,
            registration=registration,
            session=door.session,
            direction=direction,
            reason=Reason.OK,
            at=at,
            received_at=timezone.now(),
            actor=actor,
            note=reason[:200],
        )
    )
