"""`manage.py load_training FILE`: load a catalogue of courses."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from core.imports.reading import read_file
from core.imports.report import BadFile
from training.courses.loading.services import load_training
from training.pages.services import build


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
            report = load_training(data, dry_run=options["dry_run"], prune=options["prune"], force=options["force"])
        except BadFile as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            sys.exit(1)
        if not options["dry_run"]:
            build()
        for line in report.lines():
            self.stdout.write(line)
