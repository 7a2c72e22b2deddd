"""Take what accepted speakers answer: they come, ask for another time, or withdraw."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.agenda.models import Appearance
from conference.agenda.services.locking import lock_agenda, mark_changed
from conference.agenda.services.presenting import set_answer
from conference.proposals.answers.models import Answer, Notice
from conference.proposals.answers.programme import confirm_session, open_hole
from conference.proposals.answers.ticket import give_place
from conference.proposals.decisions.sessions import appearance_of, take_in_people
from conference.proposals.models import Presenter, Proposal
from conference.proposals.services.locking import lock_presenter, lock_proposal
from conference.proposals.states import IllegalMove, Part
from conference.registration.capacity import lock_sales
from conference.speakers.models import SpeakerAbsence
from core.audit.services import record
from people.accounts.models import User

State = Appearance.State


class NotAccepted(Exception):
    """Nothing to answer: the proposal is not accepted, or its people do not know it."""


class AnswersClosed(Exception):
    """The deadline for answers is past; withdrawing is still possible."""


class NotAgreed(Exception):
    """The person has not filled in their part, or not agreed to present."""


@dataclass(frozen=True)
class Away:
    """When somebody cannot present."""

    starts_at: datetime
    ends_at: datetime


@transaction.atomic
def confirm(*, person: Presenter, actor: Any, agrees: bool = False, late: bool = False) -> Answer:
    """Note that a speaker comes, and give them their one complimentary place; the second time nothing changes.

    `agrees` is the consent of somebody whom staff had entered; `late` is an organizer's answer for them. Raises
    NotAccepted, AnswersClosed, NotAgreed, and IllegalMove for somebody who has withdrawn.
    """
    # The sale is locked before the agenda, and that before the audit's chain.
    lock_sales(person.proposal.call.edition)
    locked = _lock(person, late=late)
    if agrees and not locked.consented_at:
        locked.consented_at = timezone.now()
        locked.save(update_fields=["consented_at"])
    appearance = _place_of(locked, actor)
    if set_answer(appearance=appearance, state=State.CONFIRMED, actor=actor):
        record(actor=actor, action="presenter.confirmed", obj=locked, changes={"proposal": locked.proposal.code})
        confirm_session(session=appearance.session, actor=actor)
    answer = _keep(locked, "")
    locked.notices.filter(kind=Notice.Kind.OTHER_TIME).open().update(settled_at=timezone.now())
    give_place(person=locked, answer=answer, actor=actor)
    return answer


@transaction.atomic
def ask_other_time(*, person: Presenter, note: str, actor: Any, away: Away | None = None, late: bool = False) -> Answer:
    """Note that a speaker would come at another time; the board shows when they cannot.

    Raises NotAccepted, AnswersClosed, NotAgreed, IllegalMove.
    """
    locked = _lock(person, late=late)
    appearance = _place_of(locked, actor)
    set_answer(appearance=appearance, state=State.OTHER_TIME, actor=actor)
    if away:
        SpeakerAbsence.objects.get_or_create(speaker=appearance.speaker, starts_at=away.starts_at, ends_at=away.ends_at)
        mark_changed(appearance.session.edition, [appearance.session_id])
    if not Notice.objects.open().filter(presenter=locked, kind=Notice.Kind.OTHER_TIME).exists():
        Notice.objects.create(kind=Notice.Kind.OTHER_TIME, proposal=locked.proposal, presenter=locked)
    record(actor=actor, action="presenter.asked_other_time", obj=locked, changes={"proposal": locked.proposal.code})
    return _keep(locked, note)


@transaction.atomic
def withdraw(*, person: Presenter, actor: Any, note: str = "") -> Answer:
    """Take a speaker out of what was accepted, after the deadline too; the last one frees the place on the board.

    The session's approvals go back to review, and the organizers are told. Raises NotAccepted and, the second time,
    IllegalMove.
    """
    locked = _lock(person, late=True)
    appearance = appearance_of(locked)
    if appearance:
        if not set_answer(appearance=appearance, state=State.WITHDRAWN, actor=actor):
            raise IllegalMove("They have withdrawn already.")
    else:
        locked.state = Part.DECLINED if not locked.is_lead else locked.state
        locked.save(update_fields=["state"])
    record(actor=actor, action="presenter.withdrew", obj=locked, changes={"proposal": locked.proposal.code})
    open_hole(proposal=locked.proposal, person=locked, actor=actor)
    return _keep(locked, note)


@transaction.atomic
def settle(*, notice: Notice, actor: Any) -> bool:
    """Note that an organizer has seen to something; return whether it was open."""
    done = Notice.objects.open().filter(pk=notice.pk).update(settled_at=timezone.now(), settled_by=actor)
    if done:
        record(actor=actor, action="notice.settled", obj=notice, changes={"kind": notice.kind})
    return bool(done)


def note_account_gone(*, user: User) -> int:
    """Leave a notice for each accepted proposal in which the owner of a deleted or closed account takes part.

    Their part and the session stay as they are; return how many notices are new.
    """
    parts = Presenter.objects.filter(user=user, state=Part.ACCEPTED, proposal__in=Proposal.objects.accepted())
    told = Notice.objects.open().filter(presenter__in=parts, kind=Notice.Kind.ACCOUNT_GONE)
    new = parts.exclude(pk__in=told.values("presenter"))
    notices = [Notice(kind=Notice.Kind.ACCOUNT_GONE, proposal_id=part.proposal_id, presenter=part) for part in new]
    return len(Notice.objects.bulk_create(notices))


def _lock(person: Presenter, *, late: bool) -> Presenter:
    """Return the person under a lock of proposal and part; raises NotAccepted and AnswersClosed."""
    proposal = lock_proposal(person.proposal)
    locked = lock_presenter(person)
    locked.proposal = proposal
    if not proposal.is_told_accepted or locked.state != Part.ACCEPTED:
        raise NotAccepted
    if not late and not proposal.call.takes_answers(timezone.now()):
        raise AnswersClosed
    lock_agenda(proposal.call.edition)
    return locked


def _place_of(person: Presenter, actor: Any) -> Appearance:
    """Return the person's place in the session, made if they have only now agreed to it."""
    take_in_people(proposal=person.proposal, actor=actor)
    person.refresh_from_db(fields=["speaker"])
    appearance = appearance_of(person)
    if appearance is None:
        raise NotAgreed
    if appearance.state == State.WITHDRAWN:
        raise IllegalMove("They have withdrawn.")
    return appearance


def _keep(person: Presenter, note: str) -> Answer:
    answer, _made = Answer.objects.update_or_create(
        presenter=person, defaults={"note": note, "answered_at": timezone.now()}
    )
    return answer
