"""Refunds through Stripe's own client."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe
from factories.sandbox import checkout


@pytest.fixture
def intent(client: stripe.StripeClient, control: Callable[..., Any]) -> str:
    session = client.v1.checkout.sessions.create(checkout())
    control("pay", session=session.id)
    return client.v1.checkout.sessions.retrieve(session.id).payment_intent


def test_refund_gives_back_all(client: stripe.StripeClient, intent: str) -> None:
    refund = client.v1.refunds.create({"payment_intent": intent, "metadata": {"line": "7"}})

    assert (refund.amount, refund.status, refund.payment_intent) == (119000, "succeeded", intent)
    assert client.v1.refunds.retrieve(refund.id).metadata.to_dict() == {"line": "7"}
    assert client.v1.charges.retrieve(refund.charge).refunded is True


def test_parts_add_up_and_no_more_is_given(client: stripe.StripeClient, intent: str) -> None:
    client.v1.refunds.create({"payment_intent": intent, "amount": 100000})

    with pytest.raises(stripe.InvalidRequestError, match=r"\(\$200.00\) is greater than unrefunded.*\(\$190.00\)"):
        client.v1.refunds.create({"payment_intent": intent, "amount": 20000})
    client.v1.refunds.create({"payment_intent": intent, "amount": 19000})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": intent})

    assert refusal.value.code == "charge_already_refunded"
    assert [refund.amount for refund in client.v1.refunds.list({"payment_intent": intent}).data] == [19000, 100000]


@pytest.mark.parametrize("fields", [{"amount": 0}, {"amount": "ten"}, {"reason": "bored"}, {"payment": "x"}])
def test_wrong_refunds_are_refused(client: stripe.StripeClient, intent: str, fields: dict[str, Any]) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"payment_intent": intent, **fields})

    assert client.v1.refunds.list().data == []


def test_unpaid_session_has_nothing_to_refund(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="payment_intent or charge"):
        client.v1.refunds.create({})


def test_refund_can_come_back(client: stripe.StripeClient, intent: str, control: Callable[..., Any]) -> None:
    refund = client.v1.refunds.create({"payment_intent": intent})

    control("fail_refund", refund=refund.id)

    assert client.v1.refunds.retrieve(refund.id).status == "failed"
    assert client.v1.charges.retrieve(refund.charge).amount_refunded == 0
