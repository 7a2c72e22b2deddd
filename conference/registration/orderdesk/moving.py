"""Move places to another ticket type, all or nothing."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import transaction

from billing.orders.models import Order
from billing.orders.services import add_lines, reverse_lines
from billing.orders.settlement import lock_order
from billing.refunds.services import pay_back
from conference.registration.capacity import lock_sales, require_places
from conference.registration.orderdesk.differences import Change, Target, plan_moves, total_difference
from conference.registration.orderdesk.emails import send_moved
from conference.registration.places import Registration, RegistrationItem
from conference.registration.services.locking import lock_places
from conference.registration.services.placing import PriceChanged
from conference.registration.services.settling import settle_places
from conference.registration.states import State
from conference.registration.tasks import fulfil_order
from conference.registration.vetting.automatic import vet
from conference.registration.vetting.safety.holding import keep_holds
from core.audit.services import record
from core.files.services import erase_private
from core.money import ZERO


@transaction.atomic
def move_places(
    *, places: Sequence[Registration], target: Target, reason: str, expected: Decimal, actor: Any
) -> list[Change]:
    """Move places of one edition to another ticket, all or nothing, counted under the lock of the sales.

    The old ticket's line is taken back and the new one added: billing makes the invoice or the credit note, and what
    was paid too much goes back. A ticket that was given out is dead and made anew. An application is checked again by
    the new ticket's rules; what was approved stays so, staff has looked. Raises NotMovable, PriceChanged and SoldOut.
    """
    edition = lock_sales(target.ticket_type.edition)
    wanted = {place.pk for place in places}
    locked: list[Registration] = []
    for key in sorted({place.order_id for place in places}):
        order = lock_order(Order(pk=key))
        for place in lock_places(order):
            if place.pk in wanted:
                place.order = order
                locked.append(place)
    changes = plan_moves(locked, target, edition)
    if total_difference(changes) != expected:
        raise PriceChanged(total_difference(changes))
    require_places(
        edition=edition, people=0, tickets=[(target.ticket_type, target.quantity) for _change in changes], add_ons=()
    )
    for _key, group in groupby(changes, key=lambda change: change.place.order_id):
        _move_in_order(list(group), target, reason=reason, actor=actor)
    return changes


def _move_in_order(changes: Sequence[Change], target: Target, *, reason: str, actor: Any) -> None:
    order = changes[0].place.order
    # What is new is added first: an order whose only line is taken back would look paid in between.
    lines = add_lines(order=order, lines=[change.new for change in changes], actor=actor, reason=reason)
    for change, line in zip(changes, lines, strict=True):
        change.item.line, change.item.quantity = line, line.quantity
    RegistrationItem.objects.bulk_update([change.item for change in changes], ["line", "quantity"])
    reverse_lines(order=order, lines=[change.old for change in changes], reason=reason, actor=actor)
    order.refresh_from_db()
    for change in changes:
        _keep_discount(change)
        _change_place(change.place, order, target)
        record(
            actor=actor,
            action="registration.moved",
            obj=change.place,
            reason=reason,
            changes={"ticket": [change.ticket_before.code, target.ticket_type.code], "difference": change.difference},
        )
    back = _give_back(order, changes, reason=reason, actor=actor)
    send_moved(order, changes, back=back, key=f"moved-{order.pk}-{lines[0].pk}")
    fulfil_order.enqueue(order.pk)


def _keep_discount(change: Change) -> None:
    """Bring the use of a discount in line with its line; one that takes nothing off any more is free for others."""
    if change.use is None:
        return
    if change.new.discount:
        change.use.amount = change.new.discount
        change.use.save(update_fields=["amount"])
    else:
        change.use.delete()


def _change_place(place: Registration, order: Order, target: Target) -> None:
    place.ticket_type, place.days = target.ticket_type, [day.isoformat() for day in target.days]
    if place.state == State.APPLIED:
        vet([place], order.user)
    settle_places(order, [place], save=False)
    if place.ticket_file:
        erase_private(place.ticket_file)
    # What the old ticket says is not true any more; a task makes and sends the new one.
    place.ticket_token, place.ticket_file = None, None
    place.save()
    keep_holds([place])


def _give_back(order: Order, changes: Sequence[Change], *, reason: str, actor: Any) -> Decimal:
    """Pay back what these places cost less, as far as it was paid and is not on its way back; return how much."""
    pending: Decimal = sum((refund.amount for refund in order.refunds.pending()), ZERO)
    back = min(-total_difference(changes), order.paid - order.total - pending)
    if back <= ZERO:
        return ZERO
    pay_back(order, amount=back, reason=reason, actor=actor, key=f"move-{changes[0].item.line_id}")
    return back
