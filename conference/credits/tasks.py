"""Credit follows the evidence by itself."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from conference.credits.approvals import reminding, rosters
from conference.credits.services import InRehearsal, award_credits
from conference.edition.models import Edition
from core.clock.schedule import periodic

# Evaluations and corrections come in for some weeks.
WEEKS = timedelta(weeks=8)


@task(queue_name="bulk")
def award_edition(edition_id: int) -> int:
    """Award an edition's credit anew; return how many credits were made."""
    try:
        return award_credits(edition=Edition.objects.get(pk=edition_id)).made
    except InRehearsal:
        return 0


@task(queue_name="bulk")
def make_roster(roster_id: int) -> bool:
    """Make a roster's PDF."""
    return rosters.make_file(roster_id)


@periodic(every=timedelta(days=1))
def remind_of_deadlines() -> int:
    """Write to credit staff about bodies' deadlines that are near or over; return how many mails."""
    return reminding.remind()


@periodic(every=timedelta(hours=1))
def award_recent_editions() -> None:
    """Award anew while an edition runs and in the weeks after it."""
    today = timezone.localdate()
    for edition in Edition.objects.published().filter(start_date__lte=today, end_date__gte=today - WEEKS):
        award_edition.enqueue(edition.pk)
