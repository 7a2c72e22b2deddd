"""Stripe's events: verified, stored once, acted on in one transaction."""

from collections.abc import Callable, Mapping
from typing import Any

import stripe
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from pydantic import ValidationError

from billing.errors import ForgedEventError
from billing.orders.settlement import lock_order
from billing.payments.ledger import book
from billing.payments.messages import (
    ChargeMessage,
    DisputeMessage,
    EventMessage,
    Message,
    RefundMessage,
    SessionMessage,
)
from billing.payments.models import StripeEvent, Transaction
from billing.payments.sessions import apply_session
from billing.queue.models import FinanceCase
from billing.queue.services import note_outcome, open_case, resolve_case
from billing.refunds.sending import apply_refund
from core.money import from_minor_units

TOLERANCE_SECONDS = 300


def receive_event(*, payload: bytes, signature: str) -> str:
    """Verify, store and act on one delivery; return the outcome in one word ("repeated" for a second delivery).

    Raises ForgedEventError if the signature is missing, wrong or older than five minutes, or signs no event.
    """
    # Stripe's library compares a signature as text, which Python refuses for anything but ASCII.
    if not signature.isascii():
        raise ForgedEventError
    try:
        text = payload.decode()
        stripe.WebhookSignature.verify_header(text, signature, settings.STRIPE_WEBHOOK_SECRET, TOLERANCE_SECONDS)
        event = EventMessage.model_validate_json(text)
    except (UnicodeDecodeError, ValueError, stripe.SignatureVerificationError) as error:
        raise ForgedEventError from error
    return _store_and_act(event)


@transaction.atomic
def _store_and_act(event: EventMessage) -> str:
    """The row's unique id makes a second delivery wait for the first and then find it done."""
    row, is_new = StripeEvent.objects.get_or_create(
        event_id=event.id, defaults={"type": event.type, "created": event.created_at}
    )
    if not is_new:
        return "repeated"
    row.outcome, row.payload = act_on(event)
    row.processed_at = timezone.now()
    row.save(update_fields=["outcome", "payload", "processed_at"])
    return row.outcome


def act_on(event: EventMessage) -> tuple[str, dict[str, Any]]:
    """Do what an event asks for; return the outcome and the reduced object that is kept."""
    known = HANDLERS.get(event.type)
    if known is None:
        return "ignored", {}
    shape, handle = known
    try:
        message = shape.model_validate(event.data.object)
    except ValidationError:
        return "unreadable", {}
    return handle(message), message.model_dump(mode="json", exclude={"url", "refunds", "metadata"})


def _on_charge_refunded(charge: ChargeMessage) -> str:
    """Older API versions list the refunds inside; newer ones send `refund.created` beside this event."""
    outcomes = [apply_refund(refund) for refund in charge.refunds.data]
    return outcomes[0] if outcomes else "noted"


def _on_dispute(dispute: DisputeMessage) -> str:
    known = FinanceCase.objects.filter(kind=FinanceCase.Kind.DISPUTE, reference=dispute.id)
    if known.exists():
        # Its end came first, or it was settled: not put into the queue again.
        return "known"
    _dispute_case(dispute)
    return "disputed"


def _on_dispute_closed(dispute: DisputeMessage) -> str:
    """Note how it ended; a dispute won needs nobody any more, a lost one waits for a person's decision."""
    outcome = dispute.status or ""
    known = FinanceCase.objects.filter(kind=FinanceCase.Kind.DISPUTE, reference=dispute.id).order_by("-pk").first()
    case = known or _dispute_case(dispute)
    if case.state != FinanceCase.State.OPEN:
        return "known"
    note_outcome(case=case, outcome=outcome)
    if outcome in ("won", "warning_closed"):
        resolve_case(case=case, resolution=gettext("Stripe decided for us."), actor=None)
    return outcome


def _dispute_case(dispute: DisputeMessage) -> FinanceCase:
    payment = Transaction.objects.filter(provider_ref=dispute.payment_intent or "").first()
    return open_case(
        kind=FinanceCase.Kind.DISPUTE,
        order=payment.order if payment else None,
        reference=dispute.id,
        details={
            "amount": from_minor_units(dispute.amount, dispute.currency),
            "currency": dispute.currency.upper(),
            "payment_intent": dispute.payment_intent or "",
        },
    )


def _on_funds_withdrawn(dispute: DisputeMessage) -> str:
    return _book_dispute(dispute, kind=Transaction.Kind.CHARGEBACK, sign=-1, suffix="")


def _on_funds_reinstated(dispute: DisputeMessage) -> str:
    return _book_dispute(dispute, kind=Transaction.Kind.CORRECTION, sign=1, suffix=":reinstated")


def _book_dispute(dispute: DisputeMessage, *, kind: str, sign: int, suffix: str) -> str:
    payment = Transaction.objects.filter(provider_ref=dispute.payment_intent or "").first()
    if payment is None:
        return "unknown"
    entry = book(
        lock_order(payment.order),
        kind=kind,
        method=Transaction.Method.CARD,
        amount=sign * from_minor_units(dispute.amount, dispute.currency),
        provider_ref=f"{dispute.id}{suffix}",
    )
    return "booked" if entry else "known"


def _on_async_failed(session: SessionMessage) -> str:
    return apply_session(session, async_failed=True)


Handler = tuple[type[Message], Callable[[Any], str]]
HANDLERS: Mapping[str, Handler] = {
    "checkout.session.completed": (SessionMessage, apply_session),
    "checkout.session.async_payment_succeeded": (SessionMessage, apply_session),
    "checkout.session.async_payment_failed": (SessionMessage, _on_async_failed),
    "checkout.session.expired": (SessionMessage, apply_session),
    "refund.created": (RefundMessage, apply_refund),
    "refund.updated": (RefundMessage, apply_refund),
    "refund.failed": (RefundMessage, apply_refund),
    "charge.refund.updated": (RefundMessage, apply_refund),
    "charge.refunded": (ChargeMessage, _on_charge_refunded),
    "charge.dispute.created": (DisputeMessage, _on_dispute),
    "charge.dispute.closed": (DisputeMessage, _on_dispute_closed),
    "charge.dispute.funds_withdrawn": (DisputeMessage, _on_funds_withdrawn),
    "charge.dispute.funds_reinstated": (DisputeMessage, _on_funds_reinstated),
}
