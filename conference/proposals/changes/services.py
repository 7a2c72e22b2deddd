"""Ask for a change, decide on it, take it back."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.agenda.models import Session, VersionEntry, VersionSpeaker
from conference.agenda.services.editing import change_session
from conference.proposals.changes.models import ChangeRequest
from conference.speakers.models import Speaker
from conference.speakers.profile import true_profile
from conference.speakers.services import change_speaker
from core.audit.services import record
from core.mail.services import queue_mail

Field, State = ChangeRequest.Field, ChangeRequest.State
OF_SESSIONS = frozenset({Field.TITLE, Field.ABSTRACT})


class Decided(Exception):
    """Somebody decided meanwhile, or it was taken back or replaced."""


class Moved(Exception):
    """The text that it changes is another one than the one that was looked at."""


def is_published(speaker: Speaker, session: Session | None = None) -> bool:
    """Return whether everybody may read the speaker's texts now, or the session's."""
    if session is not None:
        return VersionEntry.objects.filter(version__agenda__isnull=False, session=session).exists()
    shown = VersionSpeaker.objects.filter(entry__version__agenda__isnull=False, speaker=speaker)
    return speaker.is_named and shown.exists()


def current_text(speaker: Speaker, session: Session | None, field: str) -> str:
    """Return what a change changes, as it stands now."""
    if session is not None:
        return session.title if field == Field.TITLE else session.abstract
    profile = true_profile(speaker)
    return profile.name if field == Field.NAME else profile.bio


def mark_of(text: str) -> str:
    """Return a short digest of a text: what its reader saw."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@transaction.atomic
def ask(*, speaker: Speaker, field: str, text: str, actor: Any, session: Session | None = None) -> ChangeRequest | None:
    """Change a text; where it is published it waits for the organizers, and the request is returned.

    A newer request replaces the one that waits; asking for what stands already takes that back.
    """
    speaker, session = _lock(speaker, session)
    for former in _waiting(speaker, session, field):
        _end(former, State.WITHDRAWN, actor)
    if text == current_text(speaker, session, field):
        return None
    if not is_published(speaker, session):
        _apply(speaker, session, field, text, actor)
        return None
    change = ChangeRequest.objects.create(
        speaker=speaker, session=session, field=field, proposed=text, asked_by=actor or None
    )
    record(actor=actor, action="change.asked", obj=change, changes={"field": field})
    return change


@transaction.atomic
def approve(*, change: ChangeRequest, seen: str, actor: Any) -> None:
    """Take a change over; `seen` is the mark of the text that was looked at. Raises Decided and Moved."""
    locked = _lock_change(change)
    speaker, session = _lock(locked.speaker, locked.session)
    if mark_of(current_text(speaker, session, locked.field)) != seen:
        raise Moved
    _apply(speaker, session, locked.field, locked.proposed, actor)
    _end(locked, State.APPROVED, actor)
    _tell(locked)


@transaction.atomic
def refuse(*, change: ChangeRequest, reason: str, actor: Any) -> None:
    """Leave everything as it is; whoever asked reads the reason. Raises Decided."""
    locked = _lock_change(change)
    locked.reason = reason
    _end(locked, State.REFUSED, actor)
    _tell(locked)


@transaction.atomic
def take_back(*, change: ChangeRequest, actor: Any) -> None:
    """Ask for it no more. Raises Decided."""
    _end(_lock_change(change), State.WITHDRAWN, actor)


def _apply(speaker: Speaker, session: Session | None, field: str, text: str, actor: Any) -> None:
    if session is None:
        profile = true_profile(speaker)
        setattr(profile, "name" if field == Field.NAME else "bio", text)
        change_speaker(speaker=speaker, profile=profile, actor=actor)
        return
    if field == Field.TITLE:
        if session.public_title == session.title:
            session.public_title = text
        session.title = text
    else:
        session.abstract = text
    change_session(session=session, actor=actor, reason="asked for by its speaker")


def _end(change: ChangeRequest, state: str, actor: Any) -> None:
    change.state, change.decided_by, change.decided_at = state, actor or None, timezone.now()
    change.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    record(actor=actor, action=f"change.{state}", obj=change, changes={"field": change.field})


def _tell(change: ChangeRequest) -> None:
    """Write to whoever asked: neither the text nor a title stands in a mail."""
    email = change.asked_by.email if change.asked_by else true_profile(change.speaker).email
    if email:
        queue_mail(
            kind="proposals.change",
            to=email,
            subject=_("About your change"),
            template="conference/proposals/change",
            context={"change": change, "edition": change.speaker.edition},
            unique_key=f"change-{change.public_id}",
        )


def _waiting(speaker: Speaker, session: Session | None, field: str) -> list[ChangeRequest]:
    rows = ChangeRequest.objects.waiting().filter(field=field)
    return list(rows.filter(session=session) if session else rows.filter(speaker=speaker))


def _lock(speaker: Speaker, session: Session | None) -> tuple[Speaker, Session | None]:
    rows = Speaker.objects.select_for_update(of=("self",)).select_related("identity", "edition")
    locked = rows.get(pk=speaker.pk)
    if session is None:
        return locked, None
    return locked, Session.objects.select_for_update(of=("self",)).select_related("edition").get(pk=session.pk)


def _lock_change(change: ChangeRequest) -> ChangeRequest:
    rows = ChangeRequest.objects.waiting().select_for_update(of=("self",))
    found = rows.select_related("speaker__edition", "speaker__identity", "session", "asked_by").filter(pk=change.pk)
    for locked in found:
        return locked
    raise Decided
