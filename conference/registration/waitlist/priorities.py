"""Who stands before others in the line, as data: by ticket type, by verified agency, or by both; else first come."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.registration.catalogue import TicketType
from conference.registration.vetting.evidence import parent_domains
from people.agencies.models import Agency, Approval


class WaitClass(models.Model):
    """One class of the line. A wish gets the highest priority of all that fit it, when its address is confirmed."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="wait_classes", verbose_name=_("edition")
    )
    ticket_type = models.ForeignKey(
        TicketType,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("ticket"),
        help_text=_("Empty: any."),
    )
    agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("agency"),
        help_text=_("People whose address is of one of its verified domains. Empty: anybody."),
    )
    priority = models.SmallIntegerField(
        _("priority"),
        validators=[MinValueValidator(-100), MaxValueValidator(100)],
        help_text=_("Higher numbers stand before lower ones; 0 is everybody's. Within a class: first come, first."),
    )

    class Meta:
        ordering = ["edition", "-priority", "pk"]
        verbose_name = _("class of the waitlist")
        verbose_name_plural = _("classes of the waitlist")
        constraints = [
            models.UniqueConstraint(fields=["ticket_type", "agency"], name="conference_wait_class_once"),
            models.UniqueConstraint(
                fields=["ticket_type"], condition=Q(agency=None), name="conference_wait_class_once_a_ticket"
            ),
            models.UniqueConstraint(
                fields=["edition", "agency"], condition=Q(ticket_type=None), name="conference_wait_class_once_an_agency"
            ),
            models.CheckConstraint(
                condition=Q(ticket_type__isnull=False) | Q(agency__isnull=False),
                name="conference_wait_class_says_whose",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_type or self.agency}: {self.priority}"

    def clean(self) -> None:
        """Ask for a ticket or an agency, and refuse a ticket of another edition."""
        if self.ticket_type is None and self.agency is None:
            raise ValidationError(_("Choose a ticket, an agency, or both."))
        if self.ticket_type and self.ticket_type.edition_id != self.edition_id:
            raise ValidationError({"ticket_type": _("This ticket belongs to another edition.")})


def priority_of(edition: Edition, *, ticket_type: TicketType | None, email: str) -> int:
    """Return where an address's wish stands by the classes, 0 where none fits; the address must be confirmed."""
    mine = Q(agency=None) | Q(
        agency__state=Approval.APPROVED,
        agency__domains__domain__in=parent_domains(email),
        agency__domains__verified_at__isnull=False,
    )
    fitting = WaitClass.objects.filter(mine, Q(ticket_type=None) | Q(ticket_type=ticket_type), edition=edition)
    first = fitting.order_by("-priority").values_list("priority", flat=True).first()
    return first or 0
