"""Hand released copies to the outbox, a batch in each transaction, so that a pause stops what is not there yet."""

from django.db import transaction
from django.utils import timezone

from conference.registration.outreach.models import BulkCopy, BulkMessage
from conference.registration.outreach.recipients import Recipient, chosen, loaded
from conference.registration.outreach.services import TEMPLATE, new_token
from conference.registration.outreach.tasks import hand_over_message
from conference.registration.outreach.writing import write
from core.mail.bounces import bouncing
from core.mail.refusals import refusing
from core.mail.services import queue_mail

BATCH = 50
Held = BulkCopy.Held


@transaction.atomic
def hand_over(message_id: int) -> int:
    """Hand the next batch over and enqueue the one after it; return how many copies were decided.

    The batch's mails stand in the queue before the next batch: a pause stops all but the last fifty. The lock on the
    message keeps two workers from the same copies.
    """
    rows = BulkMessage.objects.select_for_update(of=("self",)).select_related("edition")
    message = rows.get(pk=message_id)
    if message.state != BulkMessage.State.SENDING:
        return 0
    batch = list(message.copies.waiting().order_by("pk")[:BATCH])
    if not batch:
        message.state = BulkMessage.State.DONE
        message.save(update_fields=["state"])
        return 0
    _decide(message, batch)
    BulkCopy.objects.bulk_update(batch, ["held", "mail", "handed_at"])
    hand_over_message.enqueue(message.pk)
    return len(batch)


def _decide(message: BulkMessage, batch: list[BulkCopy]) -> None:
    addresses = [copy.address for copy in batch]
    dead = bouncing(addresses)
    refused = refusing(addresses) if message.kind == BulkMessage.Kind.NEWS else set()
    people = _people(message, batch)
    for copy in batch:
        person = people.get(copy.pk)
        if copy.address in refused:
            copy.held = Held.REFUSED
        elif copy.address in dead:
            copy.held = Held.BOUNCES
        elif person is None:
            copy.held = Held.CHANGED
        else:
            _queue(message, copy, person)


def _people(message: BulkMessage, batch: list[BulkCopy]) -> dict[int, Recipient]:
    """Return the recipients that are still among those chosen, by copy, with their places as they stand now."""
    by_address = {copy.address: copy for copy in batch}
    groups: dict[str, list[int]] = {}
    still = chosen(message.edition, message.filters)
    for key, email in still.values_list("pk", "email"):
        address = email.strip().lower()
        if address in by_address:
            groups.setdefault(address, []).append(key)
    return {by_address[person.address].pk: person for person in loaded(groups)}


def _queue(message: BulkMessage, copy: BulkCopy, person: Recipient) -> None:
    written = write(message, person)
    if written.missing:
        copy.held = Held.MISSING
        return
    copy.mail = queue_mail(
        kind=f"registration.bulk.{message.kind}",
        to=person.places[0].email,
        subject=written.subject,
        template=TEMPLATE,
        context={"body": written.body},
        unique_key=f"bulk-{copy.pk}-{copy.attempt}",
        stop_token=new_token() if message.kind == BulkMessage.Kind.NEWS else "",
    )
    copy.handed_at = timezone.now()
