"""Gunicorn inside our own process: no second start of Django, and workers that share its memory."""

import gc
import os
from pathlib import Path
from typing import Any

from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from django.urls import resolve
from gunicorn.app.base import BaseApplication

from core.supervisor.family import end_with_parent

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - the workers' heartbeat files, which must not wait for a disk


def run_web(*, bind: str, workers: int, threads: int) -> None:
    """Serve the WSGI application until the process is ended."""
    WebServer(
        {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 5,
            "keepalive": 15,
            "max_requests": 20_000,
            "max_requests_jitter": 2_000,
            "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
            "control_socket_disable": True,
            "loglevel": "warning",
            "pre_fork": _before_fork,
            "post_fork": _after_fork,
        }
    ).run()


class WebServer(BaseApplication):
    """Gunicorn's application with settings from code instead of a command line."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Return the application with its URLs imported, so that all workers share what that costs."""
        application = get_internal_wsgi_application()
        resolve("/health/live")
        return application


def _before_fork(server: Any, worker: Any) -> None:
    connections.close_all()
    gc.collect()
    gc.freeze()


def _after_fork(server: Any, worker: Any) -> None:
    end_with_parent(worker.ppid or os.getppid())
