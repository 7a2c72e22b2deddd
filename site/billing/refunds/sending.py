"""Send a refund to Stripe and record what Stripe says of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from billing.orders.models import Order
from billing.orders.settlement import lock_order
from billing.payments import gateway
from billing.payments.ledger import book
from billing.payments.messages import RefundMessage
from billing.payments.models import Transaction
from billing.queue.models import FinanceCase
from billing.queue.services import open_case
from billing.refunds.models import Refund
from core.clock.schedule import periodic
from core.money import from_minor_units

State = Refund.State
OVERDUE = timedelta(minutes=2)
WORRYING = timedelta(hours=2)


def send(refund_id: int) -> str:
    """Ask Stripe for a requested refund and return the outcome in one word; the sweep asks again if it is silent."""
    refund = Refund.objects.select_related("order").get(pk=refund_id)
    if refund.state != State.REQUESTED:
        return "known"
    try:
        message = gateway.create_refund(refund, refund.order.currency)
    except gateway.UnavailableError:
        return "unavailable"
    except gateway.RefusedError as error:
        return _refused(refund, str(error))
    return apply_refund(message)


@transaction.atomic
def _refused(refund: Refund, code: str) -> str:
    order = lock_order(refund.order)
    refund.refresh_from_db()
    if refund.move_to(State.FAILED):
        refund.save(update_fields=["state"])
        _open_failure(order, refund, code)
    return "refused"


def _open_failure(order: Order, refund: Refund, code: str) -> None:
    open_case(
        kind=FinanceCase.Kind.REFUND_FAILED,
        order=order,
        reference=f"{order.number}/{refund.pk}",
        details={"amount": refund.amount, "currency": order.currency, "code": code},
    )


@transaction.atomic
def apply_refund(message: RefundMessage) -> str:
    """Book what Stripe says of a refund, one that finance made in Stripe's own dashboard too; once only.

    Returns the outcome in one word. An older word after a newer one changes nothing.
    """
    refund = _find(message) or _adopt(message)
    if refund is None:
        return "unknown"
    order = lock_order(refund.order)
    refund.refresh_from_db()
    refund.stripe_id = refund.stripe_id or message.id
    before = refund.state
    wanted = {"succeeded": State.SUCCEEDED, "failed": State.FAILED, "canceled": State.FAILED}.get(
        message.status or "", State.PENDING
    )
    moved = refund.move_to(wanted)
    refund.save(update_fields=["state", "stripe_id"])
    if not moved:
        return "known"
    if refund.state == State.SUCCEEDED:
        _book(order, message, kind=Transaction.Kind.REFUND, sign=-1, reference=message.id)
    if refund.state == State.FAILED:
        if before == State.SUCCEEDED:
            _book(order, message, kind=Transaction.Kind.CORRECTION, sign=1, reference=f"{message.id}:failed")
        _open_failure(order, refund, message.status or "")
    return str(refund.state)


def _book(order: Order, message: RefundMessage, *, kind: str, sign: int, reference: str) -> None:
    book(
        order,
        kind=kind,
        method=Transaction.Method.CARD,
        amount=sign * from_minor_units(message.amount, message.currency),
        provider_ref=reference,
    )


def _find(message: RefundMessage) -> Refund | None:
    known = Refund.objects.filter(stripe_id=message.id).first()
    key = message.metadata.get("refund", "")
    return known or Refund.objects.filter(idempotency_key=key, stripe_id=None).first()


def _adopt(message: RefundMessage) -> Refund | None:
    """Make our row for a refund that was made in Stripe's dashboard, if the payment is in our ledger."""
    payment = Transaction.objects.filter(provider_ref=message.payment_intent, kind=Transaction.Kind.PAYMENT).first()
    if payment is None or message.payment_intent is None or message.amount <= 0:
        return None
    order = lock_order(payment.order)
    refund, _made = Refund.objects.get_or_create(
        stripe_id=message.id,
        defaults={
            "order": order,
            "payment_intent": message.payment_intent,
            "amount": from_minor_units(message.amount, message.currency),
            "reason": "Stripe dashboard",
            "key": f"stripe:{message.id}",
        },
    )
    return refund


@periodic(every=timedelta(minutes=2))
def send_overdue_refunds() -> int:
    """Send refunds again that a lost task or a silent Stripe left behind; what takes hours goes to the queue."""
    now = timezone.now()
    overdue = Refund.objects.filter(state=State.REQUESTED, created_at__lt=now - OVERDUE).select_related("order")
    sent = 0
    for refund in overdue.order_by("created_at")[:50]:
        outcome = send(refund.pk)
        sent += outcome != "unavailable"
        if outcome == "unavailable" and refund.created_at < now - WORRYING:
            _open_failure(refund.order, refund, outcome)
    return sent
