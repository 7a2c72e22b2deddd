"""Send questions to applicants, and remind of those whose day comes near."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from conference.registration.vetting.asking.emails import send_enquiry, send_reminder
from conference.registration.vetting.asking.models import Enquiry
from conference.registration.vetting.rules import Deadlines
from core.clock.schedule import periodic


@task()
def send_question(enquiry_id: int) -> None:
    """Write the mail with a question's link; once, however often it runs."""
    enquiry = Enquiry.objects.select_related("registration__order", "registration__edition").get(pk=enquiry_id)
    send_enquiry(enquiry)


@periodic(every=timedelta(hours=1))
def remind_applicants() -> int:
    """Remind once of each question that waits and is due soon; return how many were due."""
    waiting = Enquiry.objects.open().select_related("registration__order", "registration__edition")
    near = waiting.filter(due_on__gte=timezone.localdate(), due_on__lte=timezone.localdate() + timedelta(days=91))
    rules: dict[int, Deadlines] = {}
    due = 0
    for enquiry in near.order_by("pk"):
        place = enquiry.registration
        deadlines = rules.setdefault(place.edition_id, Deadlines(place.edition))
        days = deadlines.of(place.ticket_type_id).remind_days
        today = place.edition.today()
        asked_on = place.edition.local(enquiry.asked_at).date()
        if days and asked_on < today and enquiry.due_on - timedelta(days=days) <= today:
            send_reminder(enquiry)
            due += 1
    return due
