"""What became of a message: how many copies stand where, and why; read off the outbox, so it is always true."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from conference.registration.catalogue import AddOn, TicketType
from conference.registration.outreach.models import BulkCopy, BulkMessage, Outcome
from conference.registration.states import QueueReason, State


@dataclass
class Report:
    """A message's copies by outcome; those held by their reason."""

    outcomes: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All copies."""
        return self.outcomes.total()

    @property
    def rows(self) -> list[tuple[str, str, int]]:
        """Return code, name and number of every outcome; none is left out, so that the numbers add up."""
        return [(outcome.value, str(outcome.label), self.outcomes[outcome]) for outcome in Outcome]

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Return why copies are held, and how many."""
        return [(str(reason.label), self.held[reason]) for reason in BulkCopy.Held if self.held[reason]]

    @property
    def can_be_tried_again(self) -> bool:
        """Whether anything failed, came back, or was held for a reason that may be gone."""
        again = self.held[BulkCopy.Held.BOUNCES] + self.held[BulkCopy.Held.MISSING]
        return bool(self.outcomes[Outcome.FAILED] + self.outcomes[Outcome.BOUNCED] + again)


def reports(messages: Iterable[BulkMessage]) -> dict[int, Report]:
    """Return each message's report, in one query."""
    found: dict[int, Report] = {message.pk: Report() for message in messages}
    for key, outcome, held, number in BulkCopy.objects.filter(message__in=list(found)).counted():
        found[key].outcomes[outcome] += number
        if held:
            found[key].held[held] += number
    return found


PAYMENT = {"paid": _("paid"), "unpaid": _("unpaid")}
VETTING = {"waits": _("waits for a decision"), "passed": _("passed"), "refused": _("not accepted")}


def described(message: BulkMessage) -> list[tuple[str, str]]:
    """Return a message's filters in words."""
    filters = message.filters
    tickets = TicketType.objects.filter(pk__in=filters.get("ticket_types", []))
    add_ons = AddOn.objects.filter(pk__in=filters.get("add_ons", [])).select_related("session")
    rows = [
        (_("Tickets"), ", ".join(item.name for item in tickets)),
        (_("States"), ", ".join(str(State(code).label) for code in filters.get("states", []))),
        (_("Workshops and other add-ons"), ", ".join(item.session.public_title for item in add_ons)),
        (_("Payment"), str(PAYMENT.get(filters.get("payment", ""), ""))),
        (_("Attending on"), ", ".join(filters.get("days", []))),
        (_("Vetting"), str(VETTING.get(filters.get("vetting", ""), ""))),
        (_("Waits because"), ", ".join(str(QueueReason(code).label) for code in filters.get("queue_reasons", []))),
        (_("Agency"), filters.get("agency", "")),
    ]
    return [(str(name), text) for name, text in rows if text]
