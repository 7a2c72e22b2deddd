"""Tell the board when a room or a speaker becomes unavailable, and take withdrawals."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from conference.agenda.models import Appearance, Session
from conference.agenda.services.editing import note_presenters_changed
from conference.agenda.services.locking import mark_changed
from conference.edition.models import Room
from conference.speakers.models import Speaker
from core.audit.services import record


def note_room_availability(room: Room) -> int:
    """Let open boards look at a room's conflicts again; return the agenda's new revision."""
    return mark_changed(room.edition, Session.objects.in_room(room).values_list("pk", flat=True))


def note_speaker_availability(speaker: Speaker) -> int:
    """Let open boards look at a speaker's conflicts again; return the agenda's new revision."""
    return mark_changed(speaker.edition, speaker.appearances.values_list("session_id", flat=True))


@transaction.atomic
def withdraw_from(*, speaker: Speaker, sessions: Iterable[int], actor: Any, reason: str = "") -> list[Appearance]:
    """Take a speaker out of sessions, given by key, and return the appearances that ended.

    Co-presenters stay; approvals of these sessions go back to review. Visitors see it once the agenda is published.
    Appearances that are not the speaker's, or ended before, are left alone.
    """
    ended = list(_appearances(speaker, sessions).standing().select_related("session"))
    if ended:
        _set_state(ended, Appearance.State.WITHDRAWN)
        record(actor=actor, action="speaker.withdrew", obj=speaker, reason=reason, changes={"sessions": _codes(ended)})
    return ended


@transaction.atomic
def take_back_withdrawal(*, speaker: Speaker, sessions: Iterable[int], actor: Any) -> list[Appearance]:
    """Put a speaker back into sessions they had left, and return the appearances; their approvals stay in review."""
    back = list(_appearances(speaker, sessions).filter(state=Appearance.State.WITHDRAWN).select_related("session"))
    if back:
        _set_state(back, Appearance.State.CONFIRMED)
        record(actor=actor, action="speaker.came_back", obj=speaker, changes={"sessions": _codes(back)})
    return back


def _appearances(speaker: Speaker, sessions: Iterable[int]) -> Any:
    return Appearance.objects.filter(speaker=speaker, session__in=list(sessions))


def _set_state(appearances: list[Appearance], state: Appearance.State) -> None:
    Appearance.objects.filter(pk__in=[item.pk for item in appearances]).update(state=state)
    note_presenters_changed(sessions=[item.session_id for item in appearances])


def _codes(appearances: list[Appearance]) -> list[str]:
    return sorted(item.session.code for item in appearances)
