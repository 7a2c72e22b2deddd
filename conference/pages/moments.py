"""What is on at a moment and what comes next: pure, in whatever order of time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from conference.agenda.projection import SessionView


class Phase(StrEnum):
    """Where a conference stands at a moment."""

    UNKNOWN = "unknown"
    BEFORE = "before"
    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True)
class Moment:
    """The conference at `at`: what runs, what lasts all day, what begins next, and what ends it.

    `begins` is when the first session of all does.
    """

    at: datetime
    phase: Phase
    begins: datetime | None = None
    current: list[SessionView] = field(default_factory=list)
    all_day: list[SessionView] = field(default_factory=list)
    following: list[SessionView] = field(default_factory=list)
    last: list[SessionView] = field(default_factory=list)

    @property
    def shown(self) -> list[SessionView]:
        """All that the moment has to show."""
        return [*self.all_day, *self.current, *self.following] or self.last

    @property
    def next_at(self) -> datetime | None:
        """When the next sessions begin."""
        return self.following[0].starts if self.following else None

    @property
    def is_next_today(self) -> bool:
        """Whether they begin on the same day."""
        return self.next_at is not None and self.next_at.date() == self.at.date()


def moment_of(views: Iterable[SessionView], at: datetime) -> Moment:
    """Return the conference at a moment, given local to it; a session is on from its start until just before its end.

    Cancelled sessions take place at no time.
    """
    held = [view for view in views if not view.is_cancelled]
    timed = [view for view in held if not view.all_day]
    if not held:
        return Moment(at, Phase.UNKNOWN)
    current = [view for view in timed if view.starts <= at < view.ends]
    coming = min((view.starts for view in timed if view.starts > at), default=None)
    ended = max((view.ends for view in timed), default=None)
    return Moment(
        at=at,
        phase=_phase(held, at, is_on=bool(current)),
        begins=min(view.starts for view in timed or held),
        current=current,
        all_day=[view for view in held if view.all_day and view.starts <= at < view.ends],
        following=[view for view in timed if view.starts == coming],
        last=[view for view in timed if view.ends == ended],
    )


def _phase(held: list[SessionView], at: datetime, *, is_on: bool) -> Phase:
    if at < min(view.starts for view in held):
        return Phase.BEFORE
    if at >= max(view.ends for view in held):
        return Phase.OVER
    return Phase.RUNNING if is_on else Phase.PAUSED
