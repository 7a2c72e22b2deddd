"""A child process that runs one management command, and is started again when it ends."""

import logging
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.core.management import call_command
from django.db import connections

from core.supervisor.family import end_with_parent

logger = logging.getLogger(__name__)

SHORT_LIFE = 10.0
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Child:
    """One command in a process group of its own; `fresh` starts Python anew, so that it runs changed code."""

    def __init__(self, name: str, command: list[str], *, log: Path | None = None, fresh: bool = False) -> None:
        self.name = name
        self.command = command
        self.log = log
        self.fresh = fresh
        self.pid = 0
        self.restarting = False
        self._started_at = 0.0
        self._start_after = 0.0
        self._pause = FIRST_PAUSE

    def start(self) -> None:
        """Fork; the child never returns from here."""
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        self._started_at = time.monotonic()
        self.restarting = False
        self.pid = os.fork()
        if not self.pid:
            self._live(parent)

    def start_when_due(self) -> None:
        """Start where it does not run and its pause is over."""
        if not self.pid and time.monotonic() >= self._start_after:
            self.start()

    def reap(self) -> int | None:
        """Return the exit status if the child has just ended, else None; short lives make longer pauses."""
        if not self.pid:
            return None
        ended, status = os.waitpid(self.pid, os.WNOHANG)
        if not ended:
            return None
        self.signal_group(signal.SIGKILL)
        self.pid = 0
        lived = time.monotonic() - self._started_at
        self._pause = FIRST_PAUSE if lived > SHORT_LIFE else min(self._pause * 2, LONGEST_PAUSE)
        self._start_after = time.monotonic() + self._pause
        return os.waitstatus_to_exitcode(status)

    def restart_at_once(self) -> None:
        """End the child if it runs and forget its pause."""
        self.restarting = bool(self.pid)
        self.signal_group(signal.SIGTERM)
        self._pause, self._start_after, self._started_at = FIRST_PAUSE, 0.0, 0.0

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to the child and everything it started."""
        if self.pid:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, number)

    def _live(self, parent: int) -> None:
        status = 1
        try:
            os.setpgid(0, 0)
            for number in SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            end_with_parent(parent)
            self._redirect()
            if self.fresh:
                os.execv(sys.executable, [sys.executable, sys.argv[0], *self.command])  # noqa: S606 - our own command
            call_command(*self.command)
            status = 0
        except SystemExit as leaving:
            status = leaving.code if isinstance(leaving.code, int) else int(bool(leaving.code))
        except Exception:
            logger.exception("%s failed", self.name)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _redirect(self) -> None:
        if self.log:
            descriptor = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
            os.dup2(descriptor, 1)
            os.dup2(descriptor, 2)
            os.close(descriptor)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
