"""Registers the subjects' admin screens in one menu."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from certificates.credits import admin as credits_
from certificates.designs import admin as designs
from certificates.issuing import admin as issuing
from certificates.schemes import admin as schemes

SUBJECTS = (issuing, designs, credits_, schemes)

for _subject in SUBJECTS:
    for _policy in _subject.POLICIES:
        register_permission_policy(_policy.model, _policy)


class CreditsGroup(ViewSetGroup):
    """The *Credits* menu."""

    menu_label = _("Credits")
    menu_icon = "doc-full-inverse"
    menu_order = 170
    items = tuple(viewset() for subject in SUBJECTS for viewset in subject.VIEWSETS)


@hooks.register("register_admin_viewset")
def register_credits() -> Any:
    """Certificates, schemes, the test bench."""
    return CreditsGroup()
