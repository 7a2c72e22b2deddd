"""Messages as staff see them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from home.contact.models import ContactMessage
from people.roles import Role


class MessagePolicy(ModelPermissionPolicy):
    """Organizers and registration staff read and answer; nobody writes a message in another's name."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether the person may do it."""
        if action == "add":
            return False
        return bool(user.is_authenticated and user.has_role(Role.ORGANIZER, Role.REGISTRATION))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Return whether the person may do one of them."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """All messages are alike."""
        return self.user_has_permission(user, action)


class MessageViewSet(ModelViewSet):
    """A list to tick off."""

    model = ContactMessage
    url_prefix = "messages"
    icon = "mail"
    menu_label = _("Messages")
    menu_order = 900
    add_to_admin_menu = True
    form_fields = ["answered"]
    list_display = ["topic", "name", "email", "created_at", "answered"]
    list_filter = ["topic", "answered"]
    search_fields = ["name", "email", "message"]
    inspect_view_enabled = True
    inspect_view_fields = ["topic", "name", "email", "message", "created_at", "answered"]
    list_per_page = 50
