"""Pay an order: by card through Stripe's Checkout, by transfer or check through finance."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from billing.errors import (
    NothingToPayError,
    OrderClosedError,
    PaymentUnavailableError,
    PaymentUnderWayError,
    TooManyAttemptsError,
    WrongAmountError,
)
from billing.orders.models import Order
from billing.orders.settlement import lock_order
from billing.payments import gateway
from billing.payments.holds import close_attempt
from billing.payments.ledger import book
from billing.payments.messages import SessionMessage
from billing.payments.models import CheckoutAttempt, Transaction
from billing.payments.sessions import apply_session
from billing.payments.tasks import close_checkout
from core.audit.services import record
from core.money import ZERO, round_money

State = CheckoutAttempt.State
# Added to the session's end before the hold may end: the webhook of a payment in the last second is on its way.
GRACE = timedelta(minutes=5)
# An open page this close to its end is not worth going to.
TOO_SHORT = timedelta(minutes=2)
# Stripe repeats the answer it gave to a key, errors of its own included; after so many a new key is used.
TRIES_PER_KEY = 3
MAX_ATTEMPTS = 15


def start_checkout(*, order: Order, return_url: str, cancel_url: str) -> str:
    """Return the address of Stripe's page where the order's balance can be paid. Never called in a transaction.

    The attempt's row is committed first, then Stripe is asked with the attempt's key: two clicks at once, or a click
    after a lost answer, lead to the same page. The order's hold is stretched to the page's end. Raises
    NothingToPayError, OrderClosedError, PaymentUnderWayError, TooManyAttemptsError, and PaymentUnavailableError,
    after which the same call may be made again.
    """
    for _turn in range(4):
        attempt = _take_attempt(order, return_url, cancel_url)
        if attempt.state == State.OPEN and _is_current(attempt, attempt.order):
            return attempt.url
        if attempt.state == State.OPEN:
            if not close_attempt(attempt):
                raise PaymentUnavailableError
            continue
        try:
            session = gateway.create_session(attempt)
        except gateway.RefusedError:
            _give_up(attempt)
            continue
        except gateway.UnavailableError as error:
            CheckoutAttempt.objects.filter(pk=attempt.pk).update(tries=F("tries") + 1)
            raise PaymentUnavailableError from error
        _note_session(attempt, session)
    raise PaymentUnavailableError


def _is_current(attempt: CheckoutAttempt, order: Order) -> bool:
    return attempt.amount == order.balance and attempt.expires_at > timezone.now() + TOO_SHORT


@transaction.atomic(durable=True)
def _take_attempt(order: Order, return_url: str, cancel_url: str) -> CheckoutAttempt:
    """Return the order's undecided attempt, else a new one; the hold lasts as long as its page."""
    order = lock_order(order)
    if not order.is_payable_by_card:
        raise NothingToPayError if order.state == Order.State.PAID else OrderClosedError(order.number)
    balance = order.balance
    if balance <= ZERO:
        raise NothingToPayError
    attempt = order.attempts.filter(state__in=CheckoutAttempt.UNDECIDED).first()
    if attempt and attempt.state == State.PROCESSING:
        raise PaymentUnderWayError
    if attempt and attempt.state == State.CREATING and attempt.tries >= TRIES_PER_KEY:
        attempt.move_to(State.FAILED)
        attempt.save(update_fields=["state"])
    if attempt is None or attempt.state == State.FAILED:
        attempt = _new_attempt(order, balance, return_url, cancel_url)
    attempt.order = order
    return attempt


def _new_attempt(order: Order, balance: Decimal, return_url: str, cancel_url: str) -> CheckoutAttempt:
    number = order.attempts.count() + 1
    if number > MAX_ATTEMPTS:
        raise TooManyAttemptsError
    expires_at = timezone.now() + timedelta(minutes=settings.CHECKOUT_MINUTES)
    if order.state == Order.State.HELD and (order.hold_until is None or order.hold_until < expires_at + GRACE):
        order.hold_until = expires_at + GRACE
        order.save(update_fields=["hold_until"])
    return CheckoutAttempt.objects.create(
        order=order,
        number=number,
        amount=balance,
        currency=order.currency,
        return_url=return_url,
        cancel_url=cancel_url,
        expires_at=expires_at,
    )


@transaction.atomic
def _note_session(attempt: CheckoutAttempt, session: SessionMessage) -> None:
    """Keep the page's address; a webhook may have been faster and have decided the attempt already."""
    order = lock_order(attempt.order)
    attempt.refresh_from_db()
    attempt.session_id, attempt.url = session.id, session.url or attempt.url
    attempt.expires_at = session.ends_at or attempt.expires_at
    attempt.move_to(State.OPEN)
    attempt.save(update_fields=["session_id", "url", "expires_at", "state"])
    if not order.is_payable_by_card:
        close_checkout.enqueue(order.pk)


@transaction.atomic
def _give_up(attempt: CheckoutAttempt) -> None:
    lock_order(attempt.order)
    attempt.refresh_from_db()
    if attempt.state == State.CREATING:
        attempt.move_to(State.FAILED)
        attempt.save(update_fields=["state"])


def ask_stripe(*, order: Order) -> str:
    """Ask how the order's last open session stands and book it as the webhook would: a lost webhook heals.

    Returns the outcome in one word; "unavailable" if Stripe does not answer.
    """
    attempt = order.attempts.filter(state__in=CheckoutAttempt.UNDECIDED).exclude(session_id=None).last()
    if attempt is None or attempt.session_id is None:
        return "nothing"
    try:
        session = gateway.retrieve_session(attempt.session_id)
    except (gateway.UnavailableError, gateway.RefusedError):
        return "unavailable"
    return apply_session(session)


@transaction.atomic
def book_payment(
    *,
    order: Order,
    amount: Decimal,
    method: str,
    received_on: date,
    reference: str,
    note: str = "",
    actor: Any,
    key: str = "",
) -> Transaction:
    """Book what arrived by transfer or check, in part or too much (a finance case asks what to do with the rest).

    The same `key` returns the entry that it made before: a second click books nothing. Raises WrongAmountError unless
    the amount is positive.
    """
    order = lock_order(order)
    hand_reference = f"hand:{key}" if key else None
    known: Transaction | None = order.transactions.filter(provider_ref=hand_reference or "").first()
    if known:
        return known
    amount = round_money(amount)
    if amount <= ZERO:
        raise WrongAmountError(amount)
    entry = book(
        order,
        kind=Transaction.Kind.PAYMENT,
        method=method,
        amount=amount,
        provider_ref=hand_reference,
        reference=reference,
        received_on=received_on,
        note=note,
        actor=actor,
    )
    assert entry is not None  # noqa: S101 - only a known provider_ref returns None
    close_checkout.enqueue(order.pk)
    return entry


@transaction.atomic
def correct_payment(*, entry: Transaction, reason: str, actor: Any) -> Transaction:
    """Take back a payment that finance booked by mistake, with a mirrored entry.

    A part of a deposit is free again by that. Raises WrongAmountError for a card payment (refund it) and for one that
    was corrected before.
    """
    order = lock_order(entry.order)
    corrections = order.transactions.filter(kind=Transaction.Kind.CORRECTION, reference=f"#{entry.pk}")
    fixed = (Transaction.Method.CARD, Transaction.Method.BALANCE)
    wrong_kind = entry.kind != Transaction.Kind.PAYMENT or entry.method in fixed
    if wrong_kind or corrections.exists():
        raise WrongAmountError(entry.amount)
    mirrored = book(
        order,
        kind=Transaction.Kind.CORRECTION,
        method=entry.method,
        amount=-entry.amount,
        reference=f"#{entry.pk}",
        note=reason[:300],
        actor=actor,
        deposit=entry.deposit,
    )
    assert mirrored is not None  # noqa: S101 - only a known provider_ref returns None
    for part in entry.allocations.order_by("pk"):
        part.__class__.objects.create(transaction=mirrored, line=part.line, amount=-part.amount)
    record(actor=actor, action="payment.corrected", obj=order, reason=reason, changes={"transaction": entry.pk})
    return mirrored
