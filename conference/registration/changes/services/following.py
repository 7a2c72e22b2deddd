"""Follow the order of a change to its end: paid, lapsed, or paid too late. Runs in a task; harmless when repeated."""

from django.db import transaction
from django.utils import timezone, translation

from billing.invoices.models import Invoice
from billing.invoices.services import ensure_document
from billing.orders.models import Order
from billing.orders.services import cancel_order, mark_fulfilled, reinstate_order
from billing.orders.settlement import lock_order
from billing.queue.models import FinanceCase
from billing.queue.services import open_case
from conference.registration.capacity import SoldOut, lock_sales, require_places
from conference.registration.changes.emails import send_change_done, send_change_lapsed, send_ended
from conference.registration.changes.models import Change, Substitution
from conference.registration.changes.services.applying import apply_add_on, apply_ticket
from conference.registration.changes.services.ending import close, lapse
from conference.registration.changes.services.substituting import complete, reopen_for_late_fee
from conference.registration.places import Registration, RegistrationItem
from conference.registration.refunding.models import MassRefundEntry
from conference.registration.services.locking import lock_place
from conference.registration.states import OCCUPYING

State = Change.State


def follow(order_id: int) -> None:
    """Bring whatever an extra order was for in line with it."""
    order = Order.objects.get(pk=order_id)
    change = Change.objects.filter(order=order).select_related("registration__edition").first()
    proposal = Substitution.objects.filter(order=order).select_related("registration__edition").first()
    with translation.override(order.language):
        if change:
            _follow_change(order, change)
        elif proposal:
            _follow_fee(order, proposal)
    # As it was read at the beginning: what has changed since has a task of its own.
    mark_fulfilled(order=order)


def receipt(order: Order) -> list[Invoice]:
    """Return the receipt of a paid extra order, or its credit notes."""
    if order.state == Order.State.PAID:
        return [ensure_document(order=order, kind=Invoice.Kind.RECEIPT)]
    return list(order.invoices.filter(kind=Invoice.Kind.CREDIT_NOTE).select_related("file"))


def _follow_change(order: Order, change: Change) -> None:
    if order.state == Order.State.PAID:
        if apply_paid(change):
            send_change_done(change, receipt(Order.objects.get(pk=order.pk)))
    elif order.late_paid_at and order.state == Order.State.EXPIRED:
        _apply_late(order, change)
    elif order.state in (Order.State.CANCELLED, Order.State.EXPIRED):
        _let_go(order, change)


@transaction.atomic
def apply_paid(change: Change) -> bool:
    """Let a paid change take effect; return whether it has. Its money goes back if the place has ended meanwhile."""
    lock_sales(change.registration.edition)
    main, place = lock_place(change.registration)
    place.order = main
    order = lock_order(change.order)
    change = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if change.state == State.APPLIED:
        return True
    if change.state != State.HELD or order.state != Order.State.PAID:
        return False
    if place.state not in OCCUPYING:
        lapse(change)
        cancel_order(order=order, actor=None, reason="the place has ended")
        return False
    _apply(place, change, order)
    return True


def _apply(place: Registration, change: Change, order: Order) -> None:
    line = order.lines.earliest("position")
    kinds = RegistrationItem.Kind
    if change.kind == Change.Kind.ADD_ON:
        item = RegistrationItem.objects.create(registration=place, kind=kinds.ADD_ON, line=line, add_on=change.add_on)
        apply_add_on(place, item, actor=order.user)
    else:
        RegistrationItem.objects.create(registration=place, kind=kinds.DIFFERENCE, line=line)
        apply_ticket(place, change, actor=order.user)
    change.state, change.decided_at = State.APPLIED, timezone.now()
    change.save(update_fields=["state", "decided_at"])


def _apply_late(order: Order, change: Change) -> None:
    """The money came after the hold: take the place again if it is free, else leave the money to the finance queue."""
    try:
        _retake(change)
    except SoldOut:
        open_case(kind=FinanceCase.Kind.PAID_NO_PLACE, order=order)
        return
    send_change_done(change, receipt(Order.objects.get(pk=order.pk)))


@transaction.atomic
def _retake(change: Change) -> None:
    edition = lock_sales(change.registration.edition)
    main, place = lock_place(change.registration)
    place.order = main
    order = lock_order(change.order)
    change = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if change.state == State.HELD:
        lapse(change)
    taken = Change.objects.filter(registration=place, state=State.HELD).exists()
    there = change.add_on_id and place.items.filter(add_on=change.add_on_id, cancelled_at=None).exists()
    if place.state not in OCCUPYING or taken or there:
        raise SoldOut(str(place.pk), 0)
    require_places(
        edition=edition,
        people=0,
        tickets=[(change.ticket_type, change.quantity)] if change.ticket_type else [],
        add_ons=[change.add_on] if change.add_on else [],
    )
    order = reinstate_order(order=order)
    _apply(place, change, order)


@transaction.atomic
def _let_go(order: Order, change: Change) -> None:
    """End a held change; of one that had taken effect and whose order was cancelled, end what it bought."""
    lock_sales(change.registration.edition)
    _main, place = lock_place(change.registration)
    change = Change.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if change.state == State.HELD:
        lapse(change)
        # Whoever hears that the edition does not take place hears nothing besides.
        if not MassRefundEntry.objects.filter(order=order).exists():
            send_change_lapsed(change)
    place.items.filter(line__order=order, cancelled_at=None).update(cancelled_at=timezone.now())


def _follow_fee(order: Order, proposal: Substitution) -> None:
    if order.state == Order.State.PAID:
        complete(proposal)
    elif order.late_paid_at and order.state == Order.State.EXPIRED:
        if not reopen_for_late_fee(proposal):
            open_case(kind=FinanceCase.Kind.PAID_NO_PLACE, order=order)
    elif order.state in (Order.State.CANCELLED, Order.State.EXPIRED):
        _fee_not_paid(proposal)


@transaction.atomic
def _fee_not_paid(proposal: Substitution) -> None:
    lock_place(proposal.registration)
    locked = Substitution.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if locked.state == Substitution.State.AGREED:
        close(locked, Substitution.State.EXPIRED, actor=None)
        if not MassRefundEntry.objects.filter(order=locked.order).exists():
            send_ended(locked)
