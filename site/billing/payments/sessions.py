"""What a Checkout session's state means for its order: one function for webhook, return page and reconciliation."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from billing.orders.models import Order
from billing.orders.settlement import lock_order, save_state
from billing.payments.ledger import book
from billing.payments.messages import SessionMessage
from billing.payments.models import CheckoutAttempt, Transaction
from billing.queue.models import FinanceCase
from billing.queue.services import open_case
from core.audit.services import record
from core.money import ZERO, from_minor_units, minor_units

State = CheckoutAttempt.State


@transaction.atomic
def apply_session(session: SessionMessage, *, async_failed: bool = False) -> str:
    """Book what Stripe says of a session and return the outcome in one word; a second telling changes nothing.

    Money is booked if Stripe says paid and amount and currency are what the attempt asked for; otherwise the matter
    goes to the finance queue and the order stays unpaid.
    """
    attempt = _find(session)
    if attempt is None:
        return _unknown(session)
    order = lock_order(attempt.order)
    attempt.refresh_from_db()
    attempt.order = order
    declined = attempt.state == State.FAILED and attempt.session_id is not None
    if attempt.session_id is None:
        attempt.session_id = session.id
    if session.payment_status == "paid":
        outcome = _paid(order, attempt, session)
    elif async_failed:
        outcome = _failed(order, attempt)
    elif session.status == "complete":
        outcome = "stale" if declined else _processing(order, attempt)
    elif session.status == "expired":
        outcome = "expired" if attempt.move_to(State.EXPIRED) else "stale"
    else:
        outcome = "open"
    attempt.save(update_fields=["state", "session_id", "payment_intent"])
    return outcome


def _find(session: SessionMessage) -> CheckoutAttempt | None:
    """The attempt that this session belongs to; by our key only while we do not know its session."""
    known = CheckoutAttempt.objects.filter(session_id=session.id).first()
    key = session.metadata.get("attempt", "")
    return known or CheckoutAttempt.objects.filter(idempotency_key=key, session_id=None).first()


def _unknown(session: SessionMessage) -> str:
    if session.payment_status == "paid":
        open_case(
            kind=FinanceCase.Kind.UNKNOWN_PAYMENT,
            reference=session.money_reference,
            details={"amount_minor": session.amount_total or 0, "currency": session.currency or ""},
        )
    return "unknown"


def _paid(order: Order, attempt: CheckoutAttempt, session: SessionMessage) -> str:
    if not attempt.move_to(State.COMPLETED):
        return "known"
    reference = attempt.payment_intent = session.money_reference
    asked = minor_units(attempt.amount, attempt.currency), attempt.currency.upper()
    if (session.amount_total, (session.currency or "").upper()) != asked:
        open_case(
            kind=FinanceCase.Kind.AMOUNT_MISMATCH,
            order=order,
            reference=reference,
            details={
                "asked": f"{attempt.amount} {attempt.currency}",
                "paid": _printed(session),
                "payment_intent": reference,
            },
        )
        return "mismatch"
    entry = book(
        order,
        kind=Transaction.Kind.PAYMENT,
        method=Transaction.Method.CARD,
        amount=attempt.amount,
        provider_ref=reference,
    )
    return "booked" if entry else "known"


def _printed(session: SessionMessage) -> str:
    currency = (session.currency or "").upper()
    return f"{from_minor_units(session.amount_total or 0, currency)} {currency}"


def _processing(order: Order, attempt: CheckoutAttempt) -> str:
    """The buyer has done their part and the bank takes days: the places stay taken meanwhile."""
    if not attempt.move_to(State.PROCESSING):
        return "stale"
    if order.state == Order.State.HELD:
        order.move_to(Order.State.AWAITING)
        save_state(order)
        record(actor=None, action="order.processing", obj=order, changes={"attempt": attempt.number})
    return "processing"


def _failed(order: Order, attempt: CheckoutAttempt) -> str:
    """The bank said no: the buyer gets a new hold to try again, unless something was paid or promised before."""
    if not attempt.move_to(State.FAILED):
        return "stale"
    waits = order.state == Order.State.AWAITING and order.method == Order.Method.CARD
    if waits and order.paid_at is None and order.paid <= ZERO:
        order.move_to(Order.State.HELD)
        order.hold_until = timezone.now() + timedelta(minutes=settings.HOLD_MINUTES)
        save_state(order)
        record(actor=None, action="order.payment_failed", obj=order, changes={"attempt": attempt.number})
    return "failed"
