"""Deadlines of vetting as data: of an edition, or of one ticket type of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.registration.catalogue import TicketType
from conference.registration.places import Registration


class VettingRules(models.Model):
    """How many days each step may take; a ticket type's own row goes before the edition's."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="vetting_rules", verbose_name=_("edition")
    )
    ticket_type = models.ForeignKey(
        TicketType,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="vetting_rules",
        verbose_name=_("ticket"),
        help_text=_("Empty: all that have no row of their own."),
    )
    decide_days = models.PositiveSmallIntegerField(
        _("days until a decision"), default=5, help_text=_("Reviewers are reminded of what waits longer.")
    )
    answer_days = models.PositiveSmallIntegerField(_("days for an answer to a question"), default=10)
    remind_days = models.PositiveSmallIntegerField(
        _("remind of a question so many days before"), default=3, help_text=_("0: no reminder.")
    )
    pay_days = models.PositiveSmallIntegerField(
        _("days to pay after approval"), default=14, help_text=_("For tickets that are paid once they are approved.")
    )

    class Meta:
        ordering = ["edition", "ticket_type"]
        verbose_name = _("deadlines of vetting")
        verbose_name_plural = _("deadlines of vetting")
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=Q(ticket_type=None), name="conference_vetting_rules_once_an_edition"
            ),
            models.UniqueConstraint(fields=["ticket_type"], name="conference_vetting_rules_once_a_ticket"),
            models.CheckConstraint(
                condition=Q(decide_days__range=(1, 90), answer_days__range=(1, 90), pay_days__range=(1, 90)),
                name="conference_vetting_days_make_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.ticket_type or ''}".strip()

    def clean(self) -> None:
        """Refuse a ticket of another edition."""
        if self.ticket_type and self.ticket_type.edition_id != self.edition_id:
            raise ValidationError({"ticket_type": _("This ticket belongs to another edition.")})


class Deadlines:
    """The rules of one edition, read once: its tickets' own, its own, or what holds without any row."""

    def __init__(self, edition: Edition) -> None:
        rows = list(VettingRules.objects.filter(edition=edition))
        self._of_ticket = {row.ticket_type_id: row for row in rows}
        self._default = self._of_ticket.get(None) or VettingRules(edition=edition)

    def of(self, ticket_type_id: int) -> VettingRules:
        """Return what holds for a ticket type."""
        return self._of_ticket.get(ticket_type_id, self._default)


def rules_of(place: Registration) -> VettingRules:
    """Return what holds for one place."""
    return Deadlines(place.edition).of(place.ticket_type_id)
