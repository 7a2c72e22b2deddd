"""Credit staff revoke and renew; what says something of a person is never edited."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.certificates import issued
from factories.people import UserFactory

from certificates.issuing.models import Certificate
from people.roles import Role

pytestmark = pytest.mark.django_db


def test_staff_renew_and_revoke(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=[Role.CREDITS]))
    today = timezone.localdate()
    old = issued(expires_on=today)
    address = f"/admin/certificates/edit/{old.pk}/"
    late = client.post(address, {"act": "renew", "until": today.isoformat(), "why": "renewed"})
    assert "Write a day that is to come" in late.content.decode()

    client.post(address, {"act": "renew", "until": (today + timedelta(days=365)).isoformat(), "why": "renewed"})
    new = Certificate.objects.valid().get()
    again = client.post(address, {"act": "revoke", "why": "in error"})
    client.post(f"/admin/certificates/edit/{new.pk}/", {"why": "in error"})

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, new.status, new.supersedes, new.reason) == ("superseded", "revoked", old, "in error")
    assert "superseded or revoked before" in again.content.decode()
