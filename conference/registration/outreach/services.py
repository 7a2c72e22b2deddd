"""Write a message, try it on oneself, release it, pause it, go on, try again what failed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.edition.models import Edition
from conference.registration.outreach.models import BulkCopy, BulkMessage, Outcome
from conference.registration.outreach.placeholders import SAMPLES
from conference.registration.outreach.recipients import chosen, digest, grouped, loaded
from conference.registration.outreach.tasks import hand_over_message
from conference.registration.outreach.writing import Written, write
from core.audit.services import record
from core.codes import secret
from core.mail.models import OutboxMail
from core.mail.services import queue_mail, resend
from core.placeholders import fill

State = BulkMessage.State
TEMPLATE = "conference/registration/bulk"
# What may be tried again: a value may be there now, an address may be another or work again.
AGAIN = (BulkCopy.Held.BOUNCES, BulkCopy.Held.MISSING)


class StaleMessage(Exception):
    """The message, or whom it is for, changed since it was shown."""


class NobodyChosen(Exception):
    """The filters keep nobody."""


class MissingValues(Exception):
    """Copies lack values; `copies` says whose, each of them which. Nothing was sent."""

    def __init__(self, copies: Sequence[Written]) -> None:
        super().__init__(f"{len(copies)} copies lack values")
        self.copies = copies


@transaction.atomic
def save_message(
    *,
    message: BulkMessage | None,
    edition: Edition,
    kind: str,
    subject: str,
    body: str,
    filters: Mapping[str, Any],
    revision: int,
    actor: Any,
) -> BulkMessage:
    """Store a draft, checked by its form; raises StaleMessage if it was changed or released meanwhile."""
    if message is None:
        message = BulkMessage(written_by=actor, revision=0)
    else:
        message = _locked(message)
        if message.revision != revision or message.state != State.DRAFT:
            raise StaleMessage
    message.edition, message.kind, message.subject, message.body = edition, kind, subject, body
    message.filters, message.revision = dict(filters), message.revision + 1
    message.save()
    record(actor=actor, action="bulk_message.saved", obj=message, changes={"revision": message.revision})
    return message


def send_test(*, message: BulkMessage, actor: Any) -> None:
    """Send the message to oneself, with samples in place of anybody's values."""
    queue_mail(
        kind="registration.bulk_test",
        to=actor.email,
        subject=fill(message.subject, SAMPLES),
        template=TEMPLATE,
        context={"body": fill(message.body, SAMPLES)},
    )


@transaction.atomic
def release(*, message: BulkMessage, revision: int, seen: int, actor: Any) -> int:
    """Fix who gets the message and enqueue its sending; return to how many. A second press finds it released.

    `seen` is how many the sender was shown. Raises StaleMessage, NobodyChosen, MissingValues: then nothing was sent.
    """
    message = _locked(message)
    if message.state != State.DRAFT:
        return message.copies.count()
    groups = grouped(chosen(message.edition, message.filters))
    if message.revision != revision or len(groups) != seen:
        raise StaleMessage
    if not groups:
        raise NobodyChosen
    lacking = [copy for copy in (write(message, person) for person in loaded(groups)) if copy.missing]
    if lacking:
        raise MissingValues(lacking)
    BulkCopy.objects.bulk_create(
        [
            BulkCopy(message=message, registration_id=keys[0], address=address, address_digest=digest(address))
            for address, keys in groups.items()
        ],
        batch_size=500,
    )
    message.state, message.released_by, message.released_at = State.SENDING, actor, timezone.now()
    message.save(update_fields=["state", "released_by", "released_at"])
    record(
        actor=actor,
        action="bulk_message.released",
        obj=message,
        changes={"recipients": len(groups), "kind": message.kind, **_logged(message.filters)},
    )
    hand_over_message.enqueue(message.pk)
    return len(groups)


@transaction.atomic
def pause(*, message: BulkMessage, actor: Any) -> None:
    """Hand no more over; what is in the outbox already still goes."""
    message = _locked(message)
    if message.state == State.SENDING:
        _move(message, State.PAUSED, "bulk_message.paused", actor)


@transaction.atomic
def go_on(*, message: BulkMessage, actor: Any) -> None:
    """Hand the rest over."""
    message = _locked(message)
    if message.state == State.PAUSED:
        _move(message, State.SENDING, "bulk_message.resumed", actor)
        hand_over_message.enqueue(message.pk)


@transaction.atomic
def try_again(*, message: BulkMessage, actor: Any) -> int:
    """Try again what failed, came back or was held for a reason that may be gone; return how many.

    A mail that was given up is sent once more. What came back goes to the person's address of today, and is held
    again while that is one from which mail comes back.
    """
    message = _locked(message)
    if message.state == State.DRAFT:
        return 0
    found = message.copies.with_outcome().select_related("mail", "registration")
    given_up = list(found.filter(outcome=Outcome.FAILED))
    for copy in given_up:
        resend(mail=_mail(copy))
    anew = list(found.filter(outcome=Outcome.BOUNCED)) + list(found.filter(held__in=AGAIN))
    taken = set(message.copies.values_list("address_digest", flat=True))
    for copy in anew:
        _renew(copy, taken)
    BulkCopy.objects.bulk_update(anew, ["address", "address_digest", "held", "mail", "handed_at", "attempt"])
    if anew and message.state == State.DONE:
        message.state = State.SENDING
        message.save(update_fields=["state"])
        hand_over_message.enqueue(message.pk)
    record(actor=actor, action="bulk_message.tried_again", obj=message, changes={"copies": len(given_up) + len(anew)})
    return len(given_up) + len(anew)


def _renew(copy: BulkCopy, taken: set[str]) -> None:
    address = copy.registration.email.strip().lower()
    mark = digest(address)
    if mark != copy.address_digest and mark in taken:
        copy.held = BulkCopy.Held.TWICE
        return
    taken.add(mark)
    copy.address, copy.address_digest, copy.held = address, mark, ""
    copy.mail, copy.handed_at, copy.attempt = None, None, copy.attempt + 1


def _mail(copy: BulkCopy) -> OutboxMail:
    assert copy.mail is not None  # noqa: S101 (FAILED is read off the mail)
    return copy.mail


def _locked(message: BulkMessage) -> BulkMessage:
    return BulkMessage.objects.select_for_update(of=("self",)).select_related("edition").get(pk=message.pk)


def _move(message: BulkMessage, state: str, action: str, actor: Any) -> None:
    message.state = state
    message.save(update_fields=["state"])
    record(actor=actor, action=action, obj=message)


def _logged(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the filters as the log keeps them: free text stays with the message."""
    kept = {name: value for name, value in filters.items() if value}
    return kept | ({"agency": "by its name"} if "agency" in kept else {})


def new_token() -> str:
    """Return the key of a copy's link to refuse more."""
    return secret()
