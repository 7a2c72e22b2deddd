"""Let a change take effect on a locked place: lines, items, discount, vetting, ticket."""

from typing import Any

from billing.orders.models import Order
from billing.orders.reducing import reduce_order
from billing.orders.settlement import lock_order
from conference.registration.changes.models import Change
from conference.registration.changes.pricing import ChangeQuote, ticket_items
from conference.registration.changes.quotes import lay_over
from conference.registration.changes.signals import shown_data_changed
from conference.registration.discounts.models import DiscountUse
from conference.registration.places import Registration, RegistrationItem
from conference.registration.services.settling import settle_places
from conference.registration.services.taking_back import pay_back_owed
from conference.registration.services.tickets import revoke_ticket
from conference.registration.states import State, check_move
from conference.registration.tasks import fulfil_order
from conference.registration.vetting.automatic import vet
from conference.registration.vetting.safety.holding import keep_holds
from core.audit.services import record
from core.money import ZERO

Kind = RegistrationItem.Kind


def apply_reduction(place: Registration, quote: ChangeQuote, *, text: str, actor: Any) -> None:
    """Let a place cost less, order by order, and pay back what was paid beyond; the figures are the quote's."""
    kept = quote.kept
    for share in lay_over(ticket_items(place), quote.less + kept):
        stays = min(kept, share.paid)
        kept -= stays
        less = share.amount - stays
        if less <= ZERO:
            continue
        line = reduce_order(order=share.order, amount=less, description=text[:300], reason="change", actor=actor)
        item = RegistrationItem.objects.create(registration=place, kind=Kind.DIFFERENCE, line=line)
        pay_back_owed(lock_order(share.order), reason="change", actor=actor, key=f"less-{item.pk}")


def apply_ticket(place: Registration, change: Change, *, actor: Any) -> None:
    """Give a locked place its new ticket type and vet it for that; the old ticket is dead at once."""
    assert change.ticket_type is not None  # noqa: S101 - a constraint of the table
    before = place.ticket_type.code
    place.ticket_type, place.days, place.proof = change.ticket_type, change.days, change.proof
    place.items.filter(kind=Kind.TICKET, cancelled_at=None).update(quantity=change.quantity)
    DiscountUse.objects.filter(registration=place).delete()
    if change.rule:
        DiscountUse.objects.create(rule=change.rule, code=change.code, registration=place, amount=change.discount)
    vet_anew(place, place.order, user=place.user)
    record(
        actor=actor,
        action="registration.ticket_changed",
        obj=place,
        changes={"ticket": [before, change.ticket_type.code], "state": place.state},
    )
    shown_data_changed.send(sender=Registration, place=place, what="ticket")
    revoke_ticket(place=place, actor=actor, reason="ticket changed")


def vet_anew(place: Registration, order: Order, *, user: Any) -> None:
    """Put a locked place through vetting again and store it; its ticket code is dead until it has passed."""
    if place.state != State.APPLIED:
        check_move(place.state, State.APPLIED)
    place.state, place.ticket_token = State.APPLIED, None
    place.decided_by = place.decided_at = None
    vet([place], user)
    settle_places(order, [place], save=False)
    place.save()
    keep_holds([place])


def apply_add_on(place: Registration, item: RegistrationItem, *, actor: Any) -> None:
    """Note that a place has a workshop more; its invoice and mails follow."""
    code = item.add_on.session.code if item.add_on else ""
    record(actor=actor, action="registration.add_on_bought", obj=place, changes={"add_on": code})
    fulfil_order.enqueue(place.order_id)
