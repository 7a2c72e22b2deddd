"""`manage.py import_scans FILE --edition YEAR [--dry-run]`: scans from a file of any length."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conference.attendance.importing.rows import said
from conference.attendance.services.importing import check_scans, read_scans, take_scans
from conference.edition.models import Edition
from core.imports.tables import Unreadable


class Command(BaseCommand):
    """Stores each row as a scan, refused ones too; a file that cannot be read whole changes nothing."""

    help = "Take scans from a CSV or Excel file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", type=int, required=True, metavar="YEAR")
        parser.add_argument("--dry-run", action="store_true", help="say what the doors would answer; store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.filter(year=options["edition"]).first()
        if edition is None:
            raise CommandError(f"There is no edition in {options['edition']}.")
        try:
            table = read_scans(options["file"].read_bytes(), most=None)
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if options["dry_run"]:
            report = check_scans(edition=edition, table=table)
        else:
            report = take_scans(edition=edition, table=table, actor=None)
        if report.faults:
            raise CommandError("\n".join(["Nothing was stored.", *said(report.faults)]))
        for row, reason in report.refused:
            self.stdout.write(f"row {row}: {reason.label}")
        self.stdout.write(
            f"{'Dry run, nothing stored. ' if options['dry_run'] else ''}{report.taken} taken, "
            f"{len(report.refused)} refused, {report.before} stored before."
        )
