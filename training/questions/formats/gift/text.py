"""GIFT's escapes: signs that mean something are text after a backslash."""

import re

SPECIAL = "~=#{}:"
ESCAPED = re.compile(r"\\([~=#{}:\\n])")
PRIVATE = {character: chr(0xE000 + place) for place, character in enumerate(SPECIAL + "\\n")}
PLAIN = {mark: "\n" if character == "n" else character for character, mark in PRIVATE.items()}


def hidden(text: str) -> str:
    """Return a text whose escaped signs cannot be taken for those that mean something."""
    return ESCAPED.sub(lambda found: PRIVATE[found[1]], text)


def plain(text: str) -> str:
    """Return what a hidden text says; line breaks of the file are spaces."""
    joined = " ".join(text.split())
    return "".join(PLAIN.get(character, character) for character in joined)


def escaped(text: str) -> str:
    """Return a text as it is written in a file, its spaces single."""
    shielded = "\n".join(" ".join(line.split()) for line in text.strip().splitlines()).replace("\\", "\\\\")
    for character in SPECIAL:
        shielded = shielded.replace(character, f"\\{character}")
    return shielded.replace("\n", "\\n")
