"""Whom a difference concerns: who keeps, holds or bought a session, and who presents it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings

from conference.agenda.difference import Change, Kind
from conference.planning.digests.models import Digest
from conference.registration.personal.models import SavedSession, SignUp
from conference.registration.places import RegistrationItem
from conference.registration.states import OCCUPYING
from conference.speakers.models import Speaker


@dataclass
class Recipient:
    """One person by their address, and the sessions that concern them, by code."""

    address: str
    language: str = settings.LANGUAGE_CODE
    reader: Digest.Reader = Digest.Reader.ATTENDEE
    speaker: Speaker | None = None
    codes: set[str] = field(default_factory=set)


def recipients_of(changes: Iterable[Change]) -> list[Recipient]:
    """Return everybody whom a difference concerns, each once, in five queries whatever its length.

    Nobody keeps a new session yet, so it concerns its presenters alone. Addresses are compared without case.
    """
    changes = list(changes)
    found: dict[str, Recipient] = {}
    known = {key: item.code for item in changes if Kind.NEW not in item.kinds and (key := _session(item))}
    saved = SavedSession.objects.filter(session__in=known, user__is_active=True)
    for session, address in saved.values_list("session_id", "user__email"):
        _person(found, address).codes.add(known[session])
    holders = "registration__email", "registration__order__buyer_email", "registration__order__language"
    placed = SignUp.objects.standing().filter(session__in=known, registration__state__in=OCCUPYING)
    bought = RegistrationItem.objects.filter(
        add_on__session__in=known, cancelled_at=None, registration__state__in=OCCUPYING
    )
    rows = [*placed.values_list("session_id", *holders), *bought.values_list("add_on__session_id", *holders)]
    for session, own, buyer, language in rows:
        person = _person(found, own or buyer)
        person.language = language
        person.codes.add(known[session])
    _add_speakers(found, changes)
    return list(found.values())


def _add_speakers(found: dict[str, Recipient], changes: list[Change]) -> None:
    codes: dict[int, set[str]] = {}
    for change in changes:
        for snapshot in filter(None, (change.before, change.after)):
            for key, _role in snapshot.speakers:
                codes.setdefault(key, set()).add(change.code)
    for speaker in Speaker.objects.filter(pk__in=codes).select_related("identity", "user"):
        address = speaker.identity.email or (speaker.user.email if speaker.user else "")
        if address:
            person = _person(found, address)
            person.reader, person.speaker = Digest.Reader.SPEAKER, speaker
            person.codes |= codes[speaker.pk]


def _session(change: Change) -> int | None:
    snapshot = change.after or change.before
    return snapshot.session if snapshot else None


def _person(found: dict[str, Recipient], address: str) -> Recipient:
    return found.setdefault(address.strip().lower(), Recipient(address=address.strip()))
