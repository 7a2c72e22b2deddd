"""Clearances: valid, expired, withdrawn; counted only for a verified address; encrypted; every read logged."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from factories.people import ClearanceFactory, UserFactory

from core.audit.models import AuditEntry
from people.clearance.models import Clearance
from people.clearance.services import give_clearance, read_details, withdraw_clearance

pytestmark = pytest.mark.django_db


def test_a_clearance_counts_for_whoever_verified_the_address():
    ClearanceFactory(email="officer@agency.example")

    verified = UserFactory(email="officer@agency.example")
    claimed = UserFactory(email="other@agency.example", verified=False)
    claimed.emailaddress_set.create(email="officer2@agency.example", verified=False)
    ClearanceFactory(email="officer2@agency.example")

    assert verified.clearance_kinds == {"sworn"}
    assert claimed.clearance_kinds == frozenset()


def test_expired_and_withdrawn_clearances_do_not_count():
    user, staff = UserFactory(), UserFactory()
    yesterday = timezone.localdate() - timedelta(days=1)
    ClearanceFactory(email=user.email, kind="member", verified_on=yesterday, expires_on=yesterday)
    withdrawn = ClearanceFactory(email=user.email)

    withdraw_clearance(clearance=withdrawn, actor=staff, reason="left the force")

    assert user.clearance_kinds == frozenset()


def test_details_are_encrypted_and_every_read_is_logged():
    staff = UserFactory(roles=["security"])
    give_clearance(email="A@b.example", kind="sworn", method="identification", actor=staff, details="badge 4711")

    with connection.cursor() as cursor:
        cursor.execute("SELECT details FROM people_clearance")
        (stored,) = cursor.fetchone()
    text = read_details(clearance=Clearance.objects.get(), actor=staff)

    assert "4711" not in stored
    assert text == "badge 4711"
    assert AuditEntry.objects.filter(action="clearance.read", actor=staff).count() == 1


def test_encrypted_details_cannot_be_searched():
    with pytest.raises(TypeError):
        Clearance.objects.filter(details="x").exists()
