"""The supervisor, run in a process of its own with small commands as its children."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.anywhere
ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
sys.path[:0] = [{root!r}, {site!r}]
import django
from django.core.management import call_command
django.setup()
from core.supervisor.children import Child
from core.supervisor.supervisor import Supervisor, say_or_be_silent as say

web = ["web", "--bind", "127.0.0.1:{port}", "--workers", "1"]
children = [Child("sandbox", ["payment_sandbox"]), Child("web", web)]
say("started")
answered = Supervisor(children, port={port}, say=say, on_ready=lambda: say("ready")).run()
sys.exit(0 if answered else 1)
"""


@pytest.fixture
def supervisor(tmp_path: Path, unused_port: int) -> Iterator[subprocess.Popen[str]]:
    """Return a running supervisor of the payment sandbox and a web server."""
    program = PROGRAM.format(root=str(ROOT), site=str(ROOT / "site"), port=unused_port)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "PORT": str(unused_port),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def family(pid: int) -> list[int]:
    """Return the process's living descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [member for child in children for member in (int(child), *family(int(child)))]


def running(pids: list[int]) -> list[int]:
    """Return which of these processes still run."""
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]


def wait_until(condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait until the condition holds; fail where it does not in time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_every_process(supervisor: subprocess.Popen[str], number: signal.Signals) -> None:
    wait_until(lambda: len(family(supervisor.pid)) == 3)
    members = family(supervisor.pid)

    supervisor.send_signal(number)

    assert supervisor.wait(15) == 0
    assert running(members) == []


def test_killed_supervisor_takes_its_children_along(supervisor: subprocess.Popen[str]) -> None:
    wait_until(lambda: len(family(supervisor.pid)) == 3)
    members = family(supervisor.pid)

    supervisor.kill()

    wait_until(lambda: running(members) == [])
    assert supervisor.wait(5) == -signal.SIGKILL


def test_dead_child_is_started_again(supervisor: subprocess.Popen[str]) -> None:
    wait_until(lambda: len(family(supervisor.pid)) == 3)
    first = family(supervisor.pid)[0]

    os.kill(first, signal.SIGKILL)

    wait_until(lambda: first not in family(supervisor.pid) and len(family(supervisor.pid)) == 3)
    supervisor.terminate()
    supervisor.wait(15)
    assert "sandbox ended with status -9 and is started again" in supervisor.stdout.read()
