"""Reminders that nobody has to think of: before the deadline, only to those who have not answered."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from conference.proposals.letters.models import Kind, Letter
from conference.proposals.letters.recipients import to_write_to
from conference.proposals.letters.services import open_dispatch, post, write
from conference.proposals.letters.shipped import text_of
from conference.proposals.models import Call, Proposal
from core.audit.services import record
from core.codes import secret

BEFORE = (timedelta(days=7), timedelta(days=2))
# Whoever was told or reminded so lately is left in peace.
PEACE = timedelta(days=1)


def remind() -> int:
    """Send the reminders that are due now; return how many. The same reminder is sent once, however often it runs."""
    now = timezone.now()
    calls = Call.objects.filter(answer_by__gt=now, answer_by__lte=now + max(BEFORE)).select_related("edition")
    return sum(_remind(call, now) for call in calls)


@transaction.atomic
def _remind(call: Call, now: datetime) -> int:
    if call.answer_by is None:
        return 0
    # Two workers at once would otherwise remind the same people.
    Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    begun = call.answer_by - min(before for before in BEFORE if call.answer_by - now <= before)
    proposals = Proposal.objects.of(call).told_acceptance().filter(announced_at__lte=now - PEACE)
    # Each is reminded once in a stage, so whoever was accepted after it began is not passed over.
    since = min(begun, now - PEACE)
    lately = Letter.objects.filter(kind=Kind.REMINDER, created_at__gt=since, presenter__isnull=False)
    text = text_of(call.edition, Kind.REMINDER)
    people = list(to_write_to(proposals, Kind.REMINDER).exclude(pk__in=lately.values("presenter")))
    # Whoever lacks a value stays on the organizers' screen, which says so; the others are not kept waiting.
    ready = [person for person in people if not write(person, Kind.REMINDER, text).missing]
    if not ready:
        return 0
    dispatch, _is_new = open_dispatch(call=call, key=f"remind-{call.pk}-{secret()}", actor=None)
    record(actor=None, action="reminders.sent", obj=dispatch, changes={"held": len(people) - len(ready)})
    return post(dispatch=dispatch, letters=[(person, Kind.REMINDER, text) for person in ready], actor=None)
