"""Draft, edit, release and drop digests; hand what was released to the outbox, never twice."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from conference.agenda.difference import compare
from conference.agenda.models import AgendaVersion
from conference.agenda.snapshots import version_snapshots
from conference.planning.digests.models import Digest, DigestQuerySet, Mailing
from conference.planning.digests.recipients import Recipient, recipients_of
from conference.planning.digests.tasks import hand_over_digests
from conference.planning.digests.wording import Wording, codes_that_changed
from core.audit.services import record
from core.codes import keyed_digest
from core.mail.services import queue_mail

BATCH = 100
PURPOSE = "agenda-digest"


class DigestGone(Exception):
    """The digest was sent, dropped or replaced meanwhile."""


@transaction.atomic
def draft_digests(mailing_id: int) -> int:
    """Write the drafts of a mailing and return how many; the second time does nothing.

    Drafts of earlier versions about the same sessions that nobody has sent are replaced: their readers are told the
    difference to what they knew, once.
    """
    mailing = Mailing.objects.select_for_update(of=("self",)).select_related("version__edition").get(pk=mailing_id)
    if mailing.drafted_at:
        return 0
    version = mailing.version
    before = AgendaVersion.objects.filter(edition=version.edition, number=version.number - 1).first()
    drafts = _drafts(mailing, before) if before else []
    Digest.objects.bulk_create(drafts, batch_size=500)
    mailing.drafted_at = timezone.now()
    mailing.save(update_fields=["drafted_at"])
    record(actor=None, action="digests.drafted", obj=mailing, changes={"digests": len(drafts)})
    return len(drafts)


def _drafts(mailing: Mailing, before: AgendaVersion) -> list[Digest]:
    version = mailing.version
    changes = compare(version_snapshots(before), version_snapshots(version))
    older = _replace_older(mailing, {change.code for change in changes})
    wording = Wording(mailing)
    drafts = []
    for person in recipients_of(changes):
        digest = keyed_digest(PURPOSE, person.address.lower())
        known = older.get(digest)
        since = known.since if known else before
        codes = codes_that_changed(wording.differences(since), person.codes.union(known.codes if known else ()))
        if codes:
            drafts.append(_draft(mailing, person, digest, since, codes))
    return drafts


def _draft(mailing: Mailing, person: Recipient, digest: str, since: AgendaVersion, codes: list[str]) -> Digest:
    return Digest(
        mailing=mailing,
        since=since,
        reader=person.reader,
        speaker=person.speaker,
        address=person.address,
        address_digest=digest,
        language=person.language,
        codes=codes,
    )


def _replace_older(mailing: Mailing, codes: Collection[str]) -> dict[str, Digest]:
    """Mark earlier drafts about any of the sessions as replaced, and return them by their readers' digests."""
    earlier = Digest.objects.drafts().filter(
        mailing__version__edition=mailing.version.edition, mailing__version__number__lt=mailing.version.number
    )
    told = [item for item in earlier.select_related("since").order_by("-pk") if not set(codes).isdisjoint(item.codes)]
    Digest.objects.filter(pk__in=[item.pk for item in told]).advance(Digest.State.SUPERSEDED)
    return {item.address_digest: item for item in told}


@transaction.atomic
def write_intro(*, mailing: Mailing, intro: str, actor: Any) -> None:
    """Put a note before every draft of a mailing that has no text of its own."""
    Mailing.objects.filter(pk=mailing.pk).update(intro=intro)
    record(actor=actor, action="digests.intro_written", obj=mailing)


@transaction.atomic
def edit_digest(*, digest: Digest, text: str, actor: Any) -> None:
    """Replace a draft's text, or give it back the one worked out if `text` is empty; raises DigestGone."""
    if not Digest.objects.drafts().filter(pk=digest.pk).update(text=text):
        raise DigestGone
    record(actor=actor, action="digest.edited", obj=digest)


@transaction.atomic
def release(*, mailing: Mailing, keys: Collection[int] | None, actor: Any) -> int:
    """Let drafts go to the outbox, those given by key or all; return how many. The task hands them over."""
    number = _chosen(mailing, keys).advance(Digest.State.SENDING)
    if number:
        hand_over_digests.enqueue(mailing.pk)
        record(actor=actor, action="digests.released", obj=mailing, changes={"digests": number})
    return number


@transaction.atomic
def drop(*, mailing: Mailing, keys: Collection[int] | None, actor: Any) -> int:
    """Decide that drafts are not sent, those given by key or all; return how many."""
    number = _chosen(mailing, keys).advance(Digest.State.DROPPED)
    if number:
        record(actor=actor, action="digests.dropped", obj=mailing, changes={"digests": number})
    return number


@transaction.atomic
def take_up_again(*, mailing: Mailing, keys: Collection[int] | None, actor: Any) -> int:
    """Make dropped digests drafts again; return how many."""
    number = _chosen(mailing, keys).advance(Digest.State.DRAFT)
    if number:
        record(actor=actor, action="digests.taken_up", obj=mailing, changes={"digests": number})
    return number


def hand_over(mailing_id: int) -> int:
    """Put released digests into the outbox, a batch in each transaction; return how many. Harmless when run twice."""
    mailing = Mailing.objects.select_related("version__edition").get(pk=mailing_id)
    wording, handed = Wording(mailing), 0
    while batch := _hand_over_batch(mailing, wording):
        handed += batch
    return handed


@transaction.atomic
def _hand_over_batch(mailing: Mailing, wording: Wording) -> int:
    waiting = mailing.digests.to_hand_over().select_for_update(of=("self",)).select_related("since")
    batch = list(waiting.order_by("pk")[:BATCH])
    for digest in batch:
        digest.mail = queue_mail(
            kind="agenda.digest",
            to=digest.address,
            subject=wording.subject(digest),
            template="conference/planning/digest",
            context={"body": with_addresses(wording.body(digest))},
            unique_key=f"digest-{digest.pk}",
        )
        digest.state = Digest.State.SENT
    Digest.objects.bulk_update(batch, ["mail", "state"])
    return len(batch)


def with_addresses(text: str) -> str:
    """Return a text with `{base_url}` filled in; nothing else in braces means anything."""
    return text.replace("{base_url}", settings.WAGTAILADMIN_BASE_URL)


def _chosen(mailing: Mailing, keys: Collection[int] | None) -> DigestQuerySet:
    of_mailing = Digest.objects.filter(mailing=mailing)
    return of_mailing if keys is None else of_mailing.filter(pk__in=keys)
