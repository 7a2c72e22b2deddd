"""Events and their signed webhooks, in order and in disorder."""

from collections.abc import Callable
from typing import Any

import pytest
import stripe
from factories.sandbox import Inbox, checkout, wait_for

PAID = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
]


@pytest.fixture
def pay(client: stripe.StripeClient, control: Callable[..., Any]) -> Callable[[], str]:
    def paid() -> str:
        session = client.v1.checkout.sessions.create(checkout())
        control("pay", session=session.id)
        return session.id

    return paid


def test_webhooks_are_signed_and_in_order(inbox: Inbox, pay: Callable[[], str]) -> None:
    session = pay()

    wait_for(lambda: len(inbox.received) == 4)
    assert inbox.types == PAID
    assert inbox.events[-1].data.object.id == session
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(*inbox.received[0], "whsec_other")


def test_events_can_be_read(client: stripe.StripeClient, pay: Callable[[], str]) -> None:
    pay()

    events = client.v1.events.list({"types": ["checkout.session.completed"]}).data

    assert [event.type for event in events] == ["checkout.session.completed"]
    assert client.v1.events.retrieve(events[0].id).data.object.payment_status == "paid"
    assert [event.type for event in client.v1.events.list().data] == PAID[::-1]


def test_refused_webhook_is_sent_again(inbox: Inbox, pay: Callable[[], str]) -> None:
    inbox.status = 500
    pay()
    wait_for(lambda: len(inbox.received) >= 4)

    inbox.status = 200

    wait_for(lambda: inbox.types.count("checkout.session.completed") >= 2)
    assert set(inbox.types) == set(PAID)


def test_repeat_sends_twice(inbox: Inbox, control: Callable[..., Any], pay: Callable[[], str]) -> None:
    control("repeat", times=4)
    pay()

    wait_for(lambda: len(inbox.received) == 8)
    assert inbox.types[::2] == inbox.types[1::2] == PAID


def test_reorder_sends_the_newest_first(inbox: Inbox, control: Callable[..., Any], pay: Callable[[], str]) -> None:
    control("reorder", count=4)
    pay()

    wait_for(lambda: len(inbox.received) == 4)
    assert inbox.types == PAID[::-1]


def test_drop_loses_and_resend_brings_back(
    inbox: Inbox, control: Callable[..., Any], client: stripe.StripeClient, pay: Callable[[], str]
) -> None:
    control("drop", times=4)
    pay()
    event = client.v1.events.list().data[0]

    control("resend", event=event.id)

    wait_for(lambda: len(inbox.received) == 1)
    assert inbox.types == ["checkout.session.completed"]


def test_pause_holds_until_release(inbox: Inbox, control: Callable[..., Any], pay: Callable[[], str]) -> None:
    control("pause")
    pay()
    waiting = control("state")["deliveries"]

    control("release")

    assert [delivery["state"] for delivery in waiting] == ["waiting"] * 4
    wait_for(lambda: len(inbox.received) == 4)


def test_delay_lets_others_pass(inbox: Inbox, control: Callable[..., Any], pay: Callable[[], str]) -> None:
    control("delay", times=1, seconds=0.6)
    pay()

    wait_for(lambda: len(inbox.received) == 4)
    assert inbox.types == [*PAID[1:], PAID[0]]
