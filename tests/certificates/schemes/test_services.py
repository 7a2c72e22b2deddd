"""Versions of schemes: corrected in place until something stands on them."""

import pytest
from django.core.management import call_command
from factories.conference import CreditSchemeFactory, SessionCreditFactory

from certificates.schemes.models import CreditScheme, SchemeInUse
from certificates.schemes.services import ensure_schemes, revise_scheme, with_shipped
from certificates.schemes.shipped import SHIPPED, rules_of
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_every_shipped_scheme_is_laid_down_once_with_its_rules():
    call_command("ship_schemes", verbosity=0)

    assert ensure_schemes() == []
    assert {scheme.code: scheme.rules for scheme in CreditScheme.objects.all()} == {
        code: rules_of(shipped) for code, shipped in SHIPPED.items()
    }


def test_a_version_that_nothing_stands_on_is_corrected_in_place():
    scheme = CreditSchemeFactory(code="X", step_minutes=15)

    assert revise_scheme(scheme=scheme, values={"step_minutes": 30}, actor=None) == scheme
    assert CreditScheme.objects.get().step_minutes == 30


def test_a_version_in_use_gets_a_next_one_and_stays_what_it_was():
    scheme = SessionCreditFactory(scheme__code="X", scheme__step_minutes=15, scheme__license_field="bar number").scheme

    made = revise_scheme(scheme=scheme, values={"step_minutes": 30, "verified": True}, actor=None)

    scheme.refresh_from_db()
    assert (scheme.step_minutes, made.step_minutes, made.version, made.license_field) == (15, 30, 2, "bar number")
    assert AuditEntry.objects.latest("pk").action == "scheme.revised"


def test_words_of_a_version_in_use_are_corrected_in_place():
    scheme = SessionCreditFactory().scheme

    revise_scheme(scheme=scheme, values={"note": "as confirmed by letter"}, actor=None)

    assert CreditScheme.objects.get().note == "as confirmed by letter"


def test_nobody_changes_the_arithmetic_of_a_version_in_use():
    scheme = SessionCreditFactory().scheme
    scheme.unit_minutes = 50

    with pytest.raises(SchemeInUse):
        scheme.save()


def test_what_was_verified_holds_against_a_file_and_the_rest_is_the_files():
    values = with_shipped("SHRM", {"partial_credit": False, "name": "SHRM, as the file says"})

    assert (values["partial_credit"], values["name"]) == (True, "SHRM, as the file says")
    assert with_shipped("ELSEWHERE", {"name": "X"}) == {"name": "X"}
