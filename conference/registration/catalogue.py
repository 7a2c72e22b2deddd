"""What an edition sells: ticket types and add-ons."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Session
from conference.edition.models import Edition, PricePhase


def _price(label: Any) -> "models.DecimalField[Decimal, Decimal]":
    return models.DecimalField(label, max_digits=12, decimal_places=2, default=Decimal("0.00"))


class TicketTypeQuerySet(models.QuerySet["TicketType"]):
    """Reads of ticket types."""

    def of(self, edition: Edition) -> "TicketTypeQuerySet":
        """Keep an edition's ticket types."""
        return self.filter(edition=edition)

    def offered(self) -> "TicketTypeQuerySet":
        """Keep what the public may choose: all but invitations."""
        return self.exclude(vetting=TicketType.Vetting.INVITATION)


class TicketType(models.Model):
    """One kind of ticket with its three prices, the proof it asks for and how it is vetted."""

    class Vetting(models.TextChoices):
        AUTOMATIC = "automatic", _("automatic by its check, else by hand")
        MANUAL = "manual", _("by hand")
        INVITATION = "invitation", _("by invitation only")

    class Check(models.TextChoices):
        MEMBERSHIP = "membership", _("the association's list of members")
        AGENCY = "agency", _("work e-mail of a verified agency")
        CLEARANCE = "clearance", _("a clearance on file")

    class Payment(models.TextChoices):
        BEFORE = "before", _("when it is ordered; paid back if it is declined")
        AFTER = "after", _("once it is approved")

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="ticket_types", verbose_name=_("edition")
    )
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    early = _price(_("early price"))
    regular = _price(_("regular price"))
    late = _price(_("late price"))
    proof = models.CharField(_("proof"), max_length=300, blank=True)
    vetting = models.CharField(_("vetting"), max_length=12, choices=Vetting, default=Vetting.MANUAL)
    check_by = models.CharField(_("automatic check"), max_length=12, choices=Check, blank=True)
    further_checks = models.JSONField(_("further checks"), default=list, blank=True)
    payment = models.CharField(_("card payment"), max_length=6, choices=Payment, default=Payment.BEFORE)
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True, help_text=_("Empty: no limit."))
    one_day = models.BooleanField(_("for one chosen day"), default=False)
    max_per_person = models.PositiveSmallIntegerField(_("most per person"), null=True, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects = TicketTypeQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("ticket type")
        verbose_name_plural = _("ticket types")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="conference_ticket_type_code_once_an_edition"),
            models.CheckConstraint(
                condition=Q(early__gte=0, regular__gte=0, late__gte=0), name="conference_ticket_price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def price(self, phase: PricePhase | str) -> Decimal:
        """Return the price in a phase."""
        return {"early": self.early, "regular": self.regular, "late": self.late}[str(phase)]

    @property
    def demands(self) -> tuple[str, ...]:
        """The checks that must all pass for an automatic approval, in the order in which they are asked."""
        return tuple(dict.fromkeys(filter(None, [self.check_by, *self.further_checks])))

    @property
    def is_offered(self) -> bool:
        """Whether the public may choose it."""
        return self.vetting != self.Vetting.INVITATION


class AddOn(models.Model):
    """A session that is sold besides the ticket."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="add_ons", verbose_name=_("edition"))
    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="add_on", verbose_name=_("session"))
    price = _price(_("price"))
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True, help_text=_("Empty: no limit."))
    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("add-on")
        verbose_name_plural = _("add-ons")
        constraints = [models.CheckConstraint(condition=Q(price__gte=0), name="conference_add_on_price_not_negative")]

    def __str__(self) -> str:
        return str(self.session)
