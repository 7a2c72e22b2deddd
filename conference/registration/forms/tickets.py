"""How many of which ticket."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from conference.registration.capacity import Usage
from conference.registration.catalogue import TicketType

MAX_PEOPLE = 20


class TicketsForm(forms.Form):
    """One number field for each ticket type on offer; an invitation-only type is none and is refused if posted."""

    def __init__(
        self, *args: Any, ticket_types: Sequence[TicketType], usage: Usage | None, phase: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [ticket for ticket in ticket_types if ticket.is_offered]
        self.usage, self.phase = usage, phase
        for ticket in self.offered:
            left = self.left(ticket)
            self.fields[ticket.code] = forms.IntegerField(
                label=ticket.name,
                min_value=0,
                max_value=MAX_PEOPLE if left is None else min(left, MAX_PEOPLE),
                required=False,
                disabled=left == 0,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={
                    "max_value": _("Only %(limit_value)s of these places can be chosen."),
                    "invalid": _("Write a number of places, such as 1."),
                },
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        unknown = {name.removeprefix(f"{self.prefix}-") for name in self._posted()} - set(self.fields)
        if unknown:
            raise ValidationError(_("One of the chosen tickets is not offered. Choose from the list."), code="unknown")
        if self.errors:
            return values
        count = sum(value or 0 for value in values.values())
        if not count:
            raise ValidationError(_("Choose at least one ticket."), code="empty")
        if count > MAX_PEOPLE:
            raise ValidationError(
                _("One order holds up to %(most)d people. Place a second order for the others."),
                code="too_many",
                params={"most": MAX_PEOPLE},
            )
        return values

    def _posted(self) -> Iterator[str]:
        """Yield the posted names that belong to this form and ask for something."""
        prefix = f"{self.prefix}-"
        for name in self.data:
            if name.startswith(prefix) and str(self.data[name]).strip() not in {"", "0"}:
                yield name

    def left(self, ticket: TicketType) -> int | None:
        """Return the places left of a ticket type; None: no limit, or not counted."""
        return self.usage.ticket_left(ticket) if self.usage else None

    @property
    def chosen(self) -> list[TicketType]:
        """The valid choice: each ticket type as often as it was chosen, in the order of the list."""
        return [ticket for ticket in self.offered for _place in range(self.cleaned_data.get(ticket.code) or 0)]

    def rows(self) -> Iterator[tuple[TicketType, forms.BoundField, Decimal, int | None]]:
        """Yield each ticket type with its field, its price now and the places left (None: no limit)."""
        for ticket in self.offered:
            yield ticket, self[ticket.code], ticket.price(self.phase), self.left(ticket)
