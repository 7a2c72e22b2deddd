"""Under production settings no admin page opens for staff without a second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import get_resolver
from factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _production_rule(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = True


def admin_paths():
    """Every admin URL without arguments."""

    def walk(patterns, prefix):
        for pattern in patterns:
            path = prefix + str(pattern.pattern).lstrip("^").rstrip("$\\Z")
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, path)
            elif path.startswith("admin/") and not set("<(") & set(path):
                yield "/" + path

    return sorted(set(walk(get_resolver().url_patterns, "")))


def test_no_admin_page_opens_without_a_second_factor(client):
    client.force_login(UserFactory(is_superuser=True))
    paths = admin_paths()

    answers = {path: client.get(path) for path in paths}

    assert len(paths) > 30
    assert {path for path, answer in answers.items() if answer.status_code == 200} == set()
    assert answers["/admin/"].url == "/account/2fa/"


def test_staff_with_a_second_factor_work(client):
    user = UserFactory(roles=["organizer"])
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(user)

    assert client.get("/admin/").status_code == 200


def test_the_admins_own_login_is_allauths(client):
    assert client.get("/admin/login/").url == "/account/login/"


def test_someone_without_a_role_never_sees_the_admin(client):
    client.force_login(UserFactory())

    assert client.get("/admin/").status_code in {302, 403}


def test_a_signed_in_visitor_is_refused_by_the_admin_instead_of_sent_round_in_circles(client):
    client.force_login(UserFactory())

    assert client.get("/admin/").status_code == 403
