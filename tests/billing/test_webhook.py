"""Stripe's deliveries: forged, repeated, reordered, unknown, unreadable."""

import json
import time

import pytest
from django.test import Client
from factories import billing as make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.errors import ForgedEventError
from billing.orders.models import Order
from billing.payments.models import StripeEvent
from billing.payments.services import start_checkout
from billing.payments.webhook import HANDLERS, receive_event
from billing.queue.models import FinanceCase

pytestmark = pytest.mark.django_db
PATH = "/webhooks/stripe/"


def event(kind="customer.created", **fields):
    return {"id": "evt_1", "object": "event", "type": kind, "created": 1, "data": {"object": {"id": "x"}}, **fields}


def post(client, body, signature):
    return client.post(PATH, body, content_type="application/json", headers={"Stripe-Signature": signature})


def test_a_signed_event_is_stored_once_and_answered_200_each_time(client, sign):
    body = json.dumps(event())

    answers = [post(client, body, sign(body)) for _turn in range(2)]

    assert [(a.status_code, a.content) for a in answers] == [(200, b"ignored"), (200, b"repeated")]
    assert StripeEvent.objects.get().outcome == "ignored"


def test_forged_unsigned_altered_and_old_events_are_refused(client, sign):
    body = json.dumps(event())
    forged = [
        (body, ""),
        (body, "t=1,v1=00"),
        (body, "nonsense"),
        (body, sign(body, secret="whsec_other")),
        (body, sign(body, at=time.time() - 301)),
        (body.replace("evt_1", "evt_2"), sign(body)),
        ("[]", sign("[]")),
        ("{}", sign("{}")),
        ("\u0000", sign("\u0000")),
    ]

    assert [post(client, *pair).status_code for pair in forged] == [400] * len(forged)
    assert StripeEvent.objects.count() == 0


def test_only_small_posts_are_read(client, sign):
    big = json.dumps(event(padding="x" * 300_000))

    assert client.get(PATH).status_code == 405
    assert post(client, big, sign(big)).status_code == 413


def test_no_csrf_token_is_asked(sign):
    body = json.dumps(event())

    assert post(Client(enforce_csrf_checks=True), body, sign(body)).status_code == 200


def test_events_in_any_order_and_twice_pay_an_order_once(fake_stripe, heard):
    order = make.order()
    start_checkout(order=order, **make.BACK)
    fake_stripe.pay(order.attempts.get().session_id)
    backwards = fake_stripe.events()[::-1]

    for delivery in [*backwards, *backwards]:
        fake_stripe.post(delivery)

    assert Order.objects.get().transactions.count() == 1
    assert heard == [("paid", order.number, False)]


def test_a_dispute_is_queued_and_its_money_booked_when_it_is_taken(fake_stripe):
    order = make.order()
    start_checkout(order=order, **make.BACK)
    fake_stripe.pay(order.attempts.get().session_id)
    fake_stripe.deliver()
    intent = order.transactions.get().provider_ref
    dispute = {"id": "dp_1", "amount": 109500, "currency": "usd", "payment_intent": intent, "status": "needs_response"}

    outcomes = [
        fake_stripe.post(event(f"charge.dispute.{what}", id=f"evt_{what}", data={"object": dispute}))
        for what in ("created", "funds_withdrawn", "funds_reinstated")
    ]

    assert outcomes == ["disputed", "booked", "booked"]
    assert FinanceCase.objects.get().kind == "dispute"
    assert [entry.kind for entry in order.transactions.order_by("pk")] == ["payment", "chargeback", "correction"]
    assert Order.objects.get().state == "paid"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "id",
    "amount",
    "amount_total",
    "currency",
    "metadata",
    "payment_intent",
    "payment_status",
    "status",
    "refunds",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(sorted(HANDLERS)),
    thing=st.dictionaries(st.sampled_from(FIELDS), json_values),
    extra=st.dictionaries(st.sampled_from(["created", "id", "type", "data"]), json_values, max_size=1),
)
def test_whatever_is_signed_is_answered_never_a_crash(sign, kind, thing, extra):
    StripeEvent.objects.all().delete()
    body = json.dumps({**event(kind, data={"object": thing}), **extra})

    try:
        outcome = receive_event(payload=body.encode(), signature=sign(body))
    except ForgedEventError:
        return
    assert outcome
