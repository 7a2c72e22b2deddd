"""Who works on credits and certificates, as sentences."""

from typing import Any

from people.roles import Role


def can_work_on_certificates(user: Any) -> bool:
    """Credit staff see certificates with their holders, issue and revoke them; every look is recorded."""
    return bool(user.is_authenticated and user.has_role(Role.CREDITS))


def can_design_certificates(user: Any) -> bool:
    """Credit staff and organizers write the templates that certificates are printed with."""
    return bool(user.is_authenticated and user.has_role(Role.CREDITS, Role.ORGANIZER))
