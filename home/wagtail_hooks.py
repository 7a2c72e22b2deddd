"""Registers the subjects' admin screens."""

from typing import Any

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from home.contact.admin import MessagePolicy, MessageViewSet
from home.contact.models import ContactMessage

register_permission_policy(ContactMessage, MessagePolicy(ContactMessage))


@hooks.register("register_admin_viewset")
def register_messages() -> Any:
    """Messages from the contact page."""
    return MessageViewSet("contact_messages")
