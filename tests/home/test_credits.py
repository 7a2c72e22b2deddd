"""A person's own credits: theirs alone, with reasons, and what is missing."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.badges import badged
from factories.conference import EditionFactory, SessionCreditFactory
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


@pytest.fixture
def member(client):
    """Somebody who was in one session of a conference that has just ended."""
    ensure_schemes()
    start = timezone.now() - timedelta(hours=30)
    edition = EditionFactory(
        start_date=start.date() - timedelta(days=1), end_date=start.date() + timedelta(days=1), state="published"
    )
    user = UserFactory()
    client.held = tracked(edition=edition, code="B1", starts_at=start, ends_at=start + timedelta(hours=1))
    for code in ("APA", "SHRM"):
        SessionCreditFactory(
            session=client.held, scheme=CreditScheme.objects.newest(code), minutes=60,
            approval=SessionCredit.Approval.APPROVED,
        )  # fmt: skip
    client.badge = badged(edition=edition, user=user)
    Registration.objects.update(created_at=start - timedelta(days=9))
    attend(client.held, client.badge, 0, 60)
    client.user = user
    client.force_login(user)
    return client


def claim(member, code, **values):
    return member.post(f"/my/credits/claims/{code}/", {"licence": "A 123", **values})


def text(answer):
    return " ".join(answer.content.decode().split())


def test_from_a_claim_to_a_figure_with_its_reason(member):
    claim(member, "SHRM", goal="24", cycle_ends="2099-12-31")
    award_credits(edition=member.held.edition)

    page = text(member.get("/my/credits/"))
    why = text(member.get(f"/my/credits/{Credit.objects.get().public_id}/"))

    assert "1 of 24 SHRM hours" in page
    assert "23 to go" in page
    assert "60 minutes in steps of 15, full steps only, in hours of 60 minutes: 1." in why


def test_what_is_missing_is_said_while_it_can_be_mended(member):
    claim(member, "APA")
    award_credits(edition=member.held.edition)
    before = text(member.get("/my/credits/"))

    EvaluationDone.objects.create(registration=member.badge.registration, session=member.held)
    award_credits(edition=member.held.edition)

    assert "evaluate the session" in before
    assert "evaluate the session" not in text(member.get("/my/credits/"))


def test_the_number_is_encrypted_and_nobody_elses_credit_opens(member, client):
    claim(member, "SHRM")
    award_credits(edition=member.held.edition)
    credit = Credit.objects.get()
    raw = Claim.objects.filter(licence__isnull=False).extra(select={"raw": "licence"}).values_list("raw", flat=True)

    client.force_login(UserFactory())

    assert "A 123" not in str(list(raw))
    assert Claim.objects.get().licence == "A 123"
    assert client.get(f"/my/credits/{credit.public_id}/").status_code == 404


def test_giving_a_claim_up_keeps_what_was_awarded(member):
    claim(member, "SHRM")
    award_credits(edition=member.held.edition)

    member.post("/my/credits/claims/SHRM/", {"drop": "1"})

    assert (Claim.objects.count(), Credit.objects.standing().count()) == (0, 1)
    assert "SHRM hours: 1" in text(member.get("/my/credits/"))


@pytest.mark.parametrize(
    "values",
    [
        {"goal": "-1"},
        {"goal": "many"},
        {"cycle_starts": "2027-01-02", "cycle_ends": "2027-01-01"},
        {"licence": "x" * 121},
    ],
)
def test_mistakes_get_a_sentence(member, values):
    assert claim(member, "SHRM", **values).status_code == 422
    assert not Claim.objects.exists()


def test_an_unknown_scheme_is_not_there(member):
    assert claim(member, "NOWHERE").status_code == 404


def test_without_claims_there_is_a_way_to_begin(client):
    ensure_schemes()
    client.force_login(UserFactory())

    assert "Claim credit for" in text(client.get("/my/credits/"))
