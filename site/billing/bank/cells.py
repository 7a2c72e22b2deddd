"""Dates and amounts as banks write them: read when there is one way to read them, asked about when there are two."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from core.money import CENT

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?", re.ASCII)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
PARTS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?: .*)?", re.ASCII)
NAMED = ("%d %b %Y", "%d-%b-%Y", "%b %d, %Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%y")
MONEY = re.compile(
    r"(?P<open>\()?\s*(?P<before>[-+])?\s*(?:[A-Z]{3}|[$€£])?\s*(?P<inside>[-+])?\s*"
    r"(?P<number>\d[\d.,' ]*|[.,]\d+)(?P<behind>[-+])?\s*(?:[A-Z]{3}|[$€£])?\s*(?P<side>CR|DR)?(?P<close>\))?",
    re.ASCII | re.IGNORECASE,
)
LARGEST = Decimal("9999999999.99")


class UnclearError(ValueError):
    """A cell cannot be read, or can be read in two ways; the message is a sentence."""


def day_order_of(cells: Iterable[str]) -> str:
    """Return "us" (month first) or "eu" (day first), as the dates of a file show; "" if they show neither.

    A date with points is written day first everywhere; one part above 12 tells for the others.
    """
    seen: set[str] = set()
    for cell in cells:
        match = PARTS.fullmatch(cell.strip())
        if not match:
            continue
        first, second = int(match[1]), int(match[2])
        if "." in cell or first > 12:
            seen.add("eu")
        elif second > 12:
            seen.add("us")
    if len(seen) > 1:
        raise UnclearError(_("Some dates are written day first, some month first. Correct the file."))
    return seen.pop() if seen else ""


def needs_day_order(cells: Iterable[str]) -> bool:
    """Return whether a date can be read in two ways."""
    matches = (PARTS.fullmatch(cell.strip()) for cell in cells)
    return any(match and int(match[1]) <= 12 and int(match[2]) <= 12 and match[1] != match[2] for match in matches)


def read_day(cell: str, order: str) -> date:
    """Return the day that a cell names; `order` is "us" or "eu"; raises UnclearError."""
    text = cell.strip()
    try:
        if match := ISO.fullmatch(text) or COMPACT.fullmatch(text):
            found = date(int(match[1]), int(match[2]), int(match[3]))
        elif match := PARTS.fullmatch(text):
            year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
            first, second = int(match[1]), int(match[2])
            found = date(year, second, first) if order == "eu" else date(year, first, second)
        else:
            found = _named(text)
    except ValueError:
        raise UnclearError(_("“%s” is no date.") % text[:40]) from None
    if not 2000 <= found.year <= 2100:
        raise UnclearError(_("The date %s is too far away.") % found)
    return found


def _named(text: str) -> date:
    for pattern in NAMED:
        try:
            # A day without a time of day: no zone is meant.
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(text)


def decimal_mark_of(cells: Sequence[str]) -> str:
    """Return "." or ",", as the amounts of a file show; "" if they show neither. Raises UnclearError if they differ."""
    seen = {mark for mark in (_mark(cell) for cell in cells) if mark}
    if len(seen) > 1:
        raise UnclearError(_("Some amounts have decimal commas, some decimal points. Correct the file."))
    return seen.pop() if seen else ""


def _mark(cell: str) -> str:
    """The last of both marks is the decimal one; a single one with other than three digits behind it too."""
    digits = re.sub(r"[^\d.,]", "", cell)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return ""
    mark, other = digits[last], "," if digits[last] == "." else "."
    if digits.count(mark) > 1:
        return other
    return mark if other in digits or len(digits) - last - 1 != 3 else ""


def needs_decimal_mark(cells: Iterable[str]) -> bool:
    """Return whether an amount such as 1,234 could mean two things."""
    return any(re.search(r"[.,]", cell) for cell in cells)


def read_amount(cell: str, mark: str) -> Decimal:
    """Return a signed amount; `mark` is the decimal mark; brackets, a sign behind, CR and DR are known.

    Raises UnclearError for what is no number, has more than two places, or does not fit the books.
    """
    text = cell.strip().replace("−", "-").replace("\xa0", " ").replace("\u202f", " ")
    match = MONEY.fullmatch(text)
    signs = [name for name in ("open", "before", "inside", "behind", "side") if match and match[name]]
    if match is None or len(signs) > 1 or bool(match["open"]) != bool(match["close"]):
        raise UnclearError(_("“%s” is no amount.") % cell.strip()[:40])
    negative = bool(match["open"]) or (match["side"] or "").upper() == "DR"
    negative = negative or "-" in [match["before"], match["inside"], match["behind"]]
    plain = re.sub(r"[' ]", "", match["number"]).replace("," if mark == "." else ".", "").replace(mark, ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise UnclearError(_("“%s” is no amount.") % cell.strip()[:40]) from None
    if amount > LARGEST:
        raise UnclearError(_("The amount %s is larger than our books hold.") % cell.strip()[:40])
    if amount != amount.quantize(CENT):
        raise UnclearError(_("The amount %s has more than two decimal places.") % cell.strip()[:40])
    return -amount.quantize(CENT) if negative else amount.quantize(CENT)
