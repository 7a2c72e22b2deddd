"""The shapes that conflicts are found in. Keys are primary keys, times are minutes since the epoch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

# The pause a room needs between two sessions, and that of a speaker between two rooms, in minutes.
TURNAROUND = 5
WALK = 10


class Severity(StrEnum):
    """What a conflict demands of the organizer, least first."""

    HINT = "hint"
    WARNING = "warning"
    NEEDS_REASON = "needs_reason"
    BLOCKS = "blocks"


class Kind(StrEnum):
    """What is wrong."""

    ROOM_TAKEN = "room_taken"
    ROOM_SMALL = "room_small"
    ROOM_CLOSED = "room_closed"
    ROOM_OPEN = "room_open"
    ROOM_OPEN_EXPLAINED = "room_open_explained"
    SPEAKER_TWICE = "speaker_twice"
    SPEAKER_AWAY = "speaker_away"
    SPEAKER_UNCONFIRMED = "speaker_unconfirmed"
    EXAM_AND_SESSION = "exam_and_session"
    FEW_OBJECTIVES = "few_objectives"
    CREDIT_IN_REVIEW = "credit_in_review"
    SHORT_BREAK = "short_break"


SEVERITY = {
    Kind.ROOM_TAKEN: Severity.BLOCKS,
    Kind.ROOM_SMALL: Severity.WARNING,
    Kind.ROOM_CLOSED: Severity.WARNING,
    Kind.ROOM_OPEN: Severity.NEEDS_REASON,
    Kind.ROOM_OPEN_EXPLAINED: Severity.HINT,
    Kind.SPEAKER_TWICE: Severity.BLOCKS,
    Kind.SPEAKER_AWAY: Severity.WARNING,
    Kind.SPEAKER_UNCONFIRMED: Severity.WARNING,
    Kind.EXAM_AND_SESSION: Severity.WARNING,
    Kind.FEW_OBJECTIVES: Severity.WARNING,
    Kind.CREDIT_IN_REVIEW: Severity.WARNING,
    Kind.SHORT_BREAK: Severity.HINT,
}


@dataclass(frozen=True, slots=True)
class Span:
    """From a minute up to, not including, another."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slot:
    """A session with a place. `wanted` counts the people who saved it or signed up for it, whichever is more.

    `people` are those who saved or hold the session; they are given for exams and what overlaps them, else empty.
    """

    code: str
    start: int
    end: int
    room: int | None = None
    all_day: bool = False
    speakers: tuple[int, ...] = ()
    unconfirmed: tuple[int, ...] = ()
    restricted: bool = False
    room_reason: bool = False
    has_credit: bool = False
    in_review: bool = False
    objectives: int = 0
    places: int | None = None
    wanted: int = 0
    is_exam: bool = False
    audience: int | None = None
    audience_is_special: bool = False
    # Breaks and meals need no turnaround before or after them.
    is_pause: bool = False
    people: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Situation:
    """All that conflicts depend on. `overlapping` rooms hold several sessions at once, `controlled` ones have a door.

    `turnaround` and `walk` are the pauses that rooms and speakers need, in minutes.
    """

    slots: Sequence[Slot]
    overlapping: frozenset[int] = frozenset()
    controlled: frozenset[int] = frozenset()
    closures: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    absences: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    turnaround: int = TURNAROUND
    walk: int = WALK


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """Sessions, by code in order, that do not go together, or one with something against it.

    `subject` is the key of the speaker or room concerned; `number` what the kind counts: people over the places, people
    in both sessions, objectives there are, minutes of pause.
    """

    kind: Kind
    sessions: tuple[str, ...]
    subject: int = 0
    number: int = 0

    @property
    def severity(self) -> Severity:
        """What it demands."""
        return SEVERITY[self.kind]
