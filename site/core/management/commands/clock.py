"""Run the periodic jobs, for ever."""

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from core.clock.discover import load_jobs
from core.clock.services import run_due

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """One clock is enough; two do no harm, since each job is claimed in the database."""

    help = "Run the periodic jobs of all apps when they are due, until the process is ended."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the pause between two looks."""
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks (default: 1)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look for due jobs again and again; a database that is busy or gone is tried again."""
        load_jobs()
        while True:
            close_old_connections()
            try:
                run_due()
            except DatabaseError:
                logger.warning("the clock could not reach the database", exc_info=True)
            time.sleep(options["interval"])
