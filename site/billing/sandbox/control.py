"""`POST /_control`: make the next requests and webhooks go wrong, or move time on, as a test or a demo needs it.

The body is JSON: `{"action": "fail", "times": 2}`. The answer is the state afterwards; a wrong action or a wrong field
is answered 400 with what is known.
"""

import inspect
import json
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from billing.sandbox import balance, payments, refunds, sessions
from billing.sandbox.account import Account
from billing.sandbox.errors import ApiError
from billing.sandbox.faults import Fault, Faults
from billing.sandbox.messages import Request, Response, answer
from billing.sandbox.shapes import shown
from billing.sandbox.webhooks import Mischief


class Control:
    """Each public method is an action; its keyword arguments are the fields it takes."""

    def __init__(self, account: Account, faults: Faults) -> None:
        self._account = account
        self._faults = faults
        self._webhooks = account.webhooks

    def state(self) -> None:
        """Change nothing."""

    def reset(self) -> None:
        """Forget all objects, faults and mischief."""
        self._faults.clear()
        self._webhooks.mischief = Mischief()
        self._account.store.clear()

    def fail(self, times: int = 1, after: bool = False) -> None:
        """Answer 500 to the next requests; with `after` they are carried out and only the answer is lost."""
        self._faults.plan(Fault("fail", after), times)

    def silent(self, times: int = 1, seconds: float = 90, after: bool = False) -> None:
        """Do not answer the next requests; the connection is closed after some seconds."""
        self._faults.plan(Fault("silent", after, seconds), times)

    def drop(self, times: int = 1) -> None:
        """Never send the next webhooks."""
        self._webhooks.mischief.drop = times

    def repeat(self, times: int = 1) -> None:
        """Send each of the next webhooks twice."""
        self._webhooks.mischief.repeat = times

    def delay(self, times: int = 1, seconds: float = 5) -> None:
        """Send the next webhooks late."""
        self._webhooks.mischief.delay, self._webhooks.mischief.delay_seconds = times, seconds

    def reorder(self, count: int = 2) -> None:
        """Hold webhooks back until there are so many, then send the newest first."""
        self._webhooks.mischief.reorder = count

    def pause(self) -> None:
        """Send no webhook until `release`."""
        self._webhooks.mischief.paused = True

    def release(self) -> None:
        """Send what was paused or held back."""
        self._webhooks.release()

    def resend(self, event: str) -> None:
        """Send an event once more, whatever became of it."""
        self._account.get("event", event)
        self._webhooks.plan(event)

    def expire(self, session: str) -> None:
        """Let an open session's time be over now."""
        sessions.expire(self._account, session)

    def pay(self, session: str, number: str = "4242424242424242") -> None:
        """Pay as the payer would on the hosted page with this card, or with this test bank account."""
        if number.startswith("000"):
            payments.pay_by_bank(self._account, session, routing="110000000", number=number)
        else:
            payments.pay_by_card(self._account, session, number=number, expiry="12/34", code="123")

    def settle(self, session: str, succeeded: bool = True) -> None:
        """End an asynchronous payment now."""
        payments.settle(self._account, session, succeeded=succeeded)

    def fail_refund(self, refund: str) -> None:
        """Let a refund come back."""
        refunds.fail(self._account, refund)

    def dispute(self, charge: str) -> None:
        """Let a charge (or payment intent) be disputed by the card's holder."""
        balance.dispute(self._account, charge)

    def close_dispute(self, dispute: str, won: bool = False) -> None:
        """End a dispute, won or lost."""
        balance.close_dispute(self._account, dispute, won=won)

    def pay_out(self) -> None:
        """Send the balance to the bank."""
        balance.pay_out(self._account)


ACTIONS = [name for name in vars(Control) if not name.startswith("_")]


def handle(account: Account, faults: Faults, request: Request) -> Response:
    """Carry out one action; JSON only, so that no web page of another site can post here."""
    try:
        if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
            raise ApiError("Send JSON with the content type application/json.", status=415)
        with account.store.lock:
            _perform(Control(account, faults), request.body)
            return answer(_state(account, faults))
    except ApiError as error:
        return answer(error.body, error.status)


def _perform(control: Control, body: str) -> None:
    try:
        fields = json.loads(body)
        name = fields.pop("action")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise ApiError('Send an object with an action: {"action": "state"}') from None
    if name not in ACTIONS:
        raise ApiError(f"Unknown action; one of: {', '.join(ACTIONS)}", param="action")
    action: Callable[..., None] = getattr(control, name)
    known = inspect.signature(action).parameters
    for field, value in fields.items():
        if field not in known or not _fits(value, known[field].annotation):
            raise ApiError(f"{name} takes {', '.join(map(str, known.values())) or 'no fields'}", param=field)
    if absent := [
        field for field, known_as in known.items() if known_as.default is known_as.empty and field not in fields
    ]:
        raise ApiError(f"{name} needs {', '.join(absent)}", param=absent[0])
    action(**fields)


def _fits(value: Any, kind: type) -> bool:
    if kind in (int, float):
        return isinstance(value, (int, kind)) and not isinstance(value, bool) and 0 <= value <= 100_000
    return isinstance(value, kind)


def _state(account: Account, faults: Faults) -> dict[str, Any]:
    deliveries = account.store.query("SELECT event, state, attempts, due FROM delivery ORDER BY number")
    return {
        "now": time.time(),
        "faults": [asdict(fault) for fault in faults.planned],
        "mischief": asdict(account.webhooks.mischief),
        "webhook_url": account.webhooks.url,
        "sessions": [shown(thing) for thing in account.store.newest("checkout.session")],
        "payment_intents": [shown(thing) for thing in account.store.newest("payment_intent")],
        "disputes": [shown(thing) for thing in account.store.newest("dispute")],
        "payouts": [shown(thing) for thing in account.store.newest("payout")],
        "refunds": [shown(thing) for thing in account.store.newest("refund")],
        "events": [{"id": e["id"], "type": e["type"]} for e in account.store.newest("event")],
        "deliveries": [dict(zip(("event", "state", "attempts", "due"), row, strict=True)) for row in deliveries],
    }
