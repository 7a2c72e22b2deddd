"""`manage.py load_training FILE`: load a catalogue of courses."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from core.imports.reading import read_file
from core.imports.report import BadFile, Report
from training.courses.loading.services import load_training
from training.pages.services import build
from training.visits.loading import load_visits


class Command(BaseCommand):
    """Loads a catalogue, all of it or nothing; a bad file ends with status 1 and a line for each fault."""

    help = "Load a catalogue of courses (JSON)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the catalogue, JSON in UTF-8")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")
        parser.add_argument("--prune", action="store_true", help="delete what the file lacks and nothing refers to")
        parser.add_argument("--force", action="store_true", help="let the file win over edits made here")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = read_file(options["file"])
            report, visits = self._load(data, **{name: options[name] for name in ("dry_run", "prune", "force")})
        except BadFile as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            sys.exit(1)
        if not options["dry_run"]:
            build()
        for line in filter(None, [visits, *report.lines()]):
            self.stdout.write(line)

    @transaction.atomic
    def _load(self, data: Any, *, dry_run: bool, prune: bool, force: bool) -> tuple[Report, str]:
        """Load courses and the template of visits: both or neither."""
        report = load_training(data, prune=prune, force=force)
        report.dry_run = dry_run
        visits = load_visits(data, force=force)
        if dry_run:
            transaction.set_rollback(True)
        return report, visits
