"""How large a name can be set so that it stands on its badge whole: worked out without a font, on the safe side."""

import unicodedata

LINE = 1.2
POINT = 25.4 / 72
# Widths of bold letters in parts of the size, each above what the fonts of our badges have.
WIDE, CAPITAL, BROAD, LETTER, NARROW, MARK = 1.04, 0.76, 0.95, 0.64, 0.36, 0.0
BROAD_LETTERS = frozenset("mwMWшщюжШЩЮЖ@%")
NARROW_LETTERS = frozenset("iljtfrI.,:;'’|!() -")


def letter_width(letter: str) -> float:
    """Return a letter's width in parts of the type size."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Cf"):
        return MARK
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return WIDE
    if letter in BROAD_LETTERS:
        return BROAD
    if letter in NARROW_LETTERS:
        return NARROW
    return CAPITAL if letter.isupper() else LETTER


def text_width(text: str) -> float:
    """Return a text's width in parts of the type size."""
    return sum(map(letter_width, text))


def lines_needed(text: str, room: float) -> int:
    """Return how many lines a text takes where one has `room` (parts of the size); a word too long is broken."""
    lines, used = 1, 0.0
    for word in text.split():
        width = text_width(word)
        if used and used + NARROW + width <= room:
            used += NARROW + width
            continue
        lines += 1 if used else 0
        used = width
        if width > room:
            # No line is used up to its last part when letters do not divide it.
            rows = -(-width // max(room - WIDE, room / 2))
            lines += int(rows) - 1
            used = room
    return lines


def largest_size(text: str, *, width: float, height: float, sizes: tuple[float, ...]) -> float:
    """Return the largest of the sizes (points, falling) at which the text fits into `width` × `height` mm, or the last.

    Words are kept whole as long as some size allows it above the middle of the sizes.
    """
    longest = max((text_width(word) for word in text.split()), default=0.0)
    for size in sizes:
        em = size * POINT
        whole = longest * em <= width or size <= sizes[len(sizes) // 2]
        if whole and lines_needed(text, width / em) * LINE * em <= height:
            return size
    return sizes[-1]
