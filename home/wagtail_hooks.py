"""Registers the subjects' admin screens."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from home.contact.admin import MessagePolicy, MessageViewSet
from home.contact.models import ContactMessage
from home.dashboard.panels import OverviewPanel
from home.mails.admin import MailViewSet

register_permission_policy(ContactMessage, MessagePolicy(ContactMessage))


@hooks.register("register_admin_viewset")
def register_messages() -> Any:
    """Messages from the contact page."""
    return MessageViewSet("contact_messages")


@hooks.register("register_admin_viewset")
def register_mails() -> Any:
    """The outbox and failed tasks."""
    return MailViewSet()


@hooks.register("construct_homepage_panels")
def show_overview(request: HttpRequest, panels: list[Any]) -> None:
    """Begin the admin with what needs a person."""
    panels.insert(0, OverviewPanel(request))


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    """The style of our own screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
