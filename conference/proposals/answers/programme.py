"""What answers do to the programme: a session is firm, or its place on the board is free."""

from typing import Any

from django.utils import timezone

from conference.agenda.models import Session
from conference.agenda.services.editing import change_session
from conference.agenda.services.moving import Move, move_sessions
from conference.agenda.services.removing import SessionInUse
from conference.proposals.answers.models import Notice
from conference.proposals.decisions.sessions import take_session_away
from conference.proposals.models import Presenter, Proposal
from conference.proposals.states import MOVES, State, check_move


def confirm_session(*, session: Session, actor: Any) -> None:
    """Make a tentative session firm once everybody who stands in it has confirmed."""
    open_answers = session.appearances.standing().exclude(state="confirmed")
    fresh = Session.objects.get(pk=session.pk)
    if fresh.status == Session.Status.TENTATIVE and not open_answers.exists():
        fresh.status = Session.Status.CONFIRMED
        change_session(session=fresh, actor=actor)


def open_hole(*, proposal: Proposal, person: Presenter, actor: Any) -> Notice:
    """Note that a presenter left. If nobody stands in the session any more it goes back to the tray, and with it the
    proposal is withdrawn; the caller holds its lock.
    """
    session = proposal.session
    stands = session is not None and session.appearances.standing().exists()
    if stands:
        return Notice.objects.create(kind=Notice.Kind.PRESENTER_LEFT, proposal=proposal, presenter=person)
    notice = _note_free(proposal, person)
    _into_tray(session, actor)
    check_move(MOVES, proposal.state, State.WITHDRAWN)
    proposal.state, proposal.withdrawn_at = State.WITHDRAWN, timezone.now()
    proposal.save(update_fields=["state", "withdrawn_at"])
    return notice


def leave_silently(*, proposal: Proposal, actor: Any) -> None:
    """Take the session of a proposal out of the programme that its proposer took back before they knew of it."""
    session = proposal.session
    if session is None:
        return
    if session.starts_at:
        _note_free(proposal, None)
        _into_tray(session, actor)
    try:
        take_session_away(proposal=proposal, actor=actor)
    except SessionInUse:
        # It was published all the same: organizers have it in their tray.
        proposal.refresh_from_db(fields=["session"])


def _note_free(proposal: Proposal, person: Presenter | None) -> Notice:
    session = proposal.session
    return Notice.objects.create(
        kind=Notice.Kind.PLACE_FREE,
        proposal=proposal,
        presenter=person,
        room=session.room if session else None,
        starts_at=session.starts_at if session else None,
        ends_at=session.ends_at if session else None,
    )


def _into_tray(session: Session | None, actor: Any) -> None:
    if session and session.starts_at:
        move = Move(session.pk, None, None, None, None)
        move_sessions(edition=session.edition, moves=[move], actor=actor)
