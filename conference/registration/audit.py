"""What must hold between places, their items and their orders; `manage.py audit_ledger` asks."""

from collections.abc import Iterator

from django.db.models import Count, F, Q

from billing.audit import register_check
from billing.orders.models import Order
from conference.edition.models import Edition
from conference.registration.capacity import usage
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.places import Registration, RegistrationItem
from conference.registration.states import OCCUPYING, State
from core.files.models import PrivateFile


@register_check
def check_capacity() -> Iterator[str]:
    """Nothing is sold beyond its capacity."""
    for edition in Edition.objects.all():
        taken = usage(edition)
        if edition.capacity is not None and taken.edition > edition.capacity:
            yield f"edition {edition.year}: {taken.edition} places taken of {edition.capacity}"
        for ticket in TicketType.objects.of(edition).exclude(capacity=None):
            if taken.tickets.get(ticket.pk, 0) > (ticket.capacity or 0):
                yield f"edition {edition.year}, ticket {ticket.code}: {taken.tickets[ticket.pk]} of {ticket.capacity}"
        for add_on in AddOn.objects.filter(edition=edition).exclude(capacity=None).select_related("session"):
            if taken.add_ons.get(add_on.pk, 0) > (add_on.capacity or 0):
                yield (
                    f"edition {edition.year}, add-on {add_on.session.code}: "
                    f"{taken.add_ons[add_on.pk]} of {add_on.capacity}"
                )


@register_check
def check_states() -> Iterator[str]:
    """A paid place has a paid order, a firm one a live order, and no place of an ended order is taken.

    An order whose seller has not caught up yet (`fulfilled_at` empty) is left out.
    """
    settled = Registration.objects.exclude(order__fulfilled_at=None, order__woken_at__isnull=False)
    ended = settled.filter(state__in=OCCUPYING, order__state__in=[Order.State.CANCELLED, Order.State.EXPIRED])
    unpaid = settled.filter(state=State.PAID).exclude(order__state=Order.State.PAID)
    for place in ended.select_related("order"):
        yield f"registration {place.pk}: {place.state}, but order {place.order.number} has ended"
    for place in unpaid.select_related("order"):
        if place.order.state != Order.State.AWAITING:
            yield f"registration {place.pk}: paid, but order {place.order.number} is {place.order.state}"


@register_check
def check_items() -> Iterator[str]:
    """Every place has one ticket item, and an item's line belongs to the place's order and is not taken back alone."""
    tickets = Count("items", filter=Q(items__kind=RegistrationItem.Kind.TICKET))
    counted = Registration.objects.annotate(tickets=tickets).exclude(tickets=1)
    for key, count in counted.order_by("pk").values_list("pk", "tickets"):
        yield f"registration {key}: {count} ticket items instead of one"
    own = Q(line__order=F("registration__order")) | Q(line__order__change__registration=F("registration"))
    astray = RegistrationItem.objects.exclude(pk__in=RegistrationItem.objects.filter(own).values("pk"))
    for item in astray:
        yield f"registration {item.registration_id}: item {item.pk} stands on a line of another order"
    live = RegistrationItem.objects.filter(cancelled_at=None, registration__state__in=OCCUPYING)
    for item in live.filter(line__reversals__isnull=False).distinct():
        yield f"registration {item.registration_id}: item {item.pk} is valid, but its line was taken back"


@register_check
def check_tickets() -> Iterator[str]:
    """A ticket's document exists as long as its code does."""
    given = Registration.objects.filter(ticket_token__isnull=False, ticket_file__isnull=False)
    erased = PrivateFile.objects.filter(erased_at__isnull=False)
    for place in given.filter(ticket_file__in=erased):
        yield f"registration {place.pk}: its ticket's document is gone"
