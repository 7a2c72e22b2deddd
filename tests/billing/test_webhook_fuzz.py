"""The webhook's door: whatever comes, an answer below 500; what Stripe has not signed leaves no trace."""

import json

import pytest
from django.test import Client
from factories import billing as make
from fuzz.hostile import texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.orders.models import Order
from billing.payments.models import StripeEvent, Transaction
from billing.payments.services import start_checkout
from billing.payments.webhook import HANDLERS
from billing.refunds.models import Refund

pytestmark = pytest.mark.django_db
PATH = "/webhooks/stripe/"
fuzzed = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
signatures = st.sampled_from(
    ["", "t=1", "v1=", "t=x,v1=y", "t=1,v1=" + "0" * 64, "=,=,=", "t=" + "9" * 5_000 + ",v1=a", "t=-1,v1=é", "t=1,t=2"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts.filter(lambda text: len(text) < 10_000),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts.filter(lambda t: len(t) < 100), inner, max_size=3)
    ),
    max_leaves=8,
)


def books():
    """What no refused event may touch."""
    models = (StripeEvent, Transaction, Refund)
    return [model.objects.count() for model in models], list(Order.objects.values("state", "paid_at", "hold_until"))


def post(body, signature, kind="application/json"):
    return Client().post(PATH, body, content_type=kind, headers={"Stripe-Signature": signature})


@fuzzed
@given(
    body=st.binary(max_size=400) | values.map(lambda value: json.dumps(value).encode()),
    signature=signatures | st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=60),
    kind=st.sampled_from(["application/json", "multipart/form-data", "text/plain", ""]),
)
def test_unsigned_bytes_are_refused(body, signature, kind):
    before = books()

    answer = post(body, signature, kind)

    assert 400 <= answer.status_code < 500
    assert books() == before


@fuzzed
@given(value=values)
def test_signed_but_no_event(sign, value):
    before = books()
    body = json.dumps(value)

    answer = post(body, sign(body))

    assert answer.status_code == 400
    assert books() == before


@pytest.fixture
def held(fake_stripe):
    """An order whose buyer is at Stripe's page, and the events of its payment, not delivered yet."""
    order = make.order()
    start_checkout(order=order, **make.BACK)
    fake_stripe.pay(order.attempts.get().session_id)
    return order, [event for event in fake_stripe.events() if event["type"] in HANDLERS]


FIELDS = ["id", "amount_total", "amount", "currency", "metadata", "payment_intent", "payment_status", "status", "mode"]


@fuzzed
@given(
    choice=st.integers(0, 9),
    changes=st.dictionaries(st.sampled_from(FIELDS), values, min_size=1, max_size=3),
    top=st.dictionaries(st.sampled_from(["type", "created", "livemode", "object"]), values, max_size=1),
)
def test_a_real_event_with_spoiled_fields_never_books_a_wrong_amount(sign, held, choice, changes, top):
    order, events = held
    event = {key: value for key, value in events[choice % len(events)].items() if not key.startswith("_")}
    thing = {**event["data"]["object"], **changes}
    body = json.dumps({**event, **top, "id": f"evt_{StripeEvent.objects.count()}", "data": {"object": thing}})

    answer = post(body, sign(body))

    assert answer.status_code in {200, 400}
    assert set(order.transactions.values_list("amount", flat=True)) <= {order.total}
    assert order.transactions.count() <= 1
