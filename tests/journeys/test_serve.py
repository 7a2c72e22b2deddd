"""`make serve`, as somebody uses it who has just cloned the project: start, look, stop, start again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def unused_port() -> int:
    """Return a port whose neighbour is free too."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            if second.connect_ex(("127.0.0.1", port + 1)):
                return port


@contextmanager
def served(data: Path, port: int) -> Iterator[list[str]]:
    """Run the site until the block ends; yields what it printed up to the hint how to end it."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("COV_", "PYTEST_"))},
        "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        "DATABASE_URL": "",
        "DATA_DIR": str(data),
        "PORT": str(port),
    }
    command = [sys.executable, "manage.py", "serve"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    printed: list[str] = []
    for line in process.stdout:
        printed.append(line.rstrip())
        if "Ctrl+C" in line:
            break
    yield printed
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    process.stdout.close()


def status(port: int, path: str) -> int:
    """Return what a page answers."""
    with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=30) as response:
        return response.status


@pytest.mark.journey
def test_serve_starts_twice_and_keeps_everything(tmp_path: Path) -> None:
    port = unused_port()

    with served(tmp_path, port) as first:
        assert f"Ready: http://localhost:{port}" in first
        assert any("organizer@demo.example" in line for line in first)
        assert [status(port, path) for path in ("/", "/conference/", "/health/ready")] == [200, 200, 200]
        assert status(port + 1, "/") == 200
    began = time.monotonic()
    with served(tmp_path, port) as second:
        seconds = time.monotonic() - began
        assert f"Ready: http://localhost:{port}" in second

    assert not any("Preparing" in line or "Collecting" in line for line in second)
    assert seconds < 30, "a second start has nothing to prepare"
