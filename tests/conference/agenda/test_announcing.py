"""What is said of credit."""

from itertools import product

import pytest

from certificates.schemes.models import CreditScheme
from conference.agenda.announcing import Standing, announce, standing_of
from conference.agenda.models import SessionCredit

WORDS = {"statement": "Approved by the sponsor.", "provider_number": "1234", "locked_title": "As certified"}


def credit(scheme="APA", approval="approved", *, verified=True, **fields):
    rules = CreditScheme(code=scheme, name=f"Scheme {scheme}", verified=verified)
    return SessionCredit(scheme=rules, approval=approval, minutes=75, **{**WORDS, **fields})


@pytest.mark.parametrize(
    ("approval", "standing"),
    [
        ("none", Standing.PLANNED),
        ("pending", Standing.PENDING),
        ("review", Standing.REVIEW),
        ("approved", Standing.APPROVED),
        ("denied", Standing.DENIED),
    ],
)
def test_credit_stands_where_its_approval_does(approval, standing):
    assert standing_of(credit(approval=approval)) == standing


def test_what_is_approved_speaks_in_the_bodys_own_words():
    view = announce(credit())

    assert (view.statement, view.number, view.title) == ("Approved by the sponsor.", "1234", "As certified")
    assert view.sentence == ""


def test_nothing_but_an_approval_under_verified_rules_reads_as_approved():
    for approval, verified in product(SessionCredit.Approval.values, (True, False)):
        view = announce(credit(approval=approval, verified=verified))
        approved = approval == "approved" and verified

        said = " ".join([view.label, view.sentence, view.statement, view.title, view.number]).lower()
        assert ("approved" in said) is approved, (approval, verified)
        assert view.is_approved is approved
        assert bool(view.sentence) is not approved


@pytest.mark.parametrize("approval", SessionCredit.Approval.values)
@pytest.mark.parametrize("missing", ["provider_number", "locked_title"])
def test_a_course_that_has_to_be_certified_first_is_not_spoken_of_before(approval, missing):
    assert announce(credit("POST", approval, **{missing: ""})) is None
    assert announce(credit("POST", approval, verified=False)) is None


@pytest.mark.parametrize("approval", SessionCredit.Approval.values)
def test_a_certified_course_is_announced_with_title_and_number(approval):
    view = announce(credit("POST", approval))

    shown = (view.title, view.number) if view else None
    assert shown == (("As certified", "1234") if approval == "approved" else None)
