"""`manage.py load_demo`: fill an empty site with the demo."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from home.demo.agency_year.plan import COORDINATOR, OFFICERS
from home.demo.presence import is_there


class Command(BaseCommand):
    """Loads the demo; what is there already is left alone."""

    help = "Load the demo: two editions, people, orders and pages. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--attendees", type=int, default=60, help="registrations of the current edition (60)")

        parser.add_argument(
            "--agency-year", action="store_true", help="also a year of one agency: 400 officers in 30 courses"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This site is not a demo: its settings say DEMO = False. Nothing was loaded.")
        if not 0 <= options["attendees"] <= 5000:
            raise CommandError("--attendees takes a number from 0 to 5000.")
        if is_there(today=timezone.localdate(), attendees=options["attendees"]):
            self._say("The demo is there already.", options)
        else:
            # Slow to import (it reads programmes), and needed only the first time.
            from home.demo.services import load_demo

            for line in load_demo(attendees=options["attendees"]):
                self._say(line, options)
        if options["agency_year"]:
            from home.demo.agency_year.services import build_agency_year

            self._say(f"{build_agency_year()} has {OFFICERS} officers; its coordinator is {COORDINATOR}.", options)

    def _say(self, line: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(line)
