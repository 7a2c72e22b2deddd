"""Checks of documents: numbers without a gap, totals, lines on exactly one document, files unaltered."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from billing.books.registry import register_check
from billing.invoices.models import Invoice, NumberSeries
from billing.invoices.numbering import SERIES
from billing.orders.models import OrderLine
from core.files.models import PrivateFile
from core.money import ZERO


@register_check
def check_numbers() -> Iterator[str]:
    """Every number of a series up to its last was given to a document, and none beyond."""
    given: dict[tuple[str, int], set[int]] = defaultdict(set)
    for number in Invoice.objects.counted().values_list("number", flat=True).iterator():
        name, in_year, place = number.split("-")
        given[name, int(in_year)].add(int(place))
    for row in NumberSeries.objects.filter(series__in=SERIES.values()):
        numbers = given.pop((row.series, row.year), set())
        for missing in sorted(set(range(1, row.last + 1)) - numbers):
            yield f"document {row.series}-{row.year}-{missing:05} is missing"
        for extra in sorted(numbers - set(range(1, row.last + 1))):
            yield f"document {row.series}-{row.year}-{extra:05} has a number that was never given"
    for series, year in given:
        yield f"documents of {series}-{year} have no series"


@register_check
def check_totals() -> Iterator[str]:
    """A document's total is that of its lines, and its lines are the order's."""
    lines: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for order, position, gross in OrderLine.objects.values_list("order_id", "position", "gross").iterator():
        lines[order][position] = gross
    ends: dict[int, int] = defaultdict(int)
    for document in Invoice.objects.exclude(order=None).order_by("order_id", "pk").iterator():
        own = {line["position"]: Decimal(line["gross"]) for line in document.lines}
        if sum(own.values(), ZERO) != document.total:
            yield f"document {document.number} says {document.total}, its lines come to {sum(own.values(), ZERO)}"
        known = lines[document.order_id or 0]
        if any(known.get(position) != gross for position, gross in own.items()):
            yield f"document {document.number} has lines that its order has not"
        yield from _wrong_range(document, ends)


@register_check
def check_replacements() -> Iterator[str]:
    """A document that stands for another comes to the same, for the same order."""
    for document in Invoice.objects.exclude(replaces=None).select_related("replaces").iterator():
        before = document.replaces
        if before and (before.order_id, before.total, before.lines) != (
            document.order_id,
            document.total,
            document.lines,
        ):
            yield f"document {document.number} replaces {before.number}, which says something else"


def _wrong_range(document: Invoice, ends: dict[int, int]) -> Iterator[str]:
    """A document that names new lines begins where the one before it ended."""
    order = document.order_id or 0
    if document.first_position and document.first_position != ends[order] + 1:
        yield f"document {document.number} begins with line {document.first_position}, not {ends[order] + 1}"
    ends[order] = max(ends[order], document.last_position)


@register_check
def check_prefix() -> Iterator[str]:
    """A document's number is of its kind's series."""
    for number, kind in Invoice.objects.counted().values_list("number", "kind").iterator():
        if not number.startswith(f"{SERIES[Invoice.Kind(kind)]}-"):
            yield f"document {number} is a {kind}"


@register_check
def check_files() -> Iterator[str]:
    """Each stored PDF is the one that was made."""
    files = PrivateFile.objects.filter(pk__in=Invoice.objects.exclude(file=None).values("file"))
    for file in files.iterator():
        try:
            with file.content.open("rb") as content:
                digest = hashlib.sha256(content.read()).hexdigest()
        except (OSError, ValueError):
            yield f"the file of document {file.name} is gone"
            continue
        if digest != file.sha256:
            yield f"the file of document {file.name} was altered"
