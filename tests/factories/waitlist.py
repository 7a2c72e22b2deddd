"""Wishes on the waitlist, and what they wait for."""

import itertools

from django.utils import timezone
from factories.conference import TicketTypeFactory
from factories.registration import person, placed

from conference.registration.waitlist.services import ask, confirm

_numbers = itertools.count(1)


def full_ticket(capacity=1, **fields):
    """A ticket type that is sold out, and the order that bought it out."""
    ticket = TicketTypeFactory(capacity=capacity, vetting="manual", **fields)
    return ticket, placed(*[person(ticket) for _ in range(capacity)], method="purchase_order")


def wish(ticket, quantity=1, *, fewer=False, email="", priority=0):
    """A confirmed wish, standing at the end of the line."""
    address = email or f"waiting{next(_numbers)}@agency.example"
    entry = confirm(
        entry=ask(
            ticket_type=ticket, email=address, name="Robin", quantity=quantity, accepts_fewer=fewer, language="en"
        )
    )
    if priority:
        entry.priority, entry.queued_at = priority, entry.queued_at or timezone.now()
        entry.save()
    return entry
