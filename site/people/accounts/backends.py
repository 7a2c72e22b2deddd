"""Who signs in, and what they may do: rights come from roles alone, and are read together with the person."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import F

from people.accounts.models import User


class RoleBackend(AuthenticationBackend):
    """allauth's sign-in; a request's user comes with roles, permissions and Wagtail's profile in one query."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the person of a session, or None for one who may not sign in any more."""
        rows = list(
            User.objects.filter(pk=user_id)
            .select_related("wagtail_userprofile")
            .annotate(
                role=F("groups__name"),
                app=F("groups__permissions__content_type__app_label"),
                codename=F("groups__permissions__codename"),
            )
        )
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        user = rows[0]
        user.remember_rights([(row.role, row.app, row.codename) for row in rows])
        return user

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return nothing but for superusers: nobody has permissions besides their roles'."""
        return super().get_user_permissions(user_obj, obj) if user_obj.is_superuser else set()

    def get_group_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return what the person's roles permit, as Django names it."""
        if user_obj.is_anonymous or not user_obj.is_active or obj is not None:
            return set()
        return super().get_group_permissions(user_obj) if user_obj.is_superuser else set(user_obj.permission_names)
