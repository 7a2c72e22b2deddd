"""`manage.py issue_certificates --edition YEAR [--out DIR]`: issue what is due, with PDFs; write them there."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates.issuing.batches.models import Batch
from certificates.issuing.batches.services import BatchRunning, NothingToIssue, resume, work
from certificates.issuing.models import Certificate
from certificates.issuing.services import Incomplete
from certificates.kinds import Kind
from conference.credits.certificates.drafts import occasion_of
from conference.credits.certificates.services import begin_for
from conference.credits.services import InRehearsal
from conference.edition.models import Edition

# Between two looks at how far it is.
SECONDS = 10


class Command(BaseCommand):
    """Works on a batch at once, as the background does: a second run changes nothing, one that was ended goes on."""

    help = "Issue the certificates of an edition."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the year, kinds, a folder, and how many processes make PDFs."""
        parser.add_argument("--edition", type=int, required=True, metavar="YEAR")
        parser.add_argument("--kind", action="append", choices=Kind.values, dest="kinds")
        parser.add_argument("--out", type=Path, metavar="DIR")
        parser.add_argument("--processes", type=int, metavar="N", help="as many as there are cores, if not given")

    def handle(self, **options: Any) -> None:
        """Issue, print, write, and say what was done."""
        edition = Edition.objects.filter(year=options["edition"]).first()
        if edition is None:
            raise CommandError(f"There is no edition {options['edition']}.")
        batch = self._batch(edition, options["kinds"] or Kind.values)
        if batch is not None:
            while work(batch_id=batch.pk, seconds=SECONDS, processes=options["processes"]):
                done = batch.progress()
                self.stdout.write(f"{done['waiting']} of {done['total']} to issue, {done['printing']} PDFs to make")
            done = batch.progress()
            self.stdout.write(
                f"{done['made'] + done['superseded']} made, {done['superseded']} superseded, "
                f"{done['unchanged']} unchanged, {done['failed']} failed"
            )
        if options["out"]:
            self._write(edition, options["out"])

    def _batch(self, edition: Edition, kinds: list[str]) -> Batch | None:
        """Return a new batch, or the one that was ended before it was done."""
        try:
            return begin_for(edition=edition, kinds=kinds, actor=None)
        except InRehearsal as error:
            raise CommandError(f"{edition} is in rehearsal: nothing counts.") from error
        except Incomplete as error:
            raise CommandError(f"A value is missing; nothing was issued: {error}") from error
        except NothingToIssue:
            self.stdout.write("Nothing is due.")
            return None
        except BatchRunning:
            batch = Batch.objects.exclude(state=Batch.State.DONE).get(occasion=occasion_of(edition))
            resume(batch=batch, actor=None)
            self.stdout.write(f"Going on with the batch of {batch.asked_at:%Y-%m-%d %H:%M}.")
            return batch

    def _write(self, edition: Edition, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        valid = Certificate.objects.valid().filter(occasion=occasion_of(edition)).exclude(file=None)
        for certificate in valid.select_related("file"):
            if certificate.file is not None:
                with (
                    certificate.file.content.open("rb") as source,
                    (folder / f"{certificate.printed_serial}.pdf").open("wb") as target,
                ):
                    shutil.copyfileobj(source, target)
        self.stdout.write(f"{valid.count()} files in {folder}")
