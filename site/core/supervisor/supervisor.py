"""Keep the children running until somebody asks for the end; then end all of them."""

import http.client
import os
import signal
import time
from collections.abc import Callable
from types import FrameType

from core.supervisor.children import SIGNALS, Child
from core.supervisor.family import Make
from core.supervisor.reload import Sources

TICK = 0.1
READY_WITHIN = 120.0
GRACE = 8.0


class Supervisor:
    """Runs children; `say` prints a line and `on_ready` is called once, when the site answers."""

    def __init__(
        self, children: list[Child], *, port: int, say: Callable[[str], None], on_ready: Callable[[], None]
    ) -> None:
        self.children = children
        self.port = port
        self._say = say
        self._on_ready = on_ready
        self._asked_to_stop = 0
        self._make = Make()

    def run(self, sources: Sources | None = None) -> bool:
        """Run until a signal comes; return False where the site never became ready."""
        for number in SIGNALS:
            signal.signal(number, self._stop_asked)
        give_up = time.monotonic() + READY_WITHIN
        ready = False
        try:
            while not self._ending():
                self._tend()
                if sources and sources.changed():
                    self._say("The code changed; restarting.")
                    for child in self.children:
                        child.restart_at_once()
                if not ready and self._answers():
                    ready = True
                    self._on_ready()
                if not ready and time.monotonic() > give_up:
                    return False
                time.sleep(TICK)
        finally:
            self._end_all()
        return True

    def _ending(self) -> bool:
        return bool(self._asked_to_stop) or self._make.has_ended()

    def _stop_asked(self, number: int, frame: FrameType | None) -> None:
        self._asked_to_stop += 1

    def _tend(self) -> None:
        for child in self.children:
            status = child.reap()
            if status is not None and not (self._asked_to_stop or child.restarting):
                where = f"; see {child.log}" if child.log else ""
                self._say(f"{child.name} ended with status {status} and is started again{where}")
            child.start_when_due()

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/health/ready", headers={"Host": "localhost"})
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _end_all(self) -> None:
        """Ask every process group to end, and after the grace period, or a second signal, do not ask."""
        asked = self._asked_to_stop
        for child in self.children:
            child.signal_group(signal.SIGTERM)
        until = time.monotonic() + GRACE
        while any(child.pid for child in self.children):
            if time.monotonic() > until or self._asked_to_stop > max(asked, 1):
                for child in self.children:
                    child.signal_group(signal.SIGKILL)
            for child in self.children:
                child.reap()
            time.sleep(TICK / 2)


def say_or_be_silent(line: str) -> None:
    """Print a line at once; a terminal that has been closed is no reason to fail."""
    try:
        os.write(1, f"{line}\n".encode())
    except OSError:
        return
