"""Which of their names a person's certificates show: they choose."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from core.audit.services import record


class Name(models.TextChoices):
    """The names that a person has here."""

    DISPLAY = "display", _("the name I go by, as on my badge")
    LEGAL = "legal", _("my full name, as I registered it")


class NameChoice(models.Model):
    """A person's choice; without a row it is the name they go by: a legal name is nobody's business but theirs."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="certificate_name")
    name = models.CharField(_("name on certificates"), max_length=8, choices=Name, default=Name.DISPLAY)

    def __str__(self) -> str:
        return self.get_name_display()


def chosen(users: Iterable[Any]) -> dict[int, str]:
    """Return what people chose, by their keys, in one query; nothing for who chose nothing."""
    return dict(NameChoice.objects.filter(user__in=users).values_list("user", "name"))


@transaction.atomic
def choose_name(*, user: Any, name: str) -> None:
    """Store a person's choice; it holds for whatever is issued from now on."""
    NameChoice.objects.update_or_create(user=user, defaults={"name": Name(name)})
    record(actor=user, action="certificate.name_chosen", obj=user, changes={"name": name})
