"""`manage.py load_programme FILE`: load a conference programme into its edition."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from conference.pages.services import build
from conference.planning.programme.services import load_programme
from core.imports.reading import read_file
from core.imports.report import BadFile


class Command(BaseCommand):
    """Loads a programme file, all of it or nothing; a bad file ends with status 1 and a line for each fault."""

    help = "Load a conference programme (JSON) into the edition of its year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the programme, JSON in UTF-8")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and write nothing")
        parser.add_argument("--prune", action="store_true", help="delete what the file lacks and nothing refers to")
        parser.add_argument("--force", action="store_true", help="let the file win over edits made here")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = read_file(options["file"])
            report = load_programme(
                data, dry_run=options["dry_run"], prune=options["prune"], force=options["force"], actor=None
            )
        except BadFile as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            sys.exit(1)
        if not options["dry_run"]:
            build(report.year)
        for line in report.lines():
            self.stdout.write(line)
