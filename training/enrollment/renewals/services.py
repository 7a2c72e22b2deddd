"""Tell holders before a certificate expires, until they have begun to renew it."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from core.mail.services import was_queued
from training.enrollment.models import RENEWAL, Enrollment
from training.enrollment.renewals.emails import send_due

# Days before the certificate's last day; the first is the day from which the course may be taken again.
STAGES = (RENEWAL.days, 30, 7)


def expiring(today: date) -> QuerySet[Enrollment]:
    """Return the terms whose certificate is about to expire and which nobody has begun to renew."""
    later = Enrollment.objects.filter(
        user=OuterRef("user"), course=OuterRef("course"), pk__gt=OuterRef("pk"), withdrawn_at=None
    )
    rows = Enrollment.objects.completed().filter(
        ~Exists(later), withdrawn_at=None, valid_until__gte=today, valid_until__lte=today + timedelta(days=STAGES[0])
    )
    return rows.select_related("user", "course")


def remind_holders(today: date) -> int:
    """Write the reminders of a day and return how many; each stage once."""
    written = 0
    for enrollment in expiring(today).iterator(chunk_size=500):
        key = f"renewal-{enrollment.public_id}-{_stage(enrollment, today)}"
        if not was_queued(key):
            send_due(enrollment, key=key)
            written += 1
    return written


def _stage(enrollment: Enrollment, today: date) -> int:
    """Return the last stage that the day has reached."""
    left = (enrollment.valid_until - today).days if enrollment.valid_until else STAGES[0]
    return min(stage for stage in STAGES if left <= stage)
