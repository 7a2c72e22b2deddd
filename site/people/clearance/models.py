"""A verified fact about a person, known by an address of theirs."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import EncryptedTextField

if TYPE_CHECKING:
    from people.accounts.models import User


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    """Reads of clearances."""

    def valid(self) -> "ClearanceQuerySet":
        """Keep what is neither expired nor withdrawn today."""
        today = timezone.localdate()
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=today), withdrawn_at=None)

    def of_address(self, email: str) -> "ClearanceQuerySet":
        """Keep the clearances of the person with this address."""
        return self.filter(email=email.strip().lower())

    def of_user(self, user: "User") -> "ClearanceQuerySet":
        """Keep the clearances given to an address that this user has verified."""
        return self.filter(
            email__in=user.emailaddress_set.filter(verified=True).values_list("email", flat=True)  # type: ignore[attr-defined]
        )


class Clearance(models.Model):
    """Kind, method, verifier, date and expiry. Given to an address: it counts for whoever has verified that address."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("government or law enforcement")
        SWORN = "sworn", _("sworn law enforcement")
        MEMBER = "member", _("association member")
        CANDIDATE = "candidate", _("exam candidate")

    class Method(models.TextChoices):
        DOMAIN = "domain", _("work e-mail of a verified agency")
        IDENTIFICATION = "identification", _("agency identification seen")
        LETTER = "letter", _("letter from the agency")
        ROSTER = "roster", _("coordinator's roster")
        LIST = "list", _("the association's list")

    email = models.EmailField(_("e-mail"), max_length=254, db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    method = models.CharField(_("method"), max_length=16, choices=Method)
    details = EncryptedTextField(_("details"), blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("verifier"),
    )
    verified_on = models.DateField(_("verified on"), default=timezone.localdate)
    expires_on = models.DateField(_("valid until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ["-verified_on", "-pk"]
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gte=models.F("verified_on")),
                name="people_clearance_expires_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.verified_on})"

    def save(self, *args: object, **kwargs: object) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
