"""Certificates are issued by themselves where a rule says so."""

from datetime import timedelta

from certificates.issuing.batches.services import BatchRunning
from conference.credits.certificates.services import issue_by_itself, recent
from core.clock.schedule import periodic


@periodic(every=timedelta(hours=1))
def issue_what_is_due() -> int:
    """Begin a batch for each edition that is over and has something due; return how many."""
    begun = 0
    for edition in recent():
        try:
            begun += issue_by_itself(edition) is not None
        except BatchRunning:
            continue
    return begun
