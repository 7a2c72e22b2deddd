"""What sellers know of a line: its kind for the accounts, and whom it is for, shown to finance alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from billing.orders.models import OrderLine


@dataclass(frozen=True)
class Label:
    """A line's kind, a slug such as `ticket`, and the person it was bought for."""

    kind: str
    person: str = ""


Labels = Callable[[Iterable[int]], Mapping[int, Label]]
_known: list[Labels] = []
# Lines that no seller knows: fees kept, amounts forgiven.
OTHER = Label("other")


def register_labels(labels: Labels) -> Labels:
    """Add a seller's function: from the keys of lines to labels of those that it knows, in few queries."""
    if labels not in _known:
        _known.append(labels)
    return labels


def labels_of(lines: Iterable[OrderLine]) -> dict[int, Label]:
    """Return a label for each line; a line that takes another back has that one's."""
    origins = {line.pk: line.reverses_id or line.pk for line in lines}
    found: dict[int, Label] = {}
    for labels in _known:
        found |= labels(set(origins.values()))
    return {line: found.get(origin, OTHER) for line, origin in origins.items()}
