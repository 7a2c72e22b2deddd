"""What happens to badges and attendance outside requests: files, anchors of the chain, mails about missing scans."""

from datetime import timedelta

from django_tasks import task

from conference.attendance.chain import anchor
from conference.attendance.models import Scan
from conference.attendance.services import printing
from conference.attendance.services.importing import drop_forgotten_scans
from conference.attendance.telling import tell_missing
from conference.edition.models import Edition
from core.clock.schedule import periodic


@task()
def make_print(print_id: int) -> int:
    """Make a file of badges; return how many it has."""
    return printing.make(print_id)


@periodic(every=timedelta(hours=1))
def expire_prints() -> int:
    """Erase the files that nobody should need any more."""
    return printing.expire_prints()


@periodic(every=timedelta(minutes=15))
def drop_files_of_scans() -> int:
    """Erase the files of scans that nobody confirmed in time."""
    return drop_forgotten_scans()


@periodic(every=timedelta(hours=4))
def anchor_attendance() -> None:
    """Note where each edition's chain of scans stands in the audit's chain."""
    for edition in Edition.objects.filter(pk__in=Scan.objects.order_by().values("edition").distinct()):
        anchor(edition)


@periodic(every=timedelta(minutes=30))
def tell_missing_scans() -> None:
    """Write to whoever was scanned in and not out, or out and not in, once a day after the day's last session."""
    for edition in Edition.objects.published():
        tell_missing(edition)
