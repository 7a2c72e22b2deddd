"""The hosted pay page, as a browser without scripts uses it."""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
import stripe
from factories.sandbox import checkout

Page = tuple[int, str, str]
CARD = {"cardExpiry": "12/34", "cardCvc": "123", "billingName": "Ana Ruiz", "email": "ana@example.org"}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        """Do not follow: where it leads is what a test asks."""


def visit(url: str, **fields: str) -> Page:
    """Return status, text and where it leads; fields make it a POST."""
    data = urllib.parse.urlencode(fields).encode() if fields else None
    try:
        with urllib.request.build_opener(_Stay).open(url, data, timeout=5) as response:
            return response.status, response.read().decode(), ""
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers.get("Location", "")


@pytest.fixture
def session(client: stripe.StripeClient) -> stripe.checkout.Session:
    return client.v1.checkout.sessions.create(checkout())


def test_page_says_test_and_shows_what_is_paid(session: stripe.checkout.Session) -> None:
    status, text, _ = visit(session.url)

    assert status == 200
    assert "TEST" in text
    assert "$1,190.00" in text
    assert 'href="http://shop.example/cancel"' in text
    assert "<script" not in text
    assert "style=" not in text


def test_good_card_completes_and_leads_back(session: stripe.checkout.Session, client: stripe.StripeClient) -> None:
    status, _, target = visit(session.url, cardNumber="4242 4242 4242 4242", **CARD)

    assert (status, target) == (303, f"http://shop.example/back?session={session.id}")
    paid = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (paid.status, paid.payment_status) == ("complete", "paid")
    assert paid.customer_details.email == "ana@example.org"
    assert (paid.payment_intent.status, paid.payment_intent.amount_received) == ("succeeded", 119000)
    assert paid.payment_intent.latest_charge.payment_method_details.card.last4 == "4242"


def test_paying_twice_charges_once(session: stripe.checkout.Session, client: stripe.StripeClient) -> None:
    visit(session.url, cardNumber="4242424242424242", **CARD)

    status, _, target = visit(session.url, cardNumber="4242424242424242", **CARD)

    assert (status, target) == (303, f"http://shop.example/back?session={session.id}")
    assert len(client.v1.charges.list().data) == 1


def test_declined_card_says_so_and_may_be_tried_again(
    session: stripe.checkout.Session, client: stripe.StripeClient
) -> None:
    status, text, _ = visit(session.url, cardNumber="4000000000000002", **CARD)

    assert status == 200
    assert "Your card was declined." in text
    assert 'value="Ana Ruiz"' in text
    intent = client.v1.payment_intents.list().data[0]
    assert (intent.status, intent.last_payment_error.decline_code) == ("requires_payment_method", "generic_decline")
    assert visit(session.url, cardNumber="4242424242424242", **CARD)[0] == 303


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"cardNumber": "4242424242424241"}, "card number is incorrect"),
        ({"cardNumber": "4111111111111111"}, "Only the test cards"),
        ({"cardNumber": "4242424242424242", "cardExpiry": "01/20"}, "expiration date"),
        ({"cardNumber": "4242424242424242", "cardCvc": "1"}, "security code"),
        ({"accountNumber": "12", "routingNumber": "110000000"}, "test bank accounts"),
        ({"x": "y"}, "card number is incorrect"),
    ],
)
def test_wrong_input_gets_a_sentence(session: stripe.checkout.Session, fields: dict[str, str], says: str) -> None:
    status, text, _ = visit(session.url, **{**CARD, **fields})

    assert status == 200
    assert says in text.replace("&#x27;", "'")


def test_authentication_is_asked_for_and_approved(
    session: stripe.checkout.Session, client: stripe.StripeClient
) -> None:
    page = session.url + "/authenticate"

    assert visit(session.url, cardNumber="4000002500003155", **CARD)[2] == f"/c/pay/{session.id}/authenticate"
    assert client.v1.checkout.sessions.retrieve(session.id).status == "open"
    assert "Approve" in visit(page)[1]
    assert visit(page, answer="approve")[2] == session.success_url
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_failed_authentication_leaves_the_session_open(
    session: stripe.checkout.Session, client: stripe.StripeClient
) -> None:
    visit(session.url, cardNumber="4000002500003155", **CARD)

    status, text, _ = visit(session.url + "/authenticate", answer="fail")

    assert (status, "authentication failed" in text) == (200, True)
    assert client.v1.checkout.sessions.retrieve(session.id).status == "open"


@pytest.mark.parametrize(
    "outcome",
    [("000123456789", "async_payment_succeeded", "paid"), ("000111111113", "async_payment_failed", "unpaid")],
)
def test_bank_payment_completes_unpaid_and_is_settled_later(
    session: stripe.checkout.Session,
    client: stripe.StripeClient,
    control: Callable[..., Any],
    outcome: tuple[str, str, str],
) -> None:
    account, event, status = outcome

    assert visit(session.url, testAccount=account, routingNumber="110000000")[2] == session.success_url
    before = client.v1.checkout.sessions.retrieve(session.id)
    assert (before.status, before.payment_status) == ("complete", "unpaid")

    control("settle", session=session.id, succeeded=account == "000123456789")

    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == status
    assert client.v1.events.list().data[0].type == f"checkout.session.{event}"


def test_expired_page_says_so(session: stripe.checkout.Session, client: stripe.StripeClient) -> None:
    client.v1.checkout.sessions.expire(session.id)

    status, text, _ = visit(session.url)

    assert (status, "has expired" in text) == (410, True)
    assert visit(session.url, cardNumber="4242424242424242", **CARD)[0] == 410


def test_names_are_escaped(client: stripe.StripeClient) -> None:
    line = {"price_data": {"currency": "usd", "unit_amount": 100, "product_data": {"name": "<b>$total"}}, "quantity": 1}
    session = client.v1.checkout.sessions.create(checkout(line_items=[line]))

    assert "&lt;b&gt;$total" in visit(session.url)[1]
