"""From stored scans to proved time, and who is told that some is missing."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.conference import EditionFactory
from factories.scans import attend, door, scan, tracked, visitor_of

from certificates.intervals import minutes
from conference.attendance.models import AttendanceRules
from conference.attendance.pairing import Flag
from conference.attendance.presence import presences
from conference.attendance.services.scanning import strike_scan
from conference.attendance.telling import tell_missing
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    start = timezone.now() - timedelta(hours=3)
    edition = EditionFactory(
        start_date=start.date() - timedelta(days=1), end_date=start.date() + timedelta(days=1), state="published",
        timezone="UTC",
    )  # fmt: skip
    return tracked(edition=edition, starts_at=start, ends_at=start + timedelta(hours=1))


def proved(session, badge):
    found = presences(edition=session.edition)[badge.registration_id, session.pk]
    return int(minutes(found.spans)), found.flags


def test_time_is_cut_to_the_session(session):
    badge = visitor_of(session)
    attend(session, badge, -20, 80)

    assert proved(session, badge) == (60, frozenset())


def test_what_is_struck_out_proves_nothing_and_a_rehearsal_neither(session):
    badge = visitor_of(session)
    attend(session, badge, 0, 30)
    last = scan(door(session), badge, 40)
    strike_scan(scan=last, actor=None, reason="somebody else's badge")
    assert proved(session, badge) == (30, frozenset())

    AttendanceRules.objects.create(edition=session.edition, rehearsal=True)
    attend(session, badge, 45, 55)
    assert proved(session, badge) == (30, frozenset())


def test_a_missing_scan_is_told_the_same_day_once(session):
    badge, whole = visitor_of(session), visitor_of(session)
    scan(door(session), badge, 0)
    attend(session, whole, 0, 60)

    written = [tell_missing(session.edition), tell_missing(session.edition)]

    mail = OutboxMail.objects.get(kind="attendance.missing")
    assert (written, mail.recipient) == ([1, 0], badge.registration.email)
    assert session.title not in mail.text
    assert proved(session, badge) == (0, frozenset({Flag.NO_OUT}))


@pytest.mark.parametrize("people", [1, 3])
def test_any_number_of_people_takes_three_queries(session, people, django_assert_num_queries):
    for _person in range(people):
        attend(session, visitor_of(session), 0, 60)

    with django_assert_num_queries(3):
        presences(edition=session.edition)
