"""One writer at a time in an edition's working agenda, and nobody overwrites what they have not seen."""

from collections.abc import Iterable

from conference.agenda.models import Agenda, Session
from conference.edition.models import Edition


class StaleSession(Exception):
    """Somebody changed the session since the editor last saw it; `session` is as it stands now."""

    def __init__(self, session: Session) -> None:
        super().__init__(f"{session.code} is at revision {session.revision}")
        self.session = session


def lock_agenda(edition: Edition) -> Agenda:
    """Lock an edition's working agenda until the transaction ends and count one change: write its `revision` into
    whatever changes."""
    Agenda.objects.get_or_create(edition=edition)
    agenda = Agenda.objects.select_for_update().get(edition=edition)
    agenda.revision += 1
    agenda.save(update_fields=["revision"])
    return agenda


def mark_changed(edition: Edition, sessions: Iterable[int]) -> int:
    """Tell editors that something about sessions, given by key, changed; return the new revision.

    For changes outside the session's own row: its appearances, its credits.
    """
    agenda = lock_agenda(edition)
    Session.objects.filter(pk__in=list(sessions)).update(revision=agenda.revision)
    return agenda.revision


def require_fresh(session: Session, expected: int | None) -> None:
    """Raise StaleSession unless the stored session is the one the editor saw; None asks nothing."""
    if expected is not None and session.revision != expected:
        raise StaleSession(session)
