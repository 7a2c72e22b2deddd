"""What stands around a session: before it, after it, and beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from conference.agenda.projection import SessionView

# Open all day long, or for everybody: beside every session, so beside none.
BACKGROUND = frozenset({"registration", "break", "meal", "exhibit"})


@dataclass(frozen=True)
class Neighbours:
    """The sessions around one; `in_track`: before and after are of its own track."""

    before: SessionView | None = None
    after: SessionView | None = None
    parallel: list[SessionView] = field(default_factory=list)
    in_track: bool = False


def neighbours_of(view: SessionView, views: Iterable[SessionView]) -> Neighbours:
    """Return what stands around a session on its day, among what the reader sees.

    Before and after are the nearest that do not overlap with it: of its own track, or of the day where that has none.
    """
    if view.all_day:
        return Neighbours()
    others = [item for item in views if _counts(item) and item.day == view.day and item.code != view.code]
    beside = [item for item in others if item.starts < view.ends and item.ends > view.starts]
    track = view.track.code if view.track else ""
    same = _around(view, [item for item in others if item.track and item.track.code == track])
    if any(same):
        return Neighbours(*same, beside, in_track=True)
    return Neighbours(*_around(view, others), beside)


def _around(view: SessionView, row: list[SessionView]) -> tuple[SessionView | None, SessionView | None]:
    """Return the last that ends before a session begins and the first that begins after it ended."""
    before = max((item for item in row if item.ends <= view.starts), key=lambda item: item.ends, default=None)
    after = min((item for item in row if item.starts >= view.ends), key=lambda item: item.starts, default=None)
    return before, after


def _counts(item: SessionView) -> bool:
    return not item.all_day and not item.is_cancelled and item.type not in BACKGROUND
