"""Changes as people look at them: what goes, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from conference.proposals.changes.models import ChangeQuerySet, ChangeRequest
from conference.proposals.changes.services import current_text, mark_of
from core.worddiff import Piece, word_diff


@dataclass(frozen=True)
class Shown:
    """A change beside what stands now; `mark` says which text that is."""

    change: ChangeRequest
    pieces: Sequence[Piece]
    mark: str


def shown_changes(changes: ChangeQuerySet) -> list[Shown]:
    """Return changes with their differences, in one query."""
    return [show_change(item) for item in changes.select_related("speaker__identity", "speaker__edition", "session")]


def show_change(change: ChangeRequest) -> Shown:
    """Return a change with its difference to what stands now."""
    now = current_text(change.speaker, change.session, change.field)
    return Shown(change, word_diff(now, change.proposed), mark_of(now))
