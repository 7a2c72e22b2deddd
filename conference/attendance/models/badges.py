"""A badge: a random code that stands for one place at an edition, until it is revoked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.attendance.tokens import new_token
from conference.edition.models import Edition
from conference.registration.models import Registration
from conference.registration.states import State

# Whose place is in another state has no badge that opens a door.
ADMITTED = (State.CONFIRMED_UNPAID, State.PAID)


class BadgeQuerySet(models.QuerySet["Badge"]):
    """Reads of badges."""

    def of(self, edition: Edition) -> "BadgeQuerySet":
        """Keep an edition's badges."""
        return self.filter(registration__edition=edition)

    def live(self) -> "BadgeQuerySet":
        """Keep those that admit: not revoked, and of a place that is neither cancelled nor given back."""
        return self.filter(revoked_at=None, registration__state__in=ADMITTED)

    def unprinted(self) -> "BadgeQuerySet":
        """Keep those that stand on no sheet yet."""
        return self.filter(printed_at=None)


class Badge(models.Model):
    """One print of a place's badge. `token` says nothing but itself; a reprint has another, and this one dies."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="badges", verbose_name=_("registration")
    )
    token = models.CharField(_("code"), max_length=26, unique=True, default=new_token, editable=False)
    number = models.PositiveSmallIntegerField(_("number of the print"), default=1)
    printed_at = models.DateTimeField(_("printed"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_reason = models.CharField(_("why it was revoked"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("issued"), auto_now_add=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        ordering = ["registration_id", "-number"]
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(revoked_at=None), name="conference_one_live_badge_a_registration"
            ),
            models.UniqueConstraint(fields=["registration", "number"], name="conference_badge_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} #{self.number}"

    @property
    def is_live(self) -> bool:
        """Whether it admits: the same rule as `live()`."""
        return self.revoked_at is None and self.registration.state in ADMITTED
