"""Run the production web server."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from core.supervisor.web import run_web


class Command(BaseCommand):
    """Gunicorn with the application loaded once, before its workers are forked."""

    help = "Run the production web server."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address and the number of workers."""
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port (default: 127.0.0.1:8000)")
        parser.add_argument("--workers", type=int, default=2, help="web processes (default: 2)")
        parser.add_argument("--threads", type=int, default=4, help="threads in each process (default: 4)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until the process is ended."""
        connections.close_all()
        run_web(bind=options["bind"], workers=options["workers"], threads=options["threads"])
