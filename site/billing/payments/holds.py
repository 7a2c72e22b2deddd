"""End holds, but never while Stripe could still take money for them."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from billing.errors import PaymentUnavailableError, PaymentUnderWayError
from billing.orders.models import Order
from billing.orders.services import cancel_order, expire_order
from billing.orders.settlement import lock_order
from billing.payments import gateway
from billing.payments.messages import SessionMessage
from billing.payments.models import CheckoutAttempt
from billing.payments.sessions import apply_session
from core.clock.schedule import periodic

State = CheckoutAttempt.State
BATCH = 100
QUIET = timedelta(minutes=4)


def close_attempt(attempt: CheckoutAttempt) -> bool:
    """Make sure that an attempt cannot be paid any more and return whether that is so now.

    Never called in a transaction. If Stripe says that it was paid, it is booked. False if Stripe does not answer, or
    a bank is still working on it.
    """
    try:
        session = _end_session(attempt)
    except gateway.UnavailableError:
        return False
    if session is None:
        _forget(attempt)
        return True
    apply_session(session)
    attempt.refresh_from_db()
    return attempt.state not in CheckoutAttempt.UNDECIDED


def _end_session(attempt: CheckoutAttempt) -> SessionMessage | None:
    """Return the session as it stands at its end; None if Stripe never made one."""
    session_id = attempt.session_id
    if session_id is None:
        # The answer got lost: the same key brings the same session, or a refusal if there never was one.
        try:
            session_id = gateway.create_session(attempt).id
        except gateway.RefusedError:
            return None
    try:
        return gateway.expire_session(session_id)
    except gateway.RefusedError:
        return gateway.retrieve_session(session_id)


@transaction.atomic
def _forget(attempt: CheckoutAttempt) -> None:
    lock_order(attempt.order)
    attempt.refresh_from_db()
    if attempt.state == State.CREATING:
        attempt.move_to(State.FAILED)
        attempt.save(update_fields=["state"])


def close_attempts(order: Order) -> bool:
    """Close all that can still be paid of an order; return whether nothing can be paid any more."""
    undecided = order.attempts.filter(state__in=CheckoutAttempt.UNDECIDED).select_related("order")
    closed = [close_attempt(attempt) for attempt in undecided]
    return all(closed)


def close(order_id: int) -> str:
    """Close the Checkout of an order that has ended or is paid another way; nothing if it may still be paid."""
    order = Order.objects.get(pk=order_id)
    if order.state == Order.State.HELD or (order.is_payable_by_card and order.method == Order.Method.CARD):
        return "kept"
    if close_attempts(order):
        return "closed"
    if order.attempts.filter(state=State.PROCESSING).exists():
        return "processing"
    raise PaymentUnavailableError


def end_hold(order: Order) -> bool:
    """Expire a held order whose time is over, once Stripe has confirmed that it cannot be paid any more."""
    return close_attempts(order) and expire_order(order=order)


@periodic(every=timedelta(seconds=30))
def end_holds() -> int:
    """End every hold whose time is over; return how many orders expired."""
    return sum(end_hold(order) for order in Order.objects.hold_ended().order_by("hold_until")[:BATCH])


@periodic(every=timedelta(minutes=5))
def reconcile_attempts() -> int:
    """Ask Stripe about sessions of which nothing was heard, so that a lost webhook heals; return how many moved."""
    silent = CheckoutAttempt.objects.filter(
        state__in=[State.OPEN, State.PROCESSING], created_at__lt=timezone.now() - QUIET
    )
    moved = 0
    for attempt in silent.exclude(session_id=None).order_by("created_at")[:BATCH]:
        try:
            session = gateway.retrieve_session(attempt.session_id or "")
        except (gateway.UnavailableError, gateway.RefusedError):
            continue
        moved += apply_session(session) not in ("open", "known", "stale")
    return moved


def give_back(*, order: Order, actor: Any, reason: str) -> Order:
    """Cancel a held order at the buyer's wish: first nothing can be paid any more, then the places are freed.

    Raises PaymentUnavailableError if Stripe does not answer, PaymentUnderWayError if it was paid meanwhile.
    """
    if not close_attempts(order):
        raise PaymentUnavailableError
    order.refresh_from_db()
    if order.state != Order.State.HELD:
        raise PaymentUnderWayError
    return cancel_order(order=order, actor=actor, reason=reason)
