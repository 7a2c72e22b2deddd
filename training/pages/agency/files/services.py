"""Have a report made as a PDF, give it out while it says what is true, erase it a day later."""

import hashlib
import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation

from core.audit.services import record
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private
from core.pdf import render_pdf
from people.accounts.models import User
from people.agencies.models import Agency
from training.pages.agency.files.models import ReportFile
from training.pages.agency.matrix import Asked
from training.pages.agency.reports import REPORTS, Report, today_in_words

TEMPLATE, PURPOSE = "training/report", "agency-report"
KEEP = timedelta(days=1)
# A task that was asked for so long ago is lost, or has given up.
PATIENCE = timedelta(minutes=10)
PAPER_COLUMNS = 10


@transaction.atomic
def ask_file(*, agency: Agency, kind: str, asked: Asked, language: str, actor: User) -> ReportFile:
    """Have a report made; audited, as it takes people's names away."""
    wanted = ReportFile.objects.create(
        agency=agency, kind=kind, words=asked.words, overdue=asked.overdue, language=language, asked_by=actor,
        asked_at=timezone.now(),
    )  # fmt: skip
    record(actor=actor, action=f"agency.{kind}_exported", obj=agency, changes={"format": "pdf"})
    _enqueue(wanted)
    return wanted


def current_file(wanted: ReportFile) -> PrivateFile | None:
    """Return the file if it says what is true now, or None while a task makes it.

    Whoever has left the agency meanwhile stands in no file that is given out: it is made anew.
    """
    if wanted.file is not None and wanted.fingerprint == fingerprint(report_of(wanted)):
        return wanted.file
    if wanted.file is not None or wanted.asked_at < timezone.now() - PATIENCE:
        with transaction.atomic():
            before, wanted.file, wanted.asked_at = wanted.file, None, timezone.now()
            wanted.save(update_fields=["file", "asked_at"])
            _enqueue(wanted)
        if before is not None:
            erase_private(before)
    return None


def _enqueue(wanted: ReportFile) -> None:
    # Tasks make what services order: a circle if imported above.
    from training.pages.agency.files.tasks import make_report

    make_report.enqueue(wanted.pk)


def report_of(wanted: ReportFile) -> Report:
    """Return the table as it is now, in the reader's language."""
    with translation.override(wanted.language):
        return REPORTS[wanted.kind](wanted.agency, Asked(wanted.words, wanted.overdue))


def fingerprint(report: Report) -> str:
    """Return a digest of everything that a report says."""
    said = json.dumps([report.title, report.header, report.rows])
    return hashlib.sha256(said.encode()).hexdigest()


def make(file_id: int) -> bool:
    """Make a report's PDF; return whether there is one now. Called by tasks only, in no transaction."""
    wanted = ReportFile.objects.select_related("agency", "file").filter(pk=file_id).first()
    if wanted is None or wanted.file is not None:
        return wanted is not None
    report = report_of(wanted)
    with translation.override(wanted.language):
        context = {
            "report": report, "parts": report.parts(PAPER_COLUMNS), "agency": wanted.agency, "day": today_in_words(),
            "language": wanted.language,
        }  # fmt: skip
        pdf = render_pdf(TEMPLATE, context)
    file = store_private(pdf, name=f"{wanted.kind}.pdf", content_type="application/pdf", purpose=PURPOSE)
    wanted.file, wanted.fingerprint = file, fingerprint(report)
    wanted.save(update_fields=["file", "fingerprint"])
    return True


def expire_files() -> int:
    """Erase the reports that are a day old; return how many."""
    old = ReportFile.objects.filter(asked_at__lt=timezone.now() - KEEP).select_related("file")
    for wanted in old:
        file = wanted.file
        wanted.delete()
        if file is not None:
            erase_private(file)
    return len(old)
