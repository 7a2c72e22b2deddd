"""Accounts: one a person, roles from groups."""

import pytest
from django.db import IntegrityError
from factories.people import UserFactory

from people.accounts.models import User
from people.roles import Role

pytestmark = pytest.mark.django_db


def test_an_address_has_one_account_whatever_its_case():
    User.objects.create_user("A@Example.org")

    with pytest.raises(IntegrityError):
        User(email="a@EXAMPLE.org").save()


def test_has_role_asks_the_groups_once(django_assert_num_queries):
    user = User.objects.get(pk=UserFactory(roles=[Role.FINANCE]).pk)

    with django_assert_num_queries(1):
        assert user.has_role(Role.FINANCE)
        assert not user.has_role(Role.ORGANIZER, Role.CHECKIN)


def test_an_inactive_person_holds_no_role():
    assert not UserFactory(is_superuser=True, is_active=False).has_role(Role.FINANCE)


@pytest.mark.parametrize("role", Role.values)
def test_every_role_may_open_the_admin(role):
    assert UserFactory(roles=[role]).has_perm("wagtailadmin.access_admin")
