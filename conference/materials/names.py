"""Whether a document names somebody whose name is not published, or an organization that is not."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from conference.agenda.models import Appearance, Session
from conference.speakers.profile import names_organization, true_profile

# A shorter family name is a word of every language; then only the whole name counts. So is one half of a double name.
LEAST_LETTERS, LEAST_OF_A_HALF = 4, 6


@dataclass(frozen=True)
class Hidden:
    """What a session's documents may not say. Never store, log or show it."""

    names: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "<Hidden>"


def hidden_in(session: Session) -> Hidden:
    """Return the true names and organizations of a session's people that are not published."""
    places = Appearance.objects.filter(session=session).select_related("speaker__identity")
    people = {place.speaker_id: place.speaker for place in places}.values()
    names = [true_profile(person).name for person in people if not person.is_named]
    closed = [person for person in people if not (person.is_named and person.publish_organization)]
    return Hidden(tuple(filter(None, names)), tuple(filter(None, (true_profile(item).organization for item in closed))))


def tells(text: str, hidden: Hidden) -> bool:
    """Return whether a text says any of it."""
    return mentions(text, hidden.names) or any(names_organization(text, name) for name in hidden.organizations)


def mentions(text: str, names: Iterable[str]) -> bool:
    """Return whether a text contains one of the names: the whole of it, the family name, or half of a double one.

    Case and accents are not regarded, nor are breaks of lines.
    """
    spoken = f" {_plain(text)} "
    return any(f" {phrase} " in spoken for name in names for phrase in _telling(name))


def _telling(name: str) -> set[str]:
    """Return the phrases that give a name away, plain."""
    parts = name.split()
    family = _plain(parts[-1]) if parts else ""
    found = {_plain(name), family if len(family) >= LEAST_LETTERS else ""}
    halves = family.split()
    if len(halves) > 1:
        found |= {half for half in halves if len(half) >= LEAST_OF_A_HALF}
    return found - {""}


def _plain(text: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", bare.casefold()))
