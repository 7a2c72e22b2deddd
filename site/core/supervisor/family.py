"""Processes that end together: a child with its parent, and all of them with the `make` that started them."""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int) -> None:
    """Ask the kernel to end this process when its parent dies, however it dies (Linux; elsewhere nothing is asked)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


class Make:
    """The `make` above us, if there is one.

    `make` passes SIGTERM on to its recipe but, on SIGINT, waits for the recipe to end by itself: a terminal sends it to
    both. Sent to `make` alone, it would wait for ever; so we look whether its handler for SIGINT is gone, which is
    what it does with the signal.
    """

    def __init__(self) -> None:
        self.pid = os.getppid()
        self._is_make = self._read("comm").strip() in {"make", "gmake"}
        self._caught_at_first = self._catches_interrupt()

    def has_ended(self) -> bool:
        """Whether `make` was interrupted or is gone; False where we were not started by it."""
        if not self._is_make:
            return False
        return os.getppid() != self.pid or (self._caught_at_first and not self._catches_interrupt())

    def _catches_interrupt(self) -> bool:
        for line in self._read("status").splitlines():
            if line.startswith("SigCgt:"):
                return bool(int(line.split()[1], 16) >> (signal.SIGINT - 1) & 1)
        return False

    def _read(self, name: str) -> str:
        try:
            return Path(f"/proc/{self.pid}/{name}").read_text()
        except OSError:
            return ""
