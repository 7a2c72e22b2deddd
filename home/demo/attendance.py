"""Who was where at the demo's finished edition, what it earned them, and a rehearsal at the coming one."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from certificates.credits.models import Claim
from certificates.schemes.services import ensure_schemes
from conference.agenda.models import Session, SessionCredit
from conference.attendance.doors import ARRIVAL, door_at
from conference.attendance.lookup import Reading
from conference.attendance.models import AttendanceRules, Badge, Scan
from conference.attendance.pairing import Direction
from conference.attendance.services.scanning import add_scan, record_scan
from conference.credits.services import award_credits
from conference.edition.models import Edition
from conference.evaluation.models import EvaluationDone
from conference.registration.orderdesk.indexing import index_places
from conference.registration.places import Registration
from home.demo.editions import sale_moment
from people.accounts.models import User

SESSIONS, PEOPLE = 8, 24
CLAIMS = {"APA": ("PSY 20417", Decimal(36)), "BBS": ("", None), "CTM": ("", Decimal(60))}
# How many minutes after the beginning somebody comes, and before the end they go.
LATE, EARLY = (-8, 6), (-10, 12)


def build_attendance(last: Edition, current: Edition, users: Mapping[str, User]) -> int:
    """Approve credit, scan people in and out, award; return how many scans there are. Idempotent.

    The first printed login was in every session; one scan out is missing, one was added by credit staff, and some
    codes were refused at the arrival.
    """
    ensure_schemes()
    if not Scan.objects.of(last).exists():
        sessions = _approve(last)
        badges = _badges(last, users["attendee"])
        _arrive(last, badges, users["checkin"])
        for session in sessions:
            _scan(session, badges, users["checkin"])
        _claim(users["attendee"], last.end_date)
        _judge(badges[0].registration, sessions)
        award_credits(edition=last, actor=users["organizer"])
        AttendanceRules.objects.update_or_create(edition=current, defaults={"rehearsal": True})
    return Scan.objects.of(last).count()


def _approve(edition: Edition) -> list[Session]:
    """Let the bodies approve some sessions; return them in order of time."""
    tracked = Session.objects.of(edition).scheduled().filter(
        attendance_tracking=Session.Tracking.SCAN_IN_AND_OUT, audience__code="open", credits__isnull=False,
        ticket_required=False,
    )  # fmt: skip
    sessions: list[Session] = []
    for session in tracked.distinct().order_by("starts_at", "code"):
        if len(sessions) < SESSIONS and all(item.ends_at <= session.starts_at for item in sessions):  # type: ignore[operator]
            sessions.append(session)
    SessionCredit.objects.filter(session__in=sessions).exclude(scheme__code="POST").update(
        approval=SessionCredit.Approval.APPROVED, provider_number="SAMPLE-001",
        statement="This is a sample: no body has approved anything.",
    )  # fmt: skip
    return sessions


def _badges(edition: Edition, attendee: User) -> Sequence[Badge]:
    """Return live badges; the first one becomes the printed login's."""
    badges = list(Badge.objects.of(edition).live().select_related("registration").order_by("pk")[:PEOPLE])
    own = badges[0].registration
    # Past the place's own saving, which would take the badge for another person's and kill it.
    Registration.objects.filter(pk=own.pk).update(
        user=attendee, name=attendee.name, family_name="", badge_name="", email=attendee.email,
        created_at=sale_moment(edition),
    )  # fmt: skip
    own.refresh_from_db()
    index_places([own])
    return badges


def _arrive(edition: Edition, badges: Sequence[Badge], actor: User) -> None:
    """Scan everybody on the first morning, somebody a year too early, and what is no badge."""
    door = door_at(edition.year, ARRIVAL)
    if door is None:
        return
    morning = datetime.combine(edition.start_date, time(7, 30), edition.zone)
    codes = [(badge.token, morning + timedelta(minutes=number)) for number, badge in enumerate(badges)]
    codes += [(badges[0].token, morning - timedelta(days=365)), ("not a badge", morning), ("0" * 26, morning)]
    for number, (code, at) in enumerate(codes):
        reading = Reading(code, Direction.IN, f"demo-{edition.year}", f"arrival-{number}", at)
        record_scan(door=door, reading=reading, actor=actor)


def _scan(session: Session, badges: Sequence[Badge], actor: User) -> None:
    door = door_at(session.edition.year, session.slug)
    if door is None or session.starts_at is None or session.ends_at is None:
        return
    chance = random.Random(f"{session.edition.year}{session.code}")  # noqa: S311 - the same demo every time
    for number, badge in enumerate(badges):
        if number and chance.random() < 0.4:
            continue
        came = session.starts_at + timedelta(minutes=0 if not number else chance.randint(*LATE))
        went = session.ends_at - timedelta(minutes=0 if not number else chance.randint(*EARLY))
        missing = number == 1
        for direction, at in ((Direction.IN, came), (Direction.OUT, went)):
            if missing and direction == Direction.OUT:
                continue
            key = f"{session.code}-{number}-{direction}"
            reading = Reading(badge.token, direction, f"demo-{session.edition.year}", key, at)
            record_scan(door=door, reading=reading, actor=actor)
    if len(badges) > 1 and session.code.endswith("1"):
        add_scan(
            door=door, registration=badges[1].registration, direction=Direction.OUT, at=session.ends_at, actor=actor,
            reason="the scanner's battery was empty",
        )  # fmt: skip


def _claim(user: User, end: date) -> None:
    for code, (licence, goal) in CLAIMS.items():
        Claim.objects.get_or_create(
            user=user, scheme_code=code, defaults={"licence": licence, "goal": goal,
                                                   "cycle_ends": date(end.year + 1, 12, 31)},
        )  # fmt: skip


def _judge(place: Registration, sessions: Sequence[Session]) -> None:
    """Let the attendee have evaluated all but the last session, so that something is missing."""
    there = set(EvaluationDone.objects.filter(registration=place).values_list("session", flat=True))
    EvaluationDone.objects.bulk_create(
        [EvaluationDone(registration=place, session=item) for item in sessions[:-1] if item.pk not in there]
    )
