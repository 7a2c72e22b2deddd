"""Stripe, through its own client. Nothing here is called inside a transaction."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

import stripe
from django.conf import settings
from pydantic import ValidationError

from billing.payments.messages import Message, RefundMessage, SessionMessage
from billing.payments.models import CheckoutAttempt
from billing.refunds.models import Refund
from core.money import minor_units

TIMEOUT_SECONDS = (4, 12)
PAGE, MOST_PAGES = 100, 1000
Listed = TypeVar("Listed", bound=Message)


class UnavailableError(Exception):
    """Stripe did not answer, or answered with an error of its own: the outcome is unknown, ask again."""


class RefusedError(Exception):
    """Stripe understood and said no: nothing happened."""


@lru_cache(maxsize=4)
def _client(key: str, base: str) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": base} if base else {},
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
    )


def _v1() -> Any:
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE.rstrip("/")).v1


def _ask(call: Callable[[], Any]) -> dict[str, Any]:
    """Make one call and return the answer as plain data; Stripe's many errors become our two."""
    try:
        answer: dict[str, Any] = call().to_dict()
    except (stripe.CardError, stripe.InvalidRequestError, stripe.IdempotencyError) as error:
        if error.http_status == 409:
            raise UnavailableError("the same request is still being processed") from error
        raise RefusedError(error.code or type(error).__name__) from error
    except stripe.StripeError as error:
        raise UnavailableError(type(error).__name__) from error
    return answer


def create_session(attempt: CheckoutAttempt) -> SessionMessage:
    """Open a Checkout session for an attempt, or return the one that its idempotency key opened before.

    Stripe learns the total and the order's number, no name, no address, no title.
    """
    order = attempt.order
    params = {
        "mode": "payment",
        "client_reference_id": order.public_id,
        "metadata": {"attempt": attempt.idempotency_key},
        "success_url": attempt.return_url,
        "cancel_url": attempt.cancel_url,
        "expires_at": int(attempt.expires_at.timestamp()),
        "locale": order.language if order.language in ("en", "es") else "auto",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": attempt.currency.lower(),
                    "unit_amount": minor_units(attempt.amount, attempt.currency),
                    "product_data": {"name": f"{settings.ORGANIZATION['name']}: {order.number}"},
                },
            }
        ],
    }
    options = {"idempotency_key": attempt.idempotency_key}
    return SessionMessage.model_validate(_ask(lambda: _v1().checkout.sessions.create(params=params, options=options)))


def retrieve_session(session_id: str) -> SessionMessage:
    """Ask how a session stands."""
    return SessionMessage.model_validate(_ask(lambda: _v1().checkout.sessions.retrieve(session_id)))


def expire_session(session_id: str) -> SessionMessage:
    """End an open session; RefusedError if it is not open any more."""
    return SessionMessage.model_validate(_ask(lambda: _v1().checkout.sessions.expire(session_id)))


def create_refund(refund: Refund, currency: str) -> RefundMessage:
    """Pay back a part of a payment, once however often this is called."""
    params = {
        "payment_intent": refund.payment_intent,
        "amount": minor_units(refund.amount, currency),
        "metadata": {"refund": refund.idempotency_key},
    }
    options = {"idempotency_key": refund.idempotency_key}
    return RefundMessage.model_validate(_ask(lambda: _v1().refunds.create(params=params, options=options)))


def list_between(what: str, shape: type[Listed], since: datetime, until: datetime) -> list[Listed]:
    """Return what Stripe made from one moment to another (without it), oldest first, however many pages it takes.

    `what` is Stripe's name of the list: charges, refunds, disputes, payouts, balance_transactions. Raises
    UnavailableError, also for an answer that cannot be read: half a list is none.
    """
    params: dict[str, Any] = {
        "limit": PAGE,
        "created": {"gte": int(since.timestamp()), "lt": int(until.timestamp())},
    }
    found: list[Listed] = []
    for _page in range(MOST_PAGES):
        answer = _ask(lambda: getattr(_v1(), what).list(params=dict(params)))
        try:
            page = [shape.model_validate(item) for item in answer["data"]]
        except (ValidationError, KeyError) as error:
            raise UnavailableError("unreadable") from error
        found += page
        if not answer.get("has_more") or not page:
            return found[::-1]
        params["starting_after"] = page[-1].id
    raise UnavailableError("too many")
