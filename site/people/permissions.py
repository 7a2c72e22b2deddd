"""Who may do what with people's data, as sentences."""

from typing import Any

from people.roles import Role


def can_edit_people(user: Any) -> bool:
    """Registration staff and organizers decide on agencies and memberships."""
    return bool(user.is_authenticated and user.has_role(Role.ORGANIZER, Role.REGISTRATION))


def can_read_clearances(user: Any) -> bool:
    """Security and registration staff read clearances; every read is logged."""
    return bool(user.is_authenticated and user.has_role(Role.SECURITY, Role.REGISTRATION))


def can_edit_roles(user: Any) -> bool:
    """Security staff hand out roles."""
    return bool(user.is_authenticated and user.has_role(Role.SECURITY))


def is_staff_of_any_role(user: Any) -> bool:
    """Whoever holds a role works here and needs a second factor in production."""
    return bool(user.is_authenticated and (user.is_superuser or user.has_role(*Role.values)))
