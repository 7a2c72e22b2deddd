"""What a door answers, and that everything is stored, once."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.badges import badged
from factories.conference import AccessLevelFactory, AddOnFactory, EditionFactory
from factories.people import ClearanceFactory, UserFactory
from factories.scans import door, scan, tracked, visitor_of

from conference.attendance import lookup
from conference.attendance.lookup import Reading, inside
from conference.attendance.models import AttendanceRules, Scan
from conference.attendance.pairing import Direction
from conference.attendance.reasons import Reason
from conference.attendance.services import scanning
from conference.attendance.services.badges import issue_badge
from conference.attendance.services.scanning import CannotUndo, record_scan, short_name, undo_scan
from conference.registration.services.deciding import cancel_place

IN, OUT = Direction.IN, Direction.OUT


@pytest.fixture
def session(db):
    """A session that ended a while ago: its scans are as late as those of a device that was offline."""
    start = timezone.now() - timedelta(hours=5)
    day = start.date()
    edition = EditionFactory(start_date=day - timedelta(days=2), end_date=day + timedelta(days=2))
    return tracked(edition=edition, code="B1", starts_at=start, ends_at=start + timedelta(hours=1))


def reasons(session):
    return list(Scan.objects.of(session.edition).order_by("sequence").values_list("reason", flat=True))


def test_in_and_out_and_again(session):
    badge, where = visitor_of(session), door(session)

    answers = [scan(where, badge, minute, way).reason for minute, way in ((0, IN), (1, IN), (60, OUT), (61, OUT))]

    assert answers == ["ok", "again", "ok", "again"]


def test_the_same_act_sent_twice_is_stored_once(session):
    badge, where = visitor_of(session), door(session)
    first = scan(where, badge, client_key="one")

    assert scan(where, badge, client_key="one") == first
    assert reasons(session) == ["ok"]
    assert scan(where, badge, minute=9, direction=OUT).sequence == 2


def test_unknown_and_unreadable_codes_are_stored_too(session):
    where = door(session)

    for code in ("X" * 26, "hello", "0" * 26, "\u0000"):
        record_scan(door=where, reading=Reading(code, IN), actor=None)

    assert reasons(session) == ["unknown", "unreadable", "unknown", "unreadable"]


def test_a_dead_badge_another_edition_and_a_cancelled_place_are_refused(session):
    where = door(session)
    dead = visitor_of(session)
    issue_badge(registration=dead.registration, actor=None)
    other = badged(edition=EditionFactory(start_date=date(2031, 8, 4), end_date=date(2031, 8, 8)))
    gone = visitor_of(session)
    cancel_place(place=gone.registration, actor=None, reason="ill")

    assert [scan(where, badge).reason for badge in (dead, other, gone)] == ["dead", "other_edition", "not_firm"]


@pytest.mark.parametrize(
    ("minute", "reason"),
    [(-61, Reason.TOO_EARLY), (-525_600, Reason.TOO_EARLY), (181, Reason.TOO_LATE), (525_600, Reason.CLOCK_AHEAD)],
)
def test_a_year_early_late_or_from_the_future_is_refused_and_kept(session, minute, reason):
    badge = visitor_of(session)

    assert scan(door(session), badge, minute).reason == reason
    assert reasons(session) == [reason]


def test_a_session_for_sworn_people_asks_for_a_clearance_on_a_verified_address(session):
    session.audience = AccessLevelFactory(edition=session.edition, code="sworn_only")
    session.save()
    cleared, unverified, nobody = (visitor_of(session) for _person in range(3))
    UserFactory(email=cleared.registration.email)
    for badge in (cleared, unverified):
        ClearanceFactory(email=badge.registration.email)

    where = door(session)

    assert [scan(where, badge).reason for badge in (cleared, unverified, nobody)] == ["ok", "no_access", "no_access"]


def test_a_session_with_tickets_asks_for_one(session):
    session.ticket_required = True
    session.save()
    AddOnFactory(edition=session.edition, session=session)

    assert scan(door(session), visitor_of(session)).reason == Reason.NO_TICKET


def test_a_full_room_lets_nobody_in_and_everybody_out(session):
    session.capacity = 1
    session.save()
    first, second, where = visitor_of(session), visitor_of(session), door(session)

    answers = [
        scan(where, badge, minute, way).reason
        for badge, minute, way in ((first, 0, IN), (second, 1, IN), (first, 2, OUT), (second, 3, IN))
    ]

    assert answers == ["ok", "full", "ok", "ok"]


def test_whoever_is_scanned_again_fills_the_room_once_and_the_page_counts(session):
    session.capacity = 2
    session.save()
    first, second, third, where = *(visitor_of(session) for _person in range(3)), door(session)

    answers = [
        scan(where, badge, minute, way).reason
        for badge, minute, way in ((first, 0, IN), (first, 1, IN), (second, 2, IN), (third, 3, IN), (second, 4, OUT))
    ]

    assert answers == ["ok", "again", "ok", "full", "ok"]
    assert inside(where) == 1
    assert inside(door(edition=session.edition)) is None


def test_a_rehearsal_takes_scans_on_any_day_and_marks_them(session):
    AttendanceRules.objects.create(edition=session.edition, rehearsal=True)
    badge = visitor_of(session)

    found = scan(door(session), badge, at=timezone.now() - timedelta(days=300))

    assert (found.reason, found.rehearsal) == (Reason.OK, True)
    assert not Scan.objects.counting().exists()


def test_undo_strikes_out_within_a_quarter_of_an_hour_and_once(session, monkeypatch):
    badge, where = visitor_of(session), door(session)
    first = scan(where, badge)
    undo_scan(scan=first, actor=None)
    with pytest.raises(CannotUndo):
        undo_scan(scan=first, actor=None)
    second = scan(where, badge, minute=5)
    now = timezone.now()
    monkeypatch.setattr(scanning.timezone, "now", lambda: now + timedelta(minutes=16))

    with pytest.raises(CannotUndo):
        undo_scan(scan=second, actor=None)

    assert list(Scan.objects.counting()) == [second]
    assert Scan.objects.count() == 3


@pytest.mark.parametrize("limits", [{}, {"capacity": 40}, {"ticket_required": True}])
def test_a_scan_takes_few_queries(session, limits):
    for name, value in limits.items():
        setattr(session, name, value)
    session.save()
    badge, where = visitor_of(session), door(session)
    scan(where, badge)

    with CaptureQueriesContext(connection) as queries:
        record_scan(door=where, reading=Reading(badge.token, OUT, "c", "k"), actor=None)

    # With the door and the two of who is signed in, six; a test's own savepoints are none.
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 3


@pytest.mark.parametrize(
    ("name", "family", "shown"),
    [
        ("Anna Maria Lindqvist", "", "A. M. Lindqvist"),
        ("Ana de la Cruz", "de la Cruz", "A. de la Cruz"),
        ("王小明", "", "王小明"),
        ("X", "", "X"),
        ("", "", ""),
    ],
)
def test_the_desk_shows_initials_and_surname(name, family, shown):
    assert short_name(name, family) == shown


CROWD = 8


def rush():
    """Let a crowd enter a room for two at the same moment; return how many are inside."""
    start_at = timezone.now() - timedelta(minutes=10)
    edition = EditionFactory(start_date=start_at.date(), end_date=start_at.date() + timedelta(days=1))
    held = tracked(edition=edition, starts_at=start_at, ends_at=start_at + timedelta(hours=1), capacity=2)
    badges = [visitor_of(held) for _person in range(CROWD)]
    where, barrier = door(held), Barrier(CROWD)

    def enter(badge):
        try:
            barrier.wait(timeout=30)
            scan(where, badge, 5)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=CROWD) as pool:
        list(pool.map(enter, badges))
    assert Scan.objects.count() == CROWD
    return Scan.objects.filter(reason=Reason.OK).count()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_crowd_at_a_full_door_gets_exactly_the_places_there_are():
    assert rush() == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_crowd_gets_more(monkeypatch):
    """The negative control: the chain is not locked while facts are read; on SQLite no transaction serialises."""
    found = lookup.find_badge

    def look_first(door, reading):
        answer = found(door, reading)
        time.sleep(0.5)
        return lookup.Found(answer.badge, answer.facts)

    monkeypatch.setattr(scanning, "lock_chain", lambda edition: None)
    monkeypatch.setattr(scanning, "find_badge", look_first)
    monkeypatch.setattr(scanning, "append", append_alone)
    if connection.vendor == "sqlite":
        monkeypatch.setattr(scanning, "_record", scanning._record.__wrapped__)

    assert rush() > 2


def append_alone(scan, after=None):
    """Store a row with a number of its own, outside any order."""
    scan.sequence, scan.previous_hash, scan.hash = int(time.time_ns() % 2**31), "", ""
    scan.save()
    return scan
