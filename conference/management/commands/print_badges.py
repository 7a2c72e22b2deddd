"""`manage.py print_badges --edition YEAR --out FILE [--sheet NAME]`: all badges of an edition in one PDF."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conference.attendance.printing.sheets import DEFAULT, SHEETS
from conference.attendance.services.printing import Selection, badges_pdf, chosen_places, issue_missing, mark_printed
from conference.edition.models import Edition


class Command(BaseCommand):
    """Prints every firm place's badge; who has none gets one, who has one keeps it."""

    help = "Write the badges of an edition into one PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--edition", type=int, required=True, metavar="YEAR")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument("--sheet", choices=sorted(SHEETS), default=DEFAULT)
        parser.add_argument("--unprinted", action="store_true", help="only those that stand on no sheet yet")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.filter(year=options["edition"]).first()
        if edition is None:
            raise CommandError(f"There is no edition in {options['edition']}.")
        begun = time.process_time()
        places = chosen_places(edition, Selection(unprinted=options["unprinted"]))
        if not places:
            raise CommandError("There is nobody to print a badge for.")
        badges = issue_missing(edition=edition, places=places, actor=None)
        pdf = badges_pdf(edition=edition, sheet=SHEETS[options["sheet"]], badges=badges)
        try:
            options["out"].write_bytes(pdf)
        except OSError as error:
            raise CommandError(f"The file cannot be written: {error.strerror}.") from error
        mark_printed(badges)
        seconds = time.process_time() - begun
        self.stdout.write(
            f"{len(badges)} badges in {options['out']}, {len(badges) / seconds:.0f} in a second of processor time."
        )
