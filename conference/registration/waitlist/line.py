"""Who in the line gets a freed place: pure, and nobody is overtaken.

A wish for more than is free holds up those behind it who want the same thing, unless it takes fewer. A wish that only
the edition's own limit holds up holds up every ticket behind it, of whatever type.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Wish:
    """One wish of the line: its key, what for, how many; `in_edition` if it takes places of the edition itself."""

    key: int
    thing: Hashable
    quantity: int
    accepts_fewer: bool = False
    in_edition: bool = True


def allot(line: Iterable[Wish], free: Mapping[Any, int | None], edition_free: int | None) -> list[tuple[Wish, int]]:
    """Return who gets how many places now, the first in line first; None is no limit."""
    left, whole = dict(free), edition_free
    held_up: set[Hashable] = set()
    house_held_up = False
    given = []
    for wish in line:
        if wish.in_edition and house_held_up:
            held_up.add(wish.thing)
        if wish.thing in held_up:
            continue
        own, house = left.get(wish.thing), whole if wish.in_edition else None
        room = min((limit for limit in (own, house) if limit is not None), default=wish.quantity)
        number = wish.quantity if room >= wish.quantity else room if wish.accepts_fewer else 0
        if not number:
            held_up.add(wish.thing)
            house_held_up |= house is not None and house < wish.quantity and (own is None or own > house)
            continue
        given.append((wish, number))
        if own is not None:
            left[wish.thing] = own - number
        if house is not None:
            whole = house - number
    return given
