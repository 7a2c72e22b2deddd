"""Run the whole site on this machine: `make serve` and `make dev`."""

import logging
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.module_loading import import_string

from core.supervisor.children import SIGNALS, Child
from core.supervisor.preparation import prepare
from core.supervisor.reload import Sources
from core.supervisor.supervisor import Supervisor, say_or_be_silent


class Command(BaseCommand):
    """Prepares the site in this process, then forks web server, task workers, clock and what the settings add."""

    help = "Run web server, task workers, clock and payment sandbox under one supervisor."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the way of a developer."""
        parser.add_argument("--reload", action="store_true", help="Django's own server; restart when code changes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until SIGINT, SIGTERM or SIGHUP; everything this process started ends with it."""
        reload = options["reload"]
        for port in (settings.PORT, settings.PORT + 1):
            _check_free(port)
        for number in SIGNALS:
            signal.signal(number, _end_quietly)
        logging.disable(logging.INFO)
        prepare(say_or_be_silent, with_static=not reload)
        logging.disable(logging.NOTSET)
        supervisor = Supervisor(_children(reload=reload), port=settings.PORT, say=say_or_be_silent, on_ready=_welcome)
        if not supervisor.run(Sources(settings.ROOT) if reload else None):
            raise SystemExit(f"The site did not become ready; see {settings.DATA_DIR / 'log'}.")


def _end_quietly(number: int, frame: FrameType | None) -> None:
    """End at once while still preparing: the database drops what was not committed, the next start goes on."""
    os._exit(0)


def _check_free(port: int) -> None:
    if not 0 < port < 65536:
        raise SystemExit(f"{port} is no port; choose one from 1024 to 65534: make serve PORT=8010")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            reason = error.strerror or "not available"
            raise SystemExit(f"Port {port}: {reason}. Choose another: make serve PORT=8010") from None


def _children(*, reload: bool) -> list[Child]:
    address = f"127.0.0.1:{settings.PORT}"
    web = ["runserver", address, "--noreload"] if reload else ["web", "--bind", address]
    commands = {
        "web": web,
        "tasks": ["db_worker", "--queue-name", "default", "--interval", "0.3", "--no-startup-delay", "--no-reload"],
        "tasks-bulk": ["db_worker", "--queue-name", "bulk", "--interval", "1", "--no-reload"],
        "clock": ["clock"],
        **settings.SERVE_BESIDE,
    }
    if reload:
        return [Child(name, command, fresh=True) for name, command in commands.items()]
    return [Child(name, command, log=_log(name)) for name, command in commands.items()]


def _log(name: str) -> Path:
    file = Path(settings.DATA_DIR) / "log" / f"{name}.log"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("")
    return file


def _welcome() -> None:
    say_or_be_silent(f"Ready: http://localhost:{settings.PORT}")
    if settings.SERVE_WELCOME:
        welcome: Callable[[], str] = import_string(settings.SERVE_WELCOME)
        say_or_be_silent(welcome())
