"""Give somebody a place that costs nothing and that they did not apply for: speakers, volunteers."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from billing.orders.inputs import BillTo, Buyer, NewLine
from billing.orders.models import Order
from billing.orders.services import place_order
from conference.edition.models import Edition
from conference.registration.applications import Person
from conference.registration.capacity import lock_sales, require_places
from conference.registration.places import Registration, RegistrationItem
from conference.registration.services.placing import SELLER
from conference.registration.services.settling import settle_places
from conference.registration.states import QueueReason, State
from conference.registration.terms import terms_snapshot
from conference.registration.vetting.safety.holding import keep_holds
from conference.registration.vetting.safety.matching import mark_matches
from core.audit.services import record
from core.money import ZERO


class NotFree(Exception):
    """The ticket costs something; what costs something is applied for."""


class HasPlace(Exception):
    """The address has a place at the edition already; `place` is it."""

    def __init__(self, place: Registration) -> None:
        super().__init__(str(place.pk))
        self.place = place


@transaction.atomic
def grant_place(*, edition: Edition, person: Person, key: str, actor: Any, language: str = "en") -> Registration:
    """Return the complimentary place of a key, made the first time it is asked for, whether or not the sale is open.

    It is vetted by whoever grants it. Raises NotFree, HasPlace and `capacity.SoldOut`.
    """
    ticket = person.ticket_type
    if any((ticket.early, ticket.regular, ticket.late)):
        raise NotFree
    edition = lock_sales(edition)
    known = Order.objects.filter(submission_key=key).first()
    if known:
        return known.registrations.earliest("position")
    bought = Registration.objects.of(edition).occupying().filter(email=person.email).first()
    if bought:
        raise HasPlace(bought)
    require_places(edition=edition, people=1, tickets=[(ticket, 1)], add_ons=(), before_line=True)
    order = place_order(
        lines=[NewLine(description=ticket.name, unit_net=ZERO)],
        buyer=Buyer(name=person.name, email=person.email),
        billing=BillTo(),
        currency=edition.currency,
        method=Order.Method.NONE,
        seller=SELLER,
        language=language,
        submission_key=key,
        terms=terms_snapshot(edition),
        actor=actor,
    )
    place = _place(edition, order, person, actor)
    record(actor=actor, action="registration.granted", obj=place, changes={"ticket": ticket.code})
    return place


def _place(edition: Edition, order: Order, person: Person, actor: Any) -> Registration:
    now = timezone.now()
    place = Registration(
        edition=edition,
        order=order,
        ticket_type=person.ticket_type,
        name=person.name,
        badge_name=person.badge_name,
        email=person.email,
        agency=person.agency,
        country=person.country,
        consented_at=now,
        state=State.APPROVED,
        decided_by=actor if getattr(actor, "pk", None) else None,
        decided_at=now,
    )
    mark_matches([place])
    if place.safety_matches:
        # Quietly an application like any other, until two people of the safety team have looked.
        place.state, place.queue_reason = State.APPLIED, QueueReason.MANUAL
        place.decided_by = place.decided_at = None
    settle_places(order, [place], save=False)
    place.save()
    keep_holds([place])
    line = order.lines.get()
    RegistrationItem.objects.create(registration=place, kind=RegistrationItem.Kind.TICKET, line=line)
    return place
