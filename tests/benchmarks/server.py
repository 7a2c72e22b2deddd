"""The production web server as a process of its own, and what it costs."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")


class WebServer:
    """Master and workers, measured through /proc."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._master = process.pid

    def workers(self) -> list[int]:
        """Return the workers' process ids."""
        return [int(pid) for pid in Path(f"/proc/{self._master}/task/{self._master}/children").read_text().split()]

    def cpu_seconds(self) -> float:
        """Return user and system time of master and workers so far."""
        return sum(_cpu_ticks(pid) for pid in (self._master, *self.workers())) / TICKS

    def largest_worker_mb(self) -> float:
        """Return the proportional set size of the largest worker."""
        return max(_pss_kb(pid) for pid in self.workers()) / 1024


def _cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _pss_kb(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


@contextmanager
def serving(port: int) -> Iterator[WebServer]:
    """Run `manage.py web` with two workers in the environment of this process."""
    command = [sys.executable, "manage.py", "web", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait_until_ready(port)
        yield WebServer(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_until_ready(port: int) -> None:
    for _ in range(300):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/health/ready", headers={"Host": "localhost"})
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise SystemExit("The web server did not become ready.")
