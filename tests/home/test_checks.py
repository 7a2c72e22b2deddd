"""Production does not serve the demo's logins."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from factories.people import UserFactory

from home.checks import refuse_demo_data

pytestmark = pytest.mark.django_db


def test_demo_logins_stop_a_production_server(settings):
    settings.ALLOW_DEMO_DATA = False
    UserFactory(email="organizer@demo.example")

    with pytest.raises(ImproperlyConfigured, match="demo's logins"):
        refuse_demo_data()


@pytest.mark.parametrize(("allowed", "email"), [(True, "organizer@demo.example"), (False, "person@example.org")])
def test_a_demo_and_a_real_site_start(settings, allowed, email):
    settings.ALLOW_DEMO_DATA = allowed
    user = UserFactory(email=email)

    refuse_demo_data()

    assert user.is_active
