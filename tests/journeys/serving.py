"""The real thing: `manage.py serve` with a data directory of its own, started and stopped like a person does."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What pytest and coverage put into the environment is not for the site.
FOREIGN = ("COV_", "PYTEST_")


def unused_port() -> int:
    """Return a port whose neighbour is free too, below those that the system gives to outgoing connections."""
    while True:
        port = random.randrange(20_000, 30_000)
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
        return port


@dataclass
class Site:
    """A site that can be started and stopped again; what it printed up to `Ctrl+C` is in `printed`."""

    data: Path
    port: int = field(default_factory=unused_port)
    printed: list[str] = field(default_factory=list)
    seconds: float = 0
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """The address that people type."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The variables of `make serve`."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        return own | {
            "DJANGO_SETTINGS_MODULE": "config.settings.demo",
            "DATABASE_URL": "",
            "DATA_DIR": str(self.data),
            "PORT": str(self.port),
        }

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a management command beside the running site."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)

    def start(self) -> None:
        """Start and wait until it has printed how to end it."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.printed = []
        for line in self.process.stdout:
            self.printed.append(line.rstrip())
            if "Ctrl+C" in line:
                break
        self.seconds = time.monotonic() - began
        assert f"Ready: {self.url}" in self.printed, "\n".join(self.printed)

    def stop(self) -> None:
        """End it with SIGTERM; nothing of it may be left."""
        process, self.process = self.process, None
        if process is None:
            return
        process.send_signal(signal.SIGTERM)
        status = process.wait(30)
        process.stdout.close()
        assert (status, self.left_over()) == (0, [])

    def left_over(self) -> list[str]:
        """Return the command lines of processes that were started for this data directory and still run."""
        mark = f"DATA_DIR={self.data}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                belongs = mark in (folder / "environ").read_bytes().split(b"\0")
                command = (folder / "cmdline").read_bytes()
            except OSError:
                continue
            if belongs and command:
                found.append(command.replace(b"\0", b" ").decode(errors="replace"))
        return found

    def log(self, *, lines: int = 60) -> str:
        """Return the end of the web server's log, for the message of a failure."""
        file = self.data / "log" / "web.log"
        return "\n".join(file.read_text(errors="replace").splitlines()[-lines:]) if file.exists() else "(no log)"
