"""A sandbox on a port of its own, Stripe's own client, and a place that receives webhooks."""

import http.client
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import stripe
from factories.sandbox import SECRET, Inbox, connect, webhook_inbox

from billing.sandbox.server import Sandbox, running


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """Return a webhook endpoint."""
    with webhook_inbox() as server:
        yield server


@pytest.fixture
def sandbox(inbox: Inbox) -> Iterator[Sandbox]:
    """Return a running sandbox that sends its webhooks to `inbox`."""
    url = f"http://127.0.0.1:{inbox.server_address[1]}/webhooks/stripe/"
    with running(webhook_url=url, webhook_secret=SECRET, settle_seconds=600) as server:
        yield server


@pytest.fixture
def client(sandbox: Sandbox) -> stripe.StripeClient:
    """Return Stripe's client as our code uses it, without its own retries."""
    return connect(sandbox)


@pytest.fixture
def control(sandbox: Sandbox) -> Callable[..., dict[str, Any]]:
    """Return a function that posts to `/_control`."""

    def post(action: str, **fields: Any) -> dict[str, Any]:
        connection = http.client.HTTPConnection("localhost", sandbox.server_address[1], timeout=10)
        body = json.dumps({"action": action, **fields})
        connection.request("POST", "/_control", body, {"Content-Type": "application/json"})
        answer = json.load(connection.getresponse())
        connection.close()
        return answer

    return post
