"""From badges at doors over presence, evaluation and approval to credit; the golden table is in test_golden."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from factories.badges import badged
from factories.conference import AppearanceFactory, EditionFactory, SessionCreditFactory, SpeakerFactory
from factories.people import UserFactory
from factories.scans import attend, door, scan, tracked

from certificates.credits.models import Claim, Credit
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes, revise_scheme
from conference.agenda.models import SessionCredit
from conference.attendance.models import AttendanceRules
from conference.attendance.pairing import Direction
from conference.attendance.services.scanning import strike_scan
from conference.credits.services import InRehearsal, award_credits
from conference.evaluation.models import EvaluationDone
from conference.registration.places import Registration

pytestmark = pytest.mark.django_db
APPROVED = SessionCredit.Approval.APPROVED


@pytest.fixture
def edition():
    """An edition that is over."""
    ensure_schemes()
    return EditionFactory(start_date=date(2026, 8, 3), end_date=date(2026, 8, 7), state="published")


def approved(edition, code, length=60, *, scheme, worth=None, at=0, approval=APPROVED):
    """Return a session with approved credit."""
    start = edition_start(edition) + timedelta(minutes=at)
    session = tracked(edition=edition, code=code, starts_at=start, ends_at=start + timedelta(minutes=length))
    SessionCreditFactory(
        session=session, scheme=CreditScheme.objects.newest(scheme), minutes=worth or length, approval=approval
    )
    return session


def edition_start(edition):
    return datetime(2026, 8, 3, 9, tzinfo=edition.zone)


def person(edition, *codes):
    """Return the badge of somebody who claims schemes."""
    user = UserFactory()
    for code in codes:
        Claim.objects.create(user=user, scheme_code=code, licence="12345")
    badge = badged(edition=edition, user=user)
    early = edition_start(edition) - timedelta(days=9)
    Registration.objects.filter(pk=badge.registration_id).update(created_at=early)
    return badge


def evaluate(badge, session):
    EvaluationDone.objects.create(registration=badge.registration, session=session)


def earned(badge):
    return [(credit.scheme_code, credit.total) for credit in Credit.objects.standing().of(badge.registration.user)]


def test_every_claimed_scheme_is_credited_at_once_and_no_other(edition):
    session = approved(edition, "B1", scheme="MCLE")
    for code in ("SHRM", "NASBA"):
        SessionCreditFactory(session=session, scheme=CreditScheme.objects.newest(code), minutes=60, approval=APPROVED)
    badge = person(edition, "MCLE", "SHRM")
    attend(session, badge, 0, 60)
    evaluate(badge, session)

    award_credits(edition=edition)

    assert earned(badge) == [("MCLE", 1), ("SHRM", 1)]


def test_nothing_is_credited_before_the_evaluation_and_the_second_run_changes_nothing(edition):
    session = approved(edition, "B1", scheme="APA")
    badge = person(edition, "APA")
    attend(session, badge, 0, 60)
    award_credits(edition=edition)
    before = earned(badge)
    evaluate(badge, session)

    first, second = award_credits(edition=edition), award_credits(edition=edition)

    assert (before, earned(badge)) == ([], [("APA", 1)])
    assert (first.made, second.made, second.unchanged) == (1, 0, 1)


@pytest.mark.parametrize("approval", ["none", "pending", "denied", "review"])
def test_only_approved_credit_is_awarded(edition, approval):
    session = approved(edition, "B1", scheme="SHRM", approval=approval)
    badge = person(edition, "SHRM")
    attend(session, badge, 0, 60)

    assert award_credits(edition=edition).made == 0


def test_a_denial_withdraws_at_once_and_says_so(edition, run_tasks):
    session = approved(edition, "B1", scheme="SHRM")
    badge = person(edition, "SHRM")
    attend(session, badge, 0, 60)
    award_credits(edition=edition)

    credit = session.credits.get()
    credit.approval = SessionCredit.Approval.DENIED
    credit.save()
    run_tasks()

    withdrawn = Credit.objects.get()
    assert (withdrawn.state, earned(badge)) == ("withdrawn", [])


def test_a_correction_supersedes_and_keeps_the_evidence(edition):
    session = approved(edition, "B1", scheme="MCLE")
    badge = person(edition, "MCLE")
    attend(session, badge, 0, 60)
    evaluate(badge, session)
    award_credits(edition=edition)
    wrong = badge.registration.scans.get(direction=Direction.OUT)
    strike_scan(scan=wrong, actor=None, reason="left earlier")
    scan(door(session), badge, 30, Direction.OUT)

    award_credits(edition=edition)

    old, new = Credit.objects.order_by("pk")
    assert (old.state, old.total) == ("superseded", 1)
    assert (new.state, new.total, new.supersedes) == ("standing", Decimal("0.5"), old)


def test_a_later_version_of_the_scheme_changes_nothing_that_was_approved(edition):
    session = approved(edition, "B1", scheme="SHRM")
    badge = person(edition, "SHRM")
    attend(session, badge, 0, 60)
    award_credits(edition=edition)

    revise_scheme(scheme=session.credits.get().scheme, values={"step_minutes": 60, "unit_minutes": 30}, actor=None)

    assert award_credits(edition=edition).unchanged == 1


def test_two_sessions_at_one_time_are_not_credited_twice(edition):
    first = approved(edition, "B1", scheme="SHRM")
    second = approved(edition, "B2", scheme="SHRM", at=30)
    badge = person(edition, "SHRM")
    attend(first, badge, 0, 60)
    attend(second, badge, 0, 60)

    award_credits(edition=edition)

    assert sum(amount for _code, amount in earned(badge)) == Decimal("1.5")


def test_an_hour_counts_once_under_two_versions_of_the_rules(edition):
    first = approved(edition, "B1", scheme="SHRM")
    revise_scheme(scheme=first.credits.get().scheme, values={"step_minutes": 30}, actor=None)
    second = approved(edition, "B2", scheme="SHRM", at=30)
    badge = person(edition, "SHRM")
    attend(first, badge, 0, 60)
    attend(second, badge, 0, 60)

    award_credits(edition=edition)

    assert first.credits.get().scheme.version != second.credits.get().scheme.version
    assert sum(amount for _code, amount in earned(badge)) == Decimal("1.5")


def test_two_places_of_one_account_are_one_person(edition):
    session = approved(edition, "B1", scheme="SHRM")
    badge = person(edition, "SHRM")
    other = badged(edition=edition, user=badge.registration.user, email="second@example.org")
    attend(session, badge, 0, 30)
    attend(session, other, 30, 60)

    award_credits(edition=edition)

    assert earned(badge) == [("SHRM", 1)]


def speaks(badge, session, minutes, **fields):
    speaker = SpeakerFactory(edition=session.edition, user=badge.registration.user)
    return AppearanceFactory(session=session, speaker=speaker, speaking_minutes=minutes, **fields)


def test_fifteen_minutes_spoken_are_an_hour_and_no_attendance_where_the_body_says_so(edition):
    session = approved(edition, "B1", scheme="MCLE")
    badge = person(edition, "MCLE")
    speaks(badge, session, 15)
    attend(session, badge, 0, 60)
    evaluate(badge, session)

    award_credits(edition=edition)

    credit = Credit.objects.get()
    assert (credit.amount, credit.speaking_amount) == (Decimal("0.75"), 1)


def test_whoever_spoke_without_having_been_scanned_is_credited_for_that(edition):
    session = approved(edition, "B1", scheme="MCLE")
    badge = person(edition, "MCLE")
    speaks(badge, session, 15)
    evaluate(badge, session)

    award_credits(edition=edition)

    assert earned(badge) == [("MCLE", 1)]


def test_of_two_who_speak_each_has_their_own_minutes(edition):
    session = approved(edition, "B1", scheme="MCLE")
    first, second = person(edition, "MCLE"), person(edition, "MCLE")
    for position, badge in enumerate((first, second)):
        speaks(badge, session, 30, position=position)
        attend(session, badge, 0, 60)
        evaluate(badge, session)

    award_credits(edition=edition)

    assert earned(first) == earned(second) == [("MCLE", Decimal("2.5"))]


@pytest.mark.parametrize(("minutes", "state"), [(None, "confirmed"), (15, "withdrawn"), (15, "invited")])
def test_speaking_that_nobody_marked_or_that_did_not_happen_earns_nothing(edition, minutes, state):
    session = approved(edition, "B1", scheme="MCLE")
    badge = person(edition, "MCLE")
    speaks(badge, session, minutes, state=state)
    evaluate(badge, session)

    award_credits(edition=edition)

    assert earned(badge) == []


def test_a_rehearsal_is_never_awarded(edition):
    AttendanceRules.objects.create(edition=edition, rehearsal=True)

    with pytest.raises(InRehearsal):
        award_credits(edition=edition)
    with pytest.raises(CommandError, match="rehearsal"):
        call_command("award_credits", edition=2026)


@pytest.mark.parametrize("people", [1, 3])
def test_any_number_of_people_takes_the_same_queries(edition, people, django_assert_num_queries):
    session = approved(edition, "B1", scheme="SHRM")
    for _person in range(people):
        attend(session, person(edition, "SHRM"), 0, 60)

    with django_assert_num_queries(13):
        award_credits(edition=edition)
