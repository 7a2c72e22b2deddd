"""One writer at a time in an edition's working agenda, and nobody overwrites what they have not seen."""

from collections.abc import Iterable

from django.db.models import F

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
    count_change(edition)
    return Agenda.objects.select_related("published").get(edition=edition)


def count_change(edition: Edition) -> None:
    """Do what `lock_agenda` does, for who reads the agenda with something else, and later in the transaction."""
    mine = Agenda.objects.filter(edition=edition)
    # The update itself locks the row; the very first change makes it.
    if not mine.update(revision=F("revision") + 1):
        Agenda.objects.get_or_create(edition=edition)
        mine.update(revision=F("revision") + 1)


def mark_changed(edition: Edition, sessions: Iterable[int]) -> int:
    """Tell editors that something about sessions, given by key, changed; return the new revision.

    For changes outside the session's own row: its appearances, its credits.
    """
    agenda = lock_agenda(edition)
    Session.objects.of(edition).filter(pk__in=list(sessions)).update(revision=agenda.revision)
    return agenda.revision


def require_fresh(session: Session, expected: int | None) -> None:
    """Raise StaleSession unless the stored session is the one the editor saw; None asks nothing."""
    if expected is not None and session.revision != expected:
        raise StaleSession(session)
