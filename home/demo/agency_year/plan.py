"""What happens in the agency's year: who gets which seat when, and what becomes of it. Pure, and always the same."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OFFICERS, COURSES, FOR_ALL = 400, 30, 3
DOMAIN = "metro.demo.example"
COORDINATOR = f"coordinator@{DOMAIN}"
# Of a hundred officers, how many get a seat of a course that is not for all.
SHARE = 12
# Every so-manieth officer has left by the end of the year.
LEAVES_EVERY = 50
SPARE = 5


class End(StrEnum):
    """What becomes of a seat by the end of the year."""

    DONE = "done"
    WORKING = "working"
    LATE = "late"
    INVITED = "invited"
    TAKEN_BACK = "taken_back"
    EXPIRED = "expired"


WEIGHTS = {End.DONE: 62, End.WORKING: 12, End.LATE: 6, End.INVITED: 10, End.TAKEN_BACK: 5, End.EXPIRED: 5}


@dataclass(frozen=True)
class Seat:
    """An officer's seat in a course: when it was given, how it ended and when; `lessons` is the share that was read."""

    officer: int
    course: int
    given: datetime
    ended: datetime
    end: End
    lessons: float


def seats_of_the_year(now: datetime) -> Iterator[Seat]:
    """Yield every seat that is given in the year before a moment."""
    chance = random.Random("agency-year")  # noqa: S311 - the same year every time
    for officer in range(OFFICERS):
        for course in range(COURSES):
            if course >= FOR_ALL and chance.randrange(100) >= SHARE:
                continue
            given = now - timedelta(days=chance.randint(40, 360), minutes=chance.randrange(1440))
            end = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            if has_left(officer) and end == End.INVITED:
                end = End.TAKEN_BACK
            ended = given + timedelta(days=chance.randint(1, 30), minutes=chance.randrange(1440))
            yield Seat(officer, course, given, ended, end, chance.random())


def has_left(officer: int) -> bool:
    """Return whether an officer has left by the end of the year."""
    return officer % LEAVES_EVERY == LEAVES_EVERY - 1
