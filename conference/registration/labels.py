"""What finance reads of a line: ticket or add-on, and for whom."""

from collections.abc import Iterable

from billing.orders.labels import Label, register_labels
from conference.registration.places import RegistrationItem


@register_labels
def labels_of_items(lines: Iterable[int]) -> dict[int, Label]:
    """Return the labels of the lines that bought something for a place, in one query."""
    items = RegistrationItem.objects.filter(line__in=lines).values_list("line", "kind", "registration__name")
    return {line: Label(kind, person) for line, kind, person in items}
