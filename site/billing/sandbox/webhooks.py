"""Sign events as Stripe does and deliver them in the background, again and again until they are taken."""

import hashlib
import hmac
import http.client
import json
import logging
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from billing.sandbox.shapes import Thing, shown
from billing.sandbox.store import Store

logger = logging.getLogger(__name__)

TIMEOUT = 10
PAUSES = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)


def signature(payload: bytes, secret: str, at: int) -> str:
    """Return the `Stripe-Signature` header: HMAC-SHA256 over time and payload."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


@dataclass
class Mischief:
    """What `/_control` asked to be done to the next webhooks."""

    drop: int = 0
    repeat: int = 0
    delay: int = 0
    delay_seconds: float = 0
    reorder: int = 0
    paused: bool = False


@dataclass
class Webhooks:
    """The endpoint, its secret, and the queue of deliveries."""

    store: Store
    url: str | None = None
    secret: str = ""
    mischief: Mischief = field(default_factory=Mischief)
    wake: threading.Event = field(default_factory=threading.Event)

    def queue(self, event: Thing) -> None:
        """Plan the delivery of an event, with what mischief was asked for."""
        if not self.url:
            return
        asked, copies, due, state = self.mischief, 1, time.time(), "waiting"
        if asked.drop:
            asked.drop -= 1
            state = "dropped"
        elif asked.reorder:
            state = "held"
        elif asked.delay:
            asked.delay -= 1
            due += asked.delay_seconds
        elif asked.repeat:
            asked.repeat -= 1
            copies = 2
        for _ in range(copies):
            self.plan(event["id"], due=due, state=state)
        if state == "held":
            self._release_when_enough()
        self.wake.set()

    def plan(self, event_id: str, *, due: float | None = None, state: str = "waiting") -> None:
        """Add one delivery."""
        due = time.time() if due is None else due
        self.store.query("INSERT INTO delivery (event, due, state) VALUES (?, ?, ?)", event_id, due, state)
        self.wake.set()

    def release(self) -> None:
        """Send what was held back, the newest first."""
        self.mischief.reorder, self.mischief.paused = 0, False
        held = self.store.query("SELECT number FROM delivery WHERE state = 'held' ORDER BY number DESC")
        for place, (number,) in enumerate(held):
            due = time.time() + place / 1000
            self.store.query("UPDATE delivery SET state = 'waiting', due = ? WHERE number = ?", due, number)
        self.wake.set()

    def _release_when_enough(self) -> None:
        ((held,),) = self.store.query("SELECT count(*) FROM delivery WHERE state = 'held'")
        if held >= self.mischief.reorder:
            self.release()

    def deliver_due(self) -> None:
        """Send each delivery whose time has come, in order; one that is not taken is tried later."""
        while not self.mischief.paused:
            rows = self.store.query(
                "SELECT number, event, attempts FROM delivery WHERE state = 'waiting' AND due <= ? "
                "ORDER BY due, number LIMIT 1",
                time.time(),
            )
            if not rows:
                return
            number, event_id, attempts = rows[0]
            event = self.store.find("event", event_id)
            taken = event is None or self._send(event)
            self._note(number, attempts + 1, taken=taken)

    def _note(self, number: int, attempts: int, *, taken: bool) -> None:
        state = "delivered" if taken else "waiting" if attempts <= len(PAUSES) else "failed"
        due = time.time() + PAUSES[min(attempts, len(PAUSES)) - 1]
        self.store.query(
            "UPDATE delivery SET state = ?, attempts = ?, due = ? WHERE number = ?", state, attempts, due, number
        )

    def _send(self, event: Thing) -> bool:
        parts = urlsplit(self.url or "")
        payload = json.dumps(shown(event), indent=2).encode()
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (payment sandbox)",
            "Stripe-Signature": signature(payload, self.secret, int(time.time())),
        }
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.netloc, timeout=TIMEOUT)
        try:
            connection.request("POST", parts.path or "/", payload, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            logger.info("webhook %s not delivered: %s", event["type"], type(error).__name__)
            return False
        finally:
            connection.close()
        return 200 <= status < 300
