"""The sandbox's one account: its objects, its webhooks, and what is due by the clock."""

import time
from dataclasses import dataclass, field

from billing.sandbox.errors import missing
from billing.sandbox.shapes import Thing, make, shown
from billing.sandbox.store import Store
from billing.sandbox.webhooks import Webhooks

API_VERSION = "2026-10-28.endive"
SETTLE_SECONDS = 20


@dataclass
class Account:
    """What every request works on; hold `store.lock` from the first read to the last write."""

    store: Store
    webhooks: Webhooks
    settle_seconds: float = SETTLE_SECONDS
    request: dict[str, str | None] = field(default_factory=lambda: {"id": None, "idempotency_key": None})

    def get(self, kind: str, identifier: str, param: str = "id") -> Thing:
        """Return an object or refuse with Stripe's 404."""
        thing = self.store.find(kind, identifier)
        if thing is None:
            raise missing(kind, identifier, param)
        return thing

    def emit(self, kind: str, thing: Thing) -> None:
        """Record an event with the object as it is now, and queue its webhook."""
        event = make(
            "event",
            "evt_",
            type=kind,
            api_version=API_VERSION,
            data={"object": shown(thing)},
            pending_webhooks=1 if self.webhooks.url else 0,
            request=self.request,
        )
        self.webhooks.queue(self.store.save(event))

    def now(self) -> int:
        """Return the time in whole seconds since 1970."""
        return int(time.time())
