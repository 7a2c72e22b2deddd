"""Write templates; write letters, send them in one act, hand them to the outbox, never twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from conference.edition.models import Edition
from conference.proposals.letters.models import Dispatch, Kind, Letter, LetterTemplate
from conference.proposals.letters.recipients import to_write_to
from conference.proposals.letters.shipped import Text, text_of
from conference.proposals.letters.tasks import hand_over_letters
from conference.proposals.letters.values import PREVIEWED, answer_token, values_of
from conference.proposals.models import Call, Presenter
from conference.proposals.models.proposals import ProposalQuerySet
from core.audit.services import record
from core.mail.services import queue_mail
from core.placeholders import fill, missing_in

BATCH = 100
ADDRESS = "address"


class StaleTemplate(Exception):
    """Somebody changed the template since; `text` is as it stands now."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.revision)
        self.text = text


class NobodyChosen(Exception):
    """None of those chosen is to be written to any more."""


@dataclass(frozen=True)
class Written:
    """A letter as it would go out; with something missing it cannot."""

    person: Presenter
    kind: Kind
    subject: str
    body: str
    missing: Sequence[str] = ()


class MissingValues(Exception):
    """Letters lack values; `letters` says whose, each of them which."""

    def __init__(self, letters: Sequence[Written]) -> None:
        super().__init__(f"{len(letters)} letters lack values")
        self.letters = letters


@transaction.atomic
def save_template(
    *, edition: Edition, kind: Kind, subject: str, body: str, revision: int, actor: Any
) -> LetterTemplate:
    """Store an edition's own text of a kind, checked by its form; raises StaleTemplate."""
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    now = text_of(edition, kind)
    if now.revision != revision:
        raise StaleTemplate(now)
    template, _made = LetterTemplate.objects.update_or_create(
        edition=edition, kind=kind, defaults={"subject": subject, "body": body, "revision": revision + 1}
    )
    record(actor=actor, action="letter_template.saved", obj=template, changes={"kind": kind})
    return template


def write(person: Presenter, kind: Kind, text: Text, *, token: str = PREVIEWED) -> Written:
    """Return a letter to somebody; `person` has what `recipients.people_of` fetches."""
    with translation.override(settings.LANGUAGE_CODE):
        values = values_of(person, token=token)
    missing = missing_in((text.subject, text.body), values)
    if not person.identity.email:
        missing.append(ADDRESS)
    if missing:
        # What is there is shown, what is not keeps its braces.
        values = values | {name: f"{{{name}}}" for name in missing}
    return Written(person, kind, fill(text.subject, values), fill(text.body, values), missing)


@transaction.atomic
def send_letters(
    *, call: Call, kind: Kind, proposals: ProposalQuerySet, people: Iterable[int], key: str, actor: Any
) -> Dispatch:
    """Send a letter to people, given by key, who are still to be written to; the same key sends it once.

    Raises NobodyChosen and MissingValues: then nothing was sent.
    """
    dispatch, is_new = open_dispatch(call=call, key=key, actor=actor)
    if not is_new:
        return dispatch
    text = text_of(call.edition, kind)
    chosen = to_write_to(proposals, kind).filter(pk__in=list(people))
    post(dispatch=dispatch, letters=[(person, kind, text) for person in chosen], actor=actor)
    return dispatch


def open_dispatch(*, call: Call | None, key: str, actor: Any) -> tuple[Dispatch, bool]:
    """Return the dispatch of a key, and whether this is the first time it is asked for."""
    sender = actor if getattr(actor, "pk", None) else None
    return Dispatch.objects.get_or_create(key=key, defaults={"call": call, "sent_by": sender})


@transaction.atomic
def post(*, dispatch: Dispatch, letters: Sequence[tuple[Presenter, Kind, Text]], actor: Any) -> int:
    """Write letters for good and enqueue their sending; return how many. Raises NobodyChosen, MissingValues."""
    written = [write(person, kind, text, token=answer_token(person)) for person, kind, text in letters]
    if not written:
        raise NobodyChosen
    lacking = [item for item in written if item.missing]
    if lacking:
        raise MissingValues(lacking)
    return release(
        dispatch=dispatch,
        letters=[
            Letter(
                kind=item.kind,
                proposal=item.person.proposal,
                presenter=item.person,
                address=item.person.identity.email,
                subject=item.subject,
                text=item.body,
            )
            for item in written
        ],
        actor=actor,
    )


@transaction.atomic
def release(*, dispatch: Dispatch, letters: Sequence[Letter], actor: Any) -> int:
    """Keep written letters under their dispatch and enqueue their sending; return how many."""
    for letter in letters:
        letter.dispatch = dispatch
    Letter.objects.bulk_create(letters, batch_size=BATCH)
    hand_over_letters.enqueue(dispatch.pk)
    kinds: Mapping[str, int] = {kind: sum(item.kind == kind for item in letters) for kind in Kind}
    record(
        actor=actor,
        action="letters.sent",
        obj=dispatch,
        changes={kind: number for kind, number in kinds.items() if number},
    )
    return len(letters)


def hand_over(dispatch_id: int) -> int:
    """Put released letters into the outbox, a batch in each transaction; return how many. Harmless when run twice."""
    handed = 0
    while batch := _hand_over_batch(dispatch_id):
        handed += batch
    return handed


@transaction.atomic
def _hand_over_batch(dispatch_id: int) -> int:
    waiting = Letter.objects.waiting().filter(dispatch=dispatch_id).select_for_update(of=("self",))
    batch = list(waiting.order_by("pk")[:BATCH])
    for letter in batch:
        # It may hold a link that is a key, so its text goes once it is sent.
        letter.mail = queue_mail(
            kind=f"proposals.letter.{letter.kind}",
            to=letter.address,
            subject=letter.subject,
            template="conference/proposals/letter",
            context={"body": letter.text},
            sensitive=True,
            unique_key=f"letter-{letter.pk}",
        )
        letter.handed_at, letter.text, letter.address = timezone.now(), "", ""
    Letter.objects.bulk_update(batch, ["mail", "handed_at", "text", "address"])
    return len(batch)
