"""What the board asks before it moves sessions: reasons that are needed, people who are affected."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.agenda.access import needs_controlled_room
from conference.agenda.models import Session
from conference.agenda.services.moving import Move
from conference.edition.models import Edition
from conference.planning.consequences import Affected, affected_by, people_in_words


@dataclass(frozen=True)
class Question:
    """What has to be said before moves are made; nothing is asked if both are empty."""

    reasons_for: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def question_about(edition: Edition, moves: Sequence[Move]) -> Question:
    """Return what making the moves would mean for people and approvals, and where a reason is needed first."""
    rows = Session.objects.of(edition).filter(pk__in=[m.session for m in moves]).select_related("room", "audience")
    sessions = {row.pk: row for row in rows}
    affected = affected_by(sessions)
    question = Question()
    for move in moves:
        session = sessions[move.session]
        if _needs_reason(session, move):
            question.reasons_for.append(session.code)
        question.sentences.extend(_sentences(session, move, affected.get(session.pk, Affected())))
    return question


def _needs_reason(session: Session, move: Move) -> bool:
    if move.room is None or move.room.access_controlled or move.room == session.room or move.room_reason:
        return False
    return needs_controlled_room(session)


def _sentences(session: Session, move: Move, affected: Affected) -> list[str]:
    found = []
    if affected.people and (move.starts_at, move.room) != (session.starts_at, session.room):
        found.append(people_in_words(session.code, affected))
    length = int((move.ends_at - move.starts_at).total_seconds() // 60) if move.starts_at and move.ends_at else None
    if affected.approvals and length not in {None, session.minutes}:
        found.append(_("%s is approved for credit. Another length puts its approval back to review.") % session.code)
    if move.room and move.room != session.room and move.room.capacity is not None:
        over = max(affected.saved, affected.placed + affected.waiting) - move.room.capacity
        if over > 0:
            found.append(
                ngettext(
                    "%(room)s has %(over)d place too few for those who want %(code)s.",
                    "%(room)s has %(over)d places too few for those who want %(code)s.",
                    over,
                )
                % {"room": move.room.name, "over": over, "code": session.code}
            )
    return found
