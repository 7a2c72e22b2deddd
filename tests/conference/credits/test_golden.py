"""The golden table of the domain through scans: a badge goes in and out at a door, and credit comes of it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from factories.badges import badged
from factories.conference import AppearanceFactory, EditionFactory, SessionCreditFactory, SpeakerFactory
from factories.people import UserFactory
from factories.scans import attend, tracked

from certificates.credits.models import Claim, Credit
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes
from conference.agenda.models import SessionCredit
from conference.credits.services import award_credits
from conference.evaluation.models import EvaluationDone
from conference.registration.places import Registration

pytestmark = pytest.mark.django_db

# Rules that the table names and no shipped scheme has as they are.
OTHERS = {
    "FIFTHS": {"unit_minutes": 50, "step_minutes": 10, "partial_credit": True},
    "HALVES": {"unit_minutes": 50, "step_minutes": 25, "partial_credit": True},
    "GRACE": {"unit_minutes": 60, "step_minutes": 60, "grace_minutes": 15},
}
# Scheme, the session's minutes, its creditable ones, minutes between the scans in and out, credit.
GOLDEN = [
    ("MCLE", 60, 60, 37, "0.5"), ("MCLE", 60, 60, 53, "1"), ("MCLE", 60, 60, 45, "0.75"),
    ("SHRM", 75, 75, 75, "1.25"), ("SHRM", 75, 75, 74, "1"),
    ("FIFTHS", 60, 60, 50, "1"), ("FIFTHS", 60, 60, 59, "1"), ("FIFTHS", 60, 60, 60, "1.2"),
    ("HALVES", 75, 75, 74, "1"), ("HALVES", 75, 75, 75, "1.5"),
    ("GRACE", 60, 60, 59, "1"), ("GRACE", 60, 60, 45, "1"), ("GRACE", 60, 60, 44, None),
    ("POST", 75, 75, 68, "1"), ("POST", 75, 75, 67, None),
    # A workshop of 480 minutes of which 360 are creditable: never more, and ninety percent are of them.
    ("MCLE", 480, 360, 480, "6"), ("POST", 480, 360, 324, "6"), ("POST", 480, 360, 323, None),
]  # fmt: skip


@pytest.fixture
def edition():
    """An edition that is over."""
    ensure_schemes()
    for code, rules in OTHERS.items():
        CreditScheme.objects.create(code=code, name=code, **rules)
    return EditionFactory(start_date=date(2026, 8, 3), end_date=date(2026, 8, 7), state="published")


def session_of(edition, code, scheme, length, worth):
    start = datetime(2026, 8, 3, 9, tzinfo=edition.zone)
    session = tracked(edition=edition, code=code, starts_at=start, ends_at=start + timedelta(minutes=length))
    SessionCreditFactory(
        session=session, scheme=CreditScheme.objects.newest(scheme), minutes=worth,
        approval=SessionCredit.Approval.APPROVED,
    )  # fmt: skip
    return session


def person(edition, scheme):
    """Return the badge of somebody who claims a scheme and registered in time."""
    user = UserFactory()
    Claim.objects.create(user=user, scheme_code=scheme, licence="12345")
    badge = badged(edition=edition, user=user)
    early = datetime(2026, 7, 1, tzinfo=edition.zone)
    Registration.objects.filter(pk=badge.registration_id).update(created_at=early)
    return badge


def earned(badge):
    credits_ = Credit.objects.standing().of(badge.registration.user)
    return [(credit.scheme_code, credit.total) for credit in credits_]


def test_the_golden_table_holds_through_scans(edition):
    badges = []
    for number, (scheme, length, worth, there, _amount) in enumerate(GOLDEN):
        session, badge = session_of(edition, f"G{number}", scheme, length, worth), person(edition, scheme)
        # Out and in again without a gap: the split must not matter.
        attend(session, badge, 0, there // 2)
        attend(session, badge, there // 2, there)
        EvaluationDone.objects.create(registration=badge.registration, session=session)
        badges.append(badge)

    award_credits(edition=edition)

    found = [(case, earned(badge)) for case, badge in zip(GOLDEN, badges, strict=True)]
    assert found == [(case, [(case[0], Decimal(case[4]))] if case[4] else []) for case in GOLDEN]


def test_a_speakers_quarter_hour_is_an_hour_and_overlaps_are_never_credited_twice(edition):
    spoken = session_of(edition, "S1", "MCLE", 60, 60)
    speaker = person(edition, "MCLE")
    AppearanceFactory(
        session=spoken, speaker=SpeakerFactory(edition=edition, user=speaker.registration.user), speaking_minutes=15
    )
    attend(spoken, speaker, 0, 15)
    two = [session_of(edition, code, "SHRM", 60, 60) for code in ("D1", "D2")]
    both = person(edition, "SHRM")
    for session in two:
        attend(session, both, 0, 60)
    for badge, session in ((speaker, spoken), (both, two[0])):
        EvaluationDone.objects.create(registration=badge.registration, session=session)

    award_credits(edition=edition)

    credit = Credit.objects.standing().get(scheme_code="MCLE")
    assert (credit.amount, credit.speaking_amount) == (0, 1)
    assert earned(both) == [("SHRM", Decimal(1))]
