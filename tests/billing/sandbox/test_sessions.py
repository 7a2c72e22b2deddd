"""Checkout sessions through Stripe's own client."""

import time

import pytest
import stripe
from factories.sandbox import checkout, connect

from billing.sandbox.parameters import Params
from billing.sandbox.server import Sandbox


def test_create_answers_an_open_session_with_its_pay_page(client: stripe.StripeClient, sandbox: Sandbox) -> None:
    session = client.v1.checkout.sessions.create(checkout(), {"idempotency_key": "first"})

    assert session.id.startswith("cs_test_")
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)
    assert (session.amount_total, session.currency) == (119000, "usd")
    assert session.metadata.to_dict() == {"order": "A1"}
    assert session.success_url == f"http://shop.example/back?session={session.id}"
    assert session.url == f"{sandbox.url}/c/pay/{session.id}"
    assert session.payment_method_types == ["card", "us_bank_account"]


def test_retrieve_and_expand_show_the_same_session(client: stripe.StripeClient) -> None:
    made = client.v1.checkout.sessions.create(checkout())

    read = client.v1.checkout.sessions.retrieve(made.id, {"expand": ["line_items", "payment_intent"]})

    assert read.expires_at == made.expires_at
    assert [(item.description, item.amount_total) for item in read.line_items.data] == [("Full conference", 119000)]
    assert client.v1.checkout.sessions.line_items.list(made.id).data[0].quantity == 2


def test_list_goes_through_all_pages_newest_first(client: stripe.StripeClient) -> None:
    ids = [client.v1.checkout.sessions.create(checkout()).id for _ in range(3)]

    page = client.v1.checkout.sessions.list({"limit": 2})

    assert page.has_more
    assert [session.id for session in page.auto_paging_iter()] == ids[::-1]
    assert client.v1.checkout.sessions.list({"status": "complete"}).data == []


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(29, "at least 30 minutes"), (24 * 60 + 1, "less than 24 hours")],
)
def test_expiry_outside_stripes_limits_is_refused(client: stripe.StripeClient, minutes: int, says: str) -> None:
    with pytest.raises(stripe.InvalidRequestError, match=says) as refusal:
        client.v1.checkout.sessions.create(checkout(expires_at=int(time.time()) + minutes * 60))

    assert (refusal.value.http_status, refusal.value.param) == (400, "expires_at")


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"mode": "subscription"}, "mode"),
        ({"success_url": ""}, "success_url"),
        ({"success_url": "/relative"}, "success_url"),
        ({"line_items": []}, "line_items"),
        ({"expires_at": "soon"}, "expires_at"),
        ({"sucess_url": "http://misspelt.example"}, "sucess_url"),
        ({"payment_method_types": ["barter"]}, "payment_method_types"),
        ({"metadata": {"k" * 41: "v"}}, "metadata[" + "k" * 41 + "]"),
    ],
)
def test_wrong_parameters_are_refused_by_name(client: stripe.StripeClient, change: Params, param: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.checkout.sessions.create(checkout(**change))

    assert refusal.value.param == param


def test_zero_total_is_refused(client: stripe.StripeClient) -> None:
    line = {"price_data": {"currency": "usd", "unit_amount": 0, "product_data": {"name": "Free"}}, "quantity": 1}

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.checkout.sessions.create(checkout(line_items=[line]))

    assert refusal.value.code == "amount_too_small"


def test_expire_closes_an_open_session_once(client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(checkout())

    expired = client.v1.checkout.sessions.expire(session.id)

    assert (expired.status, expired.url) == ("expired", None)
    with pytest.raises(stripe.InvalidRequestError, match="has a status of `expired`"):
        client.v1.checkout.sessions.expire(session.id)


def test_session_expires_by_itself(client: stripe.StripeClient, sandbox: Sandbox) -> None:
    session = client.v1.checkout.sessions.create(checkout())
    stored = sandbox.account.get("checkout.session", session.id)
    sandbox.account.store.save(stored | {"_due": time.time() - 1})

    sandbox.do_what_is_due()

    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert client.v1.events.list().data[0].type == "checkout.session.expired"


def test_unknown_session_is_missing(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.checkout.sessions.retrieve("cs_test_none")

    assert (refusal.value.http_status, refusal.value.code) == (404, "resource_missing")


@pytest.mark.parametrize("key", ["sk_live_real", "pk_test_public"])
def test_other_keys_are_refused(sandbox: Sandbox, key: str) -> None:
    with pytest.raises(stripe.AuthenticationError) as refusal:
        connect(sandbox, key).v1.checkout.sessions.list()

    assert refusal.value.http_status == 401


def test_same_key_and_body_are_answered_once(client: stripe.StripeClient) -> None:
    body = checkout()

    first = client.v1.checkout.sessions.create(body, {"idempotency_key": "k"})
    again = client.v1.checkout.sessions.create(body, {"idempotency_key": "k"})

    assert again.id == first.id
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_same_key_with_another_body_is_refused(client: stripe.StripeClient) -> None:
    client.v1.checkout.sessions.create(checkout(), {"idempotency_key": "k"})

    with pytest.raises(stripe.IdempotencyError) as refusal:
        client.v1.checkout.sessions.create(checkout(client_reference_id="2"), {"idempotency_key": "k"})

    assert refusal.value.http_status == 400


def test_refused_request_leaves_its_key_free(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.create(checkout(mode="setup"), {"idempotency_key": "k"})

    assert client.v1.checkout.sessions.create(checkout(), {"idempotency_key": "k"}).status == "open"
