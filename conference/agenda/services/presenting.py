"""Say who appears in sessions, what they answer, and what credit sessions give."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from conference.agenda.models import Appearance, Session, SessionCredit
from conference.agenda.services.editing import note_presenters_changed, return_to_review
from conference.agenda.services.locking import lock_agenda, mark_changed
from conference.edition.models import Edition
from core import page_cache
from core.audit.services import record

BATCH = 500
# What nobody has asked a scheme's body about, or what it refused, may be dropped without a word.
DROPPABLE = frozenset({SessionCredit.Approval.NONE, SessionCredit.Approval.DENIED})


@transaction.atomic
def set_presenters(
    *, edition: Edition, presenters: Mapping[int, Sequence[tuple[int, str]]], actor: Any, reason: str = ""
) -> None:
    """Let sessions, given by key, have exactly these standing presenters: keys of speakers with their roles, in order.

    Whoever stays keeps their answer; who had withdrawn is asked again. Approvals go back to review.
    """
    agenda = lock_agenda(edition)
    before = {
        (item.session_id, item.speaker_id): item
        for item in Appearance.objects.filter(session__in=presenters, session__edition=edition)
    }
    made, changed = [], []
    for session, wanted in presenters.items():
        for position, (speaker, role) in enumerate(wanted):
            found = before.pop((session, speaker), None)
            if found is None:
                made.append(Appearance(session_id=session, speaker_id=speaker, role=role, position=position))
            else:
                changed.append(_taken_up(found, role, position))
    Appearance.objects.bulk_update(changed, ["role", "position", "state"], batch_size=BATCH)
    Appearance.objects.bulk_create(made, batch_size=BATCH)
    left = [item.pk for item in before.values() if item.state != Appearance.State.WITHDRAWN]
    Appearance.objects.filter(pk__in=left).delete()
    _record(agenda, presenters, "appearances.changed", actor, reason)
    note_presenters_changed(sessions=presenters)


def _taken_up(appearance: Appearance, role: str, position: int) -> Appearance:
    appearance.role, appearance.position = role, position
    if appearance.state == Appearance.State.WITHDRAWN:
        appearance.state = Appearance.State.INVITED
    return appearance


@transaction.atomic
def invite_presenters(*, session: Session, speakers: Sequence[tuple[int, str]], actor: Any) -> list[Appearance]:
    """Put speakers, keys with their roles, into a session in which they do not stand yet; they have not answered.

    Whoever stands in it already, or had left it, stays as they are.
    """
    known = dict(session.appearances.values_list("speaker_id", "position"))
    last = max(known.values(), default=-1)
    new = [item for item in speakers if item[0] not in known]
    made = [
        Appearance(
            session=session, speaker_id=speaker, role=role, position=last + number, state=Appearance.State.INVITED
        )
        for number, (speaker, role) in enumerate(new, 1)
    ]
    if made:
        agenda = lock_agenda(session.edition)
        Appearance.objects.bulk_create(made)
        _record(agenda, {session.pk: ()}, "appearances.changed", actor, "")
        note_presenters_changed(sessions=[session.pk])
    return made


@transaction.atomic
def set_answer(*, appearance: Appearance, state: Appearance.State, actor: Any, reason: str = "") -> bool:
    """Keep what a speaker answered; return whether that was news. Who leaves puts the approvals back to review."""
    session = appearance.session
    agenda = lock_agenda(session.edition)
    if not Appearance.objects.filter(pk=appearance.pk).exclude(state=state).update(state=state):
        return False
    appearance.state = state
    if state == Appearance.State.WITHDRAWN:
        note_presenters_changed(sessions=[session.pk])
    else:
        mark_changed(session.edition, [session.pk])
    record(
        actor=actor,
        action="appearance.answered",
        obj=agenda,
        reason=reason,
        changes={"session": session.code, "speaker": appearance.speaker.code, "state": state},
    )
    page_cache.bump()
    return True


@transaction.atomic
def set_credits(*, edition: Edition, minutes: Mapping[int, Mapping[int, int]], actor: Any, reason: str = "") -> None:
    """Let sessions, given by key, give exactly these minutes under these schemes, given by key.

    An approval of other minutes goes back to review. What was submitted for approval is kept: who drops it does so one
    by one, where its state shows.
    """
    agenda = lock_agenda(edition)
    before = {
        (item.session_id, item.scheme_id): item
        for item in SessionCredit.objects.filter(session__in=minutes, session__edition=edition)
    }
    made, changed = [], []
    for session, schemes in minutes.items():
        for scheme, number in schemes.items():
            found = before.pop((session, scheme), None)
            if found is None:
                made.append(SessionCredit(session_id=session, scheme_id=scheme, minutes=number))
            elif found.minutes != number:
                found.minutes = number
                changed.append(found)
    SessionCredit.objects.bulk_update(changed, ["minutes"], batch_size=BATCH)
    SessionCredit.objects.bulk_create(made, batch_size=BATCH)
    SessionCredit.objects.filter(pk__in=[item.pk for item in before.values() if item.approval in DROPPABLE]).delete()
    return_to_review({item.session_id for item in changed})
    _record(agenda, minutes, "credits.changed", actor, reason)
    mark_changed(edition, minutes)
    page_cache.bump()


def _record(agenda: Any, sessions: Mapping[int, Any], action: str, actor: Any, reason: str) -> None:
    codes = Session.objects.filter(pk__in=list(sessions)).order_by("code").values_list("code", flat=True)
    record(actor=actor, action=action, obj=agenda, reason=reason, changes={"sessions": list(codes)})
