"""Registers the *People* menu."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from people.accounts import admin as accounts
from people.agencies import admin as agencies
from people.clearance import admin as clearance
from people.permissions import can_edit_roles

for _subject in (accounts, agencies, clearance):
    for _policy in _subject.POLICIES:
        register_permission_policy(_policy.model, _policy)


class PeopleGroup(ViewSetGroup):
    """The *People* menu."""

    menu_label = _("People")
    menu_icon = "group"
    menu_order = 250
    items = tuple(viewset() for subject in (agencies, clearance) for viewset in subject.VIEWSETS)


class AccountsMenuItem(MenuItem):
    """Shown to security staff."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person hands out roles."""
        return can_edit_roles(request.user)


@hooks.register("register_admin_viewset")
def register_people() -> Any:
    """Agencies, domains, claims, clearances."""
    return PeopleGroup()


@hooks.register("register_settings_menu_item")
def register_accounts() -> MenuItem:
    """Accounts and roles; the screen itself is registered by Wagtail's users app."""
    return AccountsMenuItem(
        _("Accounts and roles"), reverse_lazy("wagtailusers_users:index"), icon_name="user", order=600
    )
