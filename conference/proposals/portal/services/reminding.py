"""Remind speakers of what is open: each reads their own tasks, those who were entered without a proposal too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from conference.edition.models import Edition
from conference.proposals.checklist import Item, Standing
from conference.proposals.letters.models import Dispatch, Kind, Letter
from conference.proposals.letters.services import ADDRESS, NobodyChosen, open_dispatch, release
from conference.proposals.letters.shipped import Text, text_of
from conference.proposals.letters.values import answer_token, own_link, values_of
from conference.proposals.models import Call, Presenter
from conference.proposals.portal.facts import dues_of
from conference.proposals.portal.matrix import Row, row_of, speakers_of, undone
from conference.speakers.models import SpeakerQuerySet
from core.placeholders import fill, missing_in

NEEDED = ("proposal__call__edition", "proposal__track", "proposal__decided_format", "proposal__restriction",
          "proposal__session__room", "identity")  # fmt: skip


@dataclass(frozen=True)
class Reminder:
    """A reminder as it would go out; with something missing it cannot."""

    row: Row
    part: Presenter | None
    address: str
    subject: str
    body: str
    missing: Sequence[str] = ()


class MissingValues(Exception):
    """Reminders lack values; `reminders` says whose, each of them which."""

    def __init__(self, reminders: Sequence[Reminder]) -> None:
        super().__init__(f"{len(reminders)} reminders lack values")
        self.reminders = reminders


def to_remind(edition: Edition, now: datetime) -> SpeakerQuerySet:
    """Return the speakers who have something left to do, with what a letter to them needs."""
    parts = Presenter.objects.told_accepted().select_related(*NEEDED).order_by("pk")
    found = speakers_of(edition).filter(undone(dues_of([edition])[edition.pk], now))
    return found.select_related("identity", "edition").prefetch_related(Prefetch("parts", parts, to_attr="told_parts"))


def write_reminder(row: Row, text: Text, *, final: bool = False) -> Reminder:
    """Return the reminder to a speaker that `to_remind` read; a personal link has its key only in the `final` one."""
    speaker = row.speaker
    part = next(iter(speaker.told_parts), None)  # type: ignore[attr-defined]
    edition = speaker.edition
    with translation.override(settings.LANGUAGE_CODE):
        values = _values(row, part, final=final)
        values["open_tasks"] = "\n".join(_line(item, edition) for item in row.undone)
    address = part.identity.email if part else speaker.identity.email
    missing = missing_in((text.subject, text.body), values)
    if not address:
        missing.append(ADDRESS)
    values |= {name: f"{{{name}}}" for name in missing}
    return Reminder(row, part, address, fill(text.subject, values), fill(text.body, values), missing)


@transaction.atomic
def send_reminders(*, edition: Edition, speakers: Iterable[int], key: str, actor: Any) -> Dispatch:
    """Remind speakers, given by key, who still have something to do; the same key sends it once.

    Raises NobodyChosen and MissingValues: then nothing was sent.
    """
    call = Call.objects.filter(edition=edition).first()
    dispatch, is_new = open_dispatch(call=call, key=key, actor=actor)
    if not is_new:
        return dispatch
    now, text = timezone.now(), text_of(edition, Kind.TASKS)
    dues = dues_of([edition])[edition.pk]
    chosen = to_remind(edition, now).filter(pk__in=list(speakers))
    written = [write_reminder(row_of(speaker, dues, now), text, final=True) for speaker in chosen]
    if not written:
        raise NobodyChosen
    lacking = [item for item in written if item.missing]
    if lacking:
        raise MissingValues(lacking)
    release(dispatch=dispatch, letters=[_letter(item) for item in written], actor=actor)
    return dispatch


def _values(row: Row, part: Presenter | None, *, final: bool) -> dict[str, str]:
    if part:
        return values_of(part, token=answer_token(part)) if final else values_of(part)
    speaker = row.speaker
    name = speaker.name if speaker.is_named else ""
    greeting = _("Dear %(name)s,") % {"name": name} if name else _("Dear speaker,")
    link = own_link(is_speaker=True)
    return {"greeting": greeting, "name": name, "edition": str(speaker.edition), "own_link": link}


def _line(item: Item, edition: Edition) -> str:
    if item.last_minute is None:
        return f"– {item.task.label}"
    day = date_format(edition.local(item.last_minute), "j F Y")
    if item.standing == Standing.OVERDUE:
        return _("– %(task)s: was due by %(day)s") % {"task": item.task.label, "day": day}
    return _("– %(task)s, by %(day)s") % {"task": item.task.label, "day": day}


def _letter(item: Reminder) -> Letter:
    return Letter(
        kind=Kind.TASKS,
        speaker=item.row.speaker,
        presenter=item.part,
        proposal=item.part.proposal if item.part else None,
        address=item.address,
        subject=item.subject,
        text=item.body,
    )
