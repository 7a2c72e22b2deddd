"""Roles of staff: least privilege, one Django group each, made by the bootstrap."""

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The value is the group's name."""

    ORGANIZER = "organizer", _("organizer")
    REGISTRATION = "registration", _("registration")
    FINANCE = "finance", _("finance")
    PROGRAMME = "programme", _("programme")
    CHECKIN = "check-in", _("check-in")
    CREDITS = "credits", _("credits")
    TRAINING = "training", _("training")
    SECURITY = "security", _("security")
    REVIEWER = "reviewer", _("reviewer")
    SUBJECT_EXPERT = "subject expert", _("subject expert of courses")
    COUNSEL = "counsel", _("counsel")
    VICTIM_ADVOCATE = "victim advocate", _("victim advocate")


ADMIN_ACCESS = ("wagtailadmin", "access_admin")


def ensure_roles() -> None:
    """Make each role's group; every role may open the admin, what it sees there is asked of `permissions.py`."""
    access = Permission.objects.filter(content_type__app_label=ADMIN_ACCESS[0], codename=ADMIN_ACCESS[1]).first()
    for role in Role:
        group, _created = Group.objects.get_or_create(name=role.value)
        if access:
            group.permissions.add(access)
