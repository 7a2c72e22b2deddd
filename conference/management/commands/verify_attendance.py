"""`manage.py verify_attendance`: whether any scan was altered, removed or put elsewhere."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conference.attendance.chain import find_breaks
from conference.attendance.models import Scan
from conference.edition.models import Edition


class Command(BaseCommand):
    """Reads every edition's chain of scans; ends with an error where one is broken."""

    help = "Verify the chains of scans."

    def handle(self, **options: Any) -> None:
        """Say what is broken, or how many scans are in order."""
        editions = Edition.objects.order_by("year")
        breaks = [sentence for edition in editions for sentence in find_breaks(edition)]
        for sentence in breaks:
            self.stderr.write(sentence)
        if breaks:
            raise CommandError(f"{len(breaks)} breaks in the chains of scans")
        self.stdout.write(f"{Scan.objects.count()} scans are in order.")
