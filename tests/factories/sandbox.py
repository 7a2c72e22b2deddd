"""What tests of payments need: Stripe's client for a sandbox, a place that receives webhooks, and a session."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import stripe

from billing.sandbox.server import Sandbox

SECRET = "whsec_test"


class Inbox(HTTPServer):
    """Collects webhooks and answers them with `status`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.status = 200
        self.received: list[tuple[bytes, str]] = []

    @property
    def events(self) -> list[stripe.Event]:
        """What came, verified by Stripe's own library."""
        return [stripe.Webhook.construct_event(body, header, SECRET) for body, header in list(self.received)]

    @property
    def types(self) -> list[str]:
        """The types of what came, in its order."""
        return [event.type for event in self.events]


class Receiver(BaseHTTPRequestHandler):
    """Takes one webhook."""

    server: Inbox

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((body, self.headers["Stripe-Signature"]))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def webhook_inbox() -> Iterator[Inbox]:
    """Run an inbox while a test needs it."""
    server = Inbox()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def connect(sandbox: Sandbox, key: str = "sk_test_sandbox", **options: Any) -> stripe.StripeClient:
    """Return Stripe's client for this sandbox."""
    return stripe.StripeClient(key, base_addresses={"api": sandbox.url}, **{"max_network_retries": 0, **options})


def wait_for(condition: Callable[[], object], seconds: float = 5) -> None:
    """Wait until the condition holds; fail where it does not in time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)


def checkout(**changes: Any) -> dict[str, Any]:
    """Return parameters of a session as our gateway sends them."""
    line = {
        "quantity": 2,
        "price_data": {"currency": "usd", "unit_amount": 59500, "product_data": {"name": "Full conference"}},
    }
    return {
        "mode": "payment",
        "success_url": "http://shop.example/back?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://shop.example/cancel",
        "client_reference_id": "order-1",
        "metadata": {"order": "A1"},
        "line_items": [line],
        "expires_at": int(time.time()) + 31 * 60,
        **changes,
    }
