"""Who may do what with what the whole site shares, as sentences."""

from typing import Any

from people.roles import Role


def can_see_mails(user: Any) -> bool:
    """Organizers and registration staff see what was sent and send it again; security mails' bodies are not kept."""
    return bool(user.is_authenticated and user.has_role(Role.ORGANIZER, Role.REGISTRATION))
