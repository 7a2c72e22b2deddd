"""Registers the subjects' admin screens."""

from typing import Any

from wagtail import hooks

from home.contact.admin import MessageViewSet


@hooks.register("register_admin_viewset")
def register_messages() -> Any:
    """Messages from the contact page."""
    return MessageViewSet("contact_messages")
