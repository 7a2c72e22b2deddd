"""What staff can do with an account."""

from collections.abc import Collection

from django.contrib.auth.models import Group
from django.db import transaction

from core.audit.services import record
from people.accounts.models import User
from people.roles import Role


class OwnRoles(Exception):
    """Nobody changes their own roles: another member of security staff does."""


@transaction.atomic
def set_roles(*, user: User, roles: Collection[str], active: bool, reason: str, actor: User) -> None:
    """Give an account exactly these roles and let it work or not; raises OwnRoles.

    The record names what was given and what was taken.
    """
    if user.pk == actor.pk and set(roles) != user.role_names:
        raise OwnRoles
    before = User.objects.select_for_update().get(pk=user.pk)
    held = frozenset(before.groups.values_list("name", flat=True)) & set(Role.values)
    wanted = frozenset(roles) & set(Role.values)
    user.groups.set([*user.groups.exclude(name__in=Role.values), *Group.objects.filter(name__in=wanted)])
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(
        actor=actor,
        action="account.roles_changed",
        obj=user,
        reason=reason,
        changes={"given": sorted(wanted - held), "taken": sorted(held - wanted), "active": [before.is_active, active]},
    )
