"""Remind credit staff of what bodies want soon, once a week for each edition."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from conference.credits.approvals.deadlines import State
from conference.credits.approvals.services import rows_of
from conference.edition.models import Edition
from core.mail.services import queue_mail, was_queued
from people.models import User
from people.roles import Role

# Rosters come due for so long after an edition.
FRESH = timedelta(weeks=26)
URGENT = (State.SOON, State.LATE)


def remind() -> int:
    """Write to each of the credit staff what is due within seven days or overdue; return how many mails were new.

    Neither a title nor a person stands in the mail. A mail of the same week is not written again.
    """
    today = timezone.localdate()
    year, week, _day = today.isocalendar()
    staff = User.objects.filter(is_active=True, groups__name=Role.CREDITS).order_by("pk")
    written = 0
    for edition in Edition.objects.filter(end_date__gte=today - FRESH):
        due = [
            (row.credit, deadline) for row in rows_of(edition) for deadline in row.deadlines if deadline.state in URGENT
        ]
        if not due:
            continue
        for user in staff:
            key = f"credit-deadlines-{edition.year}-{year}-{week}-{user.pk}"
            written += not was_queued(key)
            queue_mail(
                kind="credits.deadlines",
                to=user.email,
                subject=_("Deadlines of bodies that approve credit"),
                template="conference/credits/deadlines",
                context={"edition": edition, "due": due},
                unique_key=key,
            )
    return written
