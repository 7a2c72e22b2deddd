"""Credit staff find a credit, read and print its reasons, change nothing, and every look is recorded."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from factories.people import UserFactory

from certificates.credits.models import Credit
from certificates.schemes.models import CreditScheme
from certificates.schemes.services import ensure_schemes
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def credit():
    ensure_schemes()
    holder, start = UserFactory(name="Ana Reyes", email="ana@example.org"), timezone.now()
    return Credit.objects.create(
        holder=holder, holder_key="user:1", source="conference:2026:B1", title="Public title",
        scheme=CreditScheme.objects.newest("MCLE"), scheme_code="MCLE", starts_at=start,
        ends_at=start + timedelta(hours=2), minutes=90, amount=Decimal("1.5"),
        derivation=[{"step": "exact", "minutes": "90", "unit": 60, "amount": "1.5"}],
    )  # fmt: skip


@pytest.fixture
def staff(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=["credits"]))
    return client


def test_the_list_names_nobody_and_a_search_is_recorded(staff, credit):
    every = staff.get("/admin/credits_awarded/").content.decode()
    found = staff.get("/admin/credits_awarded/?q=ana@example.org").content.decode()
    other = staff.get("/admin/credits_awarded/?q=somebody@example.org").content.decode()

    assert "Public title" in every
    assert f'href="/admin/credits_awarded/inspect/{credit.pk}/"' in every
    assert "Ana Reyes" not in every
    assert "Public title" in found
    assert "Public title" not in other
    assert AuditEntry.objects.filter(action="credits.searched").count() == 2


def test_its_reasons_are_read_and_the_look_is_recorded(staff, credit):
    page = staff.get(f"/admin/credits_awarded/inspect/{credit.pk}/").content.decode()

    assert "Ana Reyes" in page
    assert "90 minutes in hours of 60 minutes, not rounded: 1.5." in page
    assert AuditEntry.objects.get(action="credit.read").object_id == str(credit.pk)


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_nobody_edits_or_deletes_one(staff, credit, act):
    assert staff.post(f"/admin/credits_awarded/{act}/{credit.pk}/").status_code in (302, 403, 404)
    assert Credit.objects.get().amount == Decimal("1.5")


def test_other_staff_do_not_see_it(client, credit, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=["programme", "organizer"]))

    assert client.get(f"/admin/credits_awarded/inspect/{credit.pk}/").status_code == 302
    assert not AuditEntry.objects.filter(action="credit.read").exists()
