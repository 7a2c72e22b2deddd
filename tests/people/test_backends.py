"""Who signs in, and with which rights."""

import pytest
from django.contrib.auth.models import Permission
from factories.people import UserFactory
from wagtail.users.models import UserProfile

from people.accounts.backends import RoleBackend
from people.accounts.models import User
from people.roles import Role

pytestmark = pytest.mark.django_db


def test_a_person_comes_with_roles_rights_and_profile_in_one_query(django_assert_num_queries):
    staff = UserFactory(roles=[Role.PROGRAMME, Role.FINANCE])
    profile = UserProfile.get_for_user(staff)

    with django_assert_num_queries(1):
        user = RoleBackend().get_user(staff.pk)
        held = user.role_names, user.has_perm("wagtailadmin.access_admin"), user.wagtail_userprofile

    assert held == ({"programme", "finance"}, True, profile)


def test_an_attendee_has_no_rights_and_asks_for_none_twice(django_assert_num_queries):
    attendee = UserFactory()

    with django_assert_num_queries(1):
        user = RoleBackend().get_user(attendee.pk)
        held = user.role_names, user.has_perm("wagtailadmin.access_admin"), hasattr(user, "wagtail_userprofile")

    assert held == (frozenset(), False, False)


def test_who_was_closed_or_erased_does_not_come_back():
    closed = UserFactory(is_active=False)

    assert (RoleBackend().get_user(closed.pk), RoleBackend().get_user(0)) == (None, None)


def test_rights_come_from_roles_alone():
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    boss = User.objects.create_superuser("boss@example.org")

    assert not RoleBackend().get_user(user.pk).has_perm("wagtailadmin.access_admin")
    assert RoleBackend().get_user(boss.pk).get_all_permissions() >= {"wagtailadmin.access_admin"}
