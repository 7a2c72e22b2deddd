"""`manage.py award_credits --edition YEAR`: compute and store what people have earned."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conference.credits.services import InRehearsal, award_credits
from conference.edition.models import Edition


class Command(BaseCommand):
    """Awards an edition's credit; a second run changes nothing."""

    help = "Award the credit of an edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the year."""
        parser.add_argument("--edition", type=int, required=True, metavar="YEAR")

    def handle(self, **options: Any) -> None:
        """Award, and say what was done."""
        edition = Edition.objects.filter(year=options["edition"]).first()
        if edition is None:
            raise CommandError(f"There is no edition {options['edition']}.")
        try:
            tally = award_credits(edition=edition)
        except InRehearsal:
            raise CommandError(f"{edition} is in rehearsal: nothing counts.") from None
        self.stdout.write(", ".join(f"{count} {name}" for name, count in vars(tally).items()))
