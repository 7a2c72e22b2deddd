"""Texts with placeholders, `{name}` and nothing more: what stands in them, what they lack, how they are filled in."""

import re
from collections.abc import Collection, Iterable, Mapping

BRACED = re.compile(r"\{([^{}\n]*)\}")


def names_in(text: str) -> list[str]:
    """Return what stands in braces, each once, in order."""
    return list(dict.fromkeys(BRACED.findall(text)))


def unknown_in(text: str, known: Collection[str]) -> list[str]:
    """Return what stands in braces and is not among the known names, and braces that enclose nothing."""
    rest = BRACED.sub("", text)
    strays = [brace for brace in "{}" if brace in rest]
    return [f"{{{name}}}" for name in names_in(text) if name not in known] + strays


def missing_in(texts: Iterable[str], values: Mapping[str, str]) -> list[str]:
    """Return the placeholders of a recipient's texts for which there is no value."""
    return [name for name in dict.fromkeys(name for text in texts for name in names_in(text)) if not values.get(name)]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its placeholders replaced; what a value holds is never looked into again."""
    return BRACED.sub(lambda found: values[found[1]], text)
