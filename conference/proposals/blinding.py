"""Take the people out of a text that reviewers read blind."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MARK = "█████"
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\bwww\.\S+", re.IGNORECASE)
SHORTEST = 3
# From here on scripts write no spaces between words.
UNSPACED = 0x2E80


@dataclass(frozen=True)
class Person:
    """What gives somebody away."""

    name: str = ""
    organization: str = ""


def telling_phrases(people: Iterable[Person]) -> list[str]:
    """Return what to look for, longest first: whole names, their parts, agencies, and the initials of those."""
    found: set[str] = set()
    for person in people:
        name = person.name.split()
        organization = person.organization.split()
        found.update({" ".join(name), " ".join(organization)})
        found.update(part for part in name if len(part) >= SHORTEST)
        initials = "".join(word[0] for word in organization if word[:1].isupper())
        found.update({initials} if len(initials) >= SHORTEST else set())
    return sorted(filter(None, found), key=lambda phrase: (-len(phrase), phrase))


def blind(text: str, people: Iterable[Person]) -> str:
    """Return the text with the people's names, agencies and every address blacked out.

    A phrase of several words is found in any case; one word only as it is written, so that `will` stays where Will
    goes. Scripts without spaces have no whole words to look for.
    """
    text = ADDRESS.sub(MARK, text)
    for phrase in telling_phrases(people):
        words = phrase.split()
        pattern = r"\s+".join(re.escape(word) for word in words)
        if ord(phrase[0]) < UNSPACED:
            pattern = rf"(?<!\w){pattern}(?!\w)"
        text = re.sub(pattern, MARK, text, flags=re.IGNORECASE if len(words) > 1 else 0)
    return text
