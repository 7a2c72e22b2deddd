"""The doors of an edition: the arrival, and each session's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from conference.agenda.models import Session
from conference.attendance.models.rules import AttendanceRules
from conference.edition.models import Edition

ARRIVAL = "arrival"
# How long after a session its door still takes scans out.
LINGER = timedelta(hours=2)


@dataclass(frozen=True)
class Door:
    """Where somebody stands with a scanner; `session` is None at the arrival."""

    edition: Edition
    rules: AttendanceRules
    session: Session | None = None

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return self.session.slug if self.session else ARRIVAL

    @property
    def opens_at(self) -> datetime:
        """From when on it takes scans."""
        if self.session is not None and self.session.starts_at is not None:
            return self.session.starts_at - timedelta(minutes=self.rules.doors_minutes)
        first = datetime.combine(self.edition.start_date, datetime.min.time(), self.edition.zone)
        return first - timedelta(days=1)

    @property
    def closes_at(self) -> datetime:
        """Until when it takes scans."""
        if self.session is not None and self.session.ends_at is not None:
            return self.session.ends_at + LINGER
        last = datetime.combine(self.edition.end_date, datetime.min.time(), self.edition.zone)
        return last + timedelta(days=1)


def rules_of(edition: Edition) -> AttendanceRules:
    """Return an edition's rules, the defaults where nobody has set any; no look-up where they came along with it."""
    rules: AttendanceRules | None = getattr(edition, "attendance_rules", None)
    return rules or AttendanceRules(edition=edition)


def door_at(year: int, slug: str) -> Door | None:
    """Return the door of an address in one query, None if there is none.

    An edition has doors once it is published, a session where it has a time and is scanned.
    """
    if slug == ARRIVAL:
        edition = Edition.objects.published().select_related("attendance_rules").filter(year=year).first()
        return Door(edition, rules_of(edition)) if edition else None
    sessions = Session.objects.scheduled().select_related("edition__attendance_rules", "audience", "room")
    tracked = sessions.exclude(attendance_tracking=Session.Tracking.NONE).exclude(edition__state=Edition.State.DRAFT)
    session = tracked.filter(edition__year=year, slug=slug).first()
    return Door(session.edition, rules_of(session.edition), session) if session else None


def doors_of(edition: Edition) -> list[Session]:
    """Return the sessions that have a door, in order of time, in one query."""
    sessions = Session.objects.of(edition).scheduled().exclude(attendance_tracking=Session.Tracking.NONE)
    return list(sessions.select_related("room").order_by("starts_at", "code"))
