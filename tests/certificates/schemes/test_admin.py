"""Credit staff keep rules with their sources, make versions, and try them."""

import pytest
from factories.conference import SessionCreditFactory
from factories.people import UserFactory

from certificates.schemes.forms import RULES
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    ensure_schemes()
    client.force_login(UserFactory(roles=["credits"]))
    return client


def values_of(scheme, **changes):
    """What the form shows of a scheme, as a browser sends it."""
    values = {name: getattr(scheme, name) for name in RULES}
    lists = {name: "\n".join(values[name]) for name in ("sub_fields", "roster_columns")}
    sent = {name: value for name, value in {**values, **lists}.items() if value is not None and value is not False}
    return {**sent, **changes}


def edit(staff, scheme, **changes):
    return staff.post(f"/admin/credit_schemes/edit/{scheme.pk}/", values_of(scheme, **changes), follow=True)


def test_every_rule_can_be_edited_and_lists_keep_their_order(staff):
    scheme = CreditScheme.objects.newest("MCLE")
    lists = {"sub_fields": " legal ethics\n\n elder  abuse ", "roster_columns": "credit\nname\nlicence"}

    answer = edit(staff, scheme, **lists, roster_days_after="30", license_field="State Bar number", retention_years="6")

    assert answer.redirect_chain
    scheme.refresh_from_db()
    assert scheme.sub_fields == ["legal ethics", "elder abuse"]
    assert scheme.roster_columns == ["credit", "name", "licence"]
    assert (scheme.roster_days_after, scheme.license_field, scheme.retention_years) == (30, "State Bar number", 6)
    assert set(AuditEntry.objects.get(action="scheme.changed").changes) >= {"sub_fields", "retention_years"}
    assert set(RULES) | {"id", "code", "version"} == {field.name for field in CreditScheme._meta.fields}


def test_other_arithmetic_of_a_used_version_is_the_next_one(staff):
    scheme = CreditScheme.objects.newest("SHRM")
    kept = SessionCreditFactory(scheme=scheme, approval="approved")
    follows = SessionCreditFactory(scheme=scheme)
    assert "This version is in use." in staff.get(f"/admin/credit_schemes/edit/{scheme.pk}/").content.decode()

    answer = edit(staff, scheme, step_minutes="30")

    assert "Version 2 of SHRM was made." in answer.content.decode()
    old, new = CreditScheme.objects.filter(code="SHRM").order_by("version")
    assert (old.step_minutes, new.step_minutes, new.source) == (15, 30, old.source)
    kept.refresh_from_db()
    follows.refresh_from_db()
    assert (kept.scheme, follows.scheme) == (old, new)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"roster_columns": "name\nemail"}, "There is no column email."),
        ({"sub_fields": "ethics\nethics"}, "A line stands here twice."),
        ({"sub_fields": "x" * 81}, "At most 20 lines of 80 letters each."),
        ({"verified": "on", "source_date": ""}, "What is verified has a source"),
        ({"minimum_percent": "101"}, "100"),
        ({"unit_minutes": "0"}, "1"),
        ({"rounding": "up"}, "up"),
    ],
)
def test_mistakes_get_a_sentence_and_change_nothing(staff, changes, said):
    scheme = CreditScheme.objects.newest("MCLE")

    answer = edit(staff, scheme, **changes)

    assert not answer.redirect_chain
    assert said in answer.content.decode()
    assert not AuditEntry.objects.filter(action__startswith="scheme.").exists()


@pytest.mark.parametrize(
    ("asked", "hours", "why"),
    [
        ("creditable=60&present=53&evaluated=on", "1", "to the nearest, half a step up"),
        ("creditable=60&present=37&evaluated=on", "0.5", "37 minutes in steps of 15"),
        ("creditable=60&present=60&speaking=15&evaluated=on", "1.75", "they count 4 times: 1."),
        ("creditable=60&present=60", "0", "The evaluation comes first"),
    ],
)
def test_the_bench_shows_what_minutes_come_to_and_why(staff, asked, hours, why):
    scheme = CreditScheme.objects.newest("MCLE")

    page = staff.get(f"/admin/credits/bench/?scheme={scheme.pk}&speaking=0&{asked}").content.decode()

    assert f"<strong>{hours}</strong>" in page
    assert why in page
    assert page.count("<ol>") == 1


def test_the_bench_tries_every_body_and_refuses_nonsense(staff):
    every = staff.get("/admin/credits/bench/?creditable=60&present=60&speaking=0&late=on").content.decode()

    assert every.count("<ol>") == CreditScheme.objects.current().count()
    assert "Only those registered before it begins are credited." in every
    assert staff.get("/admin/credits/bench/?creditable=0&present=x").status_code == 422
    staff.force_login(UserFactory(roles=["programme"]))
    assert staff.get("/admin/credits/bench/").status_code in (302, 403)
