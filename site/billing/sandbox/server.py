"""The sandbox's HTTP server, on this machine only."""

import logging
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from billing.sandbox import api, checkout_page, control, payments, sessions
from billing.sandbox.account import SETTLE_SECONDS, Account
from billing.sandbox.errors import ApiError
from billing.sandbox.faults import Faults
from billing.sandbox.messages import Request, Response, answer
from billing.sandbox.store import Store
from billing.sandbox.webhooks import Webhooks

logger = logging.getLogger(__name__)

LARGEST_BODY = 1024 * 1024
TICK = 0.5


class Sandbox(ThreadingHTTPServer):
    """One account behind one port; `running` and `serve` start it."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, account: Account, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.account = account
        self.faults = Faults()
        self.open_sockets: set[socket.socket] = set()
        self.clock = threading.Thread(target=self.keep_time, name="sandbox-clock", daemon=True)

    @property
    def url(self) -> str:
        """The base address for `stripe.StripeClient`."""
        return f"http://localhost:{self.server_address[1]}"

    def handle_request_for(self, request: Request) -> Response | None:
        """Answer one request, or None for silence."""
        if request.path == "/_control" and request.method == "POST":
            return control.handle(self.account, self.faults, request)
        if request.path.startswith("/v1/"):
            return api.handle(self.account, self.faults, request)
        if request.path.startswith("/c/"):
            return checkout_page.handle(self.account, request)
        return answer({"sandbox": "ready"}) if request.path == "/" else answer({"error": {"message": "Not found"}}, 404)

    def keep_time(self) -> None:
        """Expire sessions, let bank payments arrive and deliver webhooks, until the server ends."""
        webhooks = self.account.webhooks
        while not self.faults.ended.is_set():
            webhooks.wake.wait(TICK)
            webhooks.wake.clear()
            self.do_what_is_due()
            webhooks.deliver_due()
        self.account.store.close()

    def do_what_is_due(self) -> None:
        """End what has waited its time: an open session expires, a bank payment settles."""
        with self.account.store.lock:
            for session in self.account.store.due(time.time()):
                if session["status"] == "open":
                    sessions.expire(self.account, session["id"])
                else:
                    payments.settle(self.account, session["id"], succeeded=session["_settles"])

    def get_request(self) -> tuple[socket.socket, Any]:
        """Remember each connection, so that `stop` can end those kept alive."""
        connection, address = super().get_request()
        self.open_sockets.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that ended."""
        self.open_sockets.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Note what went wrong with one request; a caller who hung up is nothing."""
        level = logging.DEBUG if isinstance(sys.exception(), ConnectionError) else logging.ERROR
        logger.log(level, "a request to the sandbox failed", exc_info=True)

    def stop(self) -> None:
        """End the loops and every connection."""
        self.shutdown()
        self.faults.ended.set()
        self.account.webhooks.mischief.paused = True
        self.account.webhooks.wake.set()
        self.server_close()
        for connection in list(self.open_sockets):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Handler(BaseHTTPRequestHandler):
    """Carries requests to the sandbox and responses back."""

    server: Sandbox
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Answer a GET."""
        self._serve()

    def do_POST(self) -> None:
        """Answer a POST."""
        self._serve()

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            request = Request(self.command, parts.path, parts.query, headers, self._body())
            response = self.server.handle_request_for(request)
        except ApiError as error:
            response = answer(error.body, error.status, Connection="close")
        if response is None:
            self.close_connection = True
            return
        self._send(response)

    def _body(self) -> str:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            raise ApiError("The request is too large.", status=413)
        return self.rfile.read(int(length)).decode("utf-8", "replace")

    def _send(self, response: Response) -> None:
        body = response.body.encode()
        self.send_response(response.status)
        self.send_header("Content-Type", response.content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name the base class gives it
        """Log requests for those who want to see them."""
        logger.debug(format, *args)


def _start(port: int, state_file: Path | None, webhooks: tuple[str | None, str], settle_seconds: float) -> Sandbox:
    store = Store(state_file)
    url, secret = webhooks
    sandbox = Sandbox(Account(store, Webhooks(store, url, secret), settle_seconds), port)
    sandbox.clock.start()
    return sandbox


@contextmanager
def running(
    *,
    webhook_url: str | None = None,
    webhook_secret: str = "whsec_test",  # noqa: S107 - a secret of tests only
    port: int = 0,
    settle_seconds: float = SETTLE_SECONDS,
) -> Iterator[Sandbox]:
    """Run a sandbox that forgets everything, for tests; yields it with its `url`, `account` and `faults`."""
    sandbox = _start(port, None, (webhook_url, webhook_secret), settle_seconds)
    thread = threading.Thread(target=sandbox.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield sandbox
    finally:
        sandbox.stop()
        thread.join()
        sandbox.clock.join(timeout=2)


def serve(port: int, state_file: Path, webhook_url: str, webhook_secret: str) -> None:
    """Run the sandbox with its state in a file until the process is ended."""
    sandbox = _start(port, state_file, (webhook_url, webhook_secret), SETTLE_SECONDS)
    try:
        sandbox.serve_forever()
    finally:
        sandbox.server_close()
