"""`manage.py issue_certificates --edition YEAR [--out DIR]`: issue what is due; with a folder, write the PDFs there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from certificates.issuing.documents import ensure_document
from certificates.issuing.models import Certificate
from certificates.issuing.services import Incomplete, issue
from conference.attendance.doors import rules_of
from conference.credits.certificates.drafts import drafts_of, occasion_of
from conference.edition.models import Edition


class Command(BaseCommand):
    """Issues an edition's certificates; a second run changes nothing, one that was ended goes on."""

    help = "Issue the certificates of an edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the year and a folder."""
        parser.add_argument("--edition", type=int, required=True, metavar="YEAR")
        parser.add_argument("--out", type=Path, metavar="DIR")

    def handle(self, **options: Any) -> None:
        """Issue, write, and say what was done."""
        edition = Edition.objects.filter(year=options["edition"]).first()
        if edition is None:
            raise CommandError(f"There is no edition {options['edition']}.")
        if rules_of(edition).rehearsal:
            raise CommandError(f"{edition} is in rehearsal: nothing counts.")
        with timezone.override(edition.zone):
            try:
                done = issue(drafts=drafts_of(edition))
            except Incomplete as error:
                raise CommandError(f"A name, title or issuer is missing; nothing was issued: {error}") from error
        self.stdout.write(f"{done.made} made, {done.superseded} superseded, {done.unchanged} unchanged")
        if options["out"]:
            self._write(edition, options["out"])

    def _write(self, edition: Edition, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        valid = Certificate.objects.valid().filter(occasion=occasion_of(edition)).select_related("file")
        for certificate in valid:
            with ensure_document(certificate).content.open("rb") as stream:
                (folder / f"{certificate.printed_serial}.pdf").write_bytes(stream.read())
        self.stdout.write(f"{valid.count()} files in {folder}")
