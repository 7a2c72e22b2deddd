"""What tests of billing share: what sellers hear, the payment sandbox, and Stripe's deliveries made by hand."""

import json
import time
from dataclasses import dataclass

import pytest
import stripe

from billing.orders.models import Order
from billing.payments.webhook import receive_event
from billing.sandbox import payments, refunds
from billing.sandbox.faults import Fault
from billing.sandbox.server import Sandbox, running
from billing.signals import order_cancelled, order_confirmed, order_paid, purchase_order_approved

NAMES = {
    order_confirmed: "confirmed",
    order_paid: "paid",
    order_cancelled: "cancelled",
    purchase_order_approved: "approved",
}


@pytest.fixture
def heard():
    """What sellers were told, in order: (what, order number, late)."""
    told = []

    def receiver(signal, sender, order, late=False, **kwargs):
        told.append((NAMES[signal], order.number, late))

    for signal in NAMES:
        signal.connect(receiver, sender=Order)
    yield told
    for signal in NAMES:
        signal.disconnect(receiver, sender=Order)


@dataclass
class FakeStripe:
    """The sandbox, and its events handed to our webhook when a test says so."""

    server: Sandbox

    def pay(self, session_id, number="4242424242424242"):
        with self.server.account.store.lock:
            if number.startswith("000"):
                payments.pay_by_bank(self.server.account, session_id, routing="110000000", number=number)
            else:
                payments.pay_by_card(self.server.account, session_id, number=number, expiry="12/34", code="123")

    def settle(self, session_id, *, succeeded):
        with self.server.account.store.lock:
            payments.settle(self.server.account, session_id, succeeded=succeeded)

    def fail_refund(self, refund_id):
        with self.server.account.store.lock:
            refunds.fail(self.server.account, refund_id)

    def break_down(self, kind="fail", *, times=1, after=False, seconds=1.0):
        self.server.faults.plan(Fault(kind, after, seconds), times)

    def events(self):
        """Every event so far, oldest first, as the dictionaries that Stripe would post."""
        return list(reversed(self.server.account.store.newest("event")))

    def sessions(self):
        return self.server.account.store.newest("checkout.session")

    def deliver(self, *types):
        """Hand our webhook all events, or those of some types; return the outcomes."""
        return [self.post(event) for event in self.events() if not types or event["type"] in types]

    def post(self, event):
        payload = json.dumps({key: value for key, value in event.items() if not key.startswith("_")})
        return receive_event(payload=payload.encode(), signature=signature_of(payload))


def signature_of(payload, *, secret=None, at=None):
    """Return the header that Stripe would send with this body."""
    at = int(at or time.time())
    return f"t={at},v1={stripe.WebhookSignature._compute_signature(f'{at}.{payload}', secret or 'whsec_test')}"


@pytest.fixture(scope="session")
def sign():
    """The signing function."""
    return signature_of


@pytest.fixture(scope="session")
def _sandbox():
    with running() as server:
        yield server


@pytest.fixture
def fake_stripe(_sandbox, settings):
    """Stripe, empty and in good health."""
    _sandbox.faults.clear()
    _sandbox.account.store.clear()
    settings.STRIPE_API_BASE = _sandbox.url
    return FakeStripe(_sandbox)
