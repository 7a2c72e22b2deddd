"""Kinds whose records are one row each."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from conference.edition.models import AccessLevel, Room, Track
from conference.planning.programme.kinds.base import BATCH, Context, Kind, Stored, assign, plain
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.discounts.models import DiscountRule
from core.imports.merge import Values


class TableKind(Kind):
    """Rows of one model, column by column as in the file, in the file's order where the model has one."""

    model: type[models.Model]
    columns: tuple[str, ...]
    ordered = True

    def source(self, context: Context) -> list[Any]:
        """Return the file's records."""
        records: list[Any] = getattr(context.document, self.name)
        return records

    @property
    def written(self) -> tuple[str, ...]:
        """The columns that are compared and written."""
        return (*self.columns, "position") if self.ordered else self.columns

    def wanted(self, context: Context) -> dict[str, Values]:
        found = {}
        for position, record in enumerate(self.source(context)):
            values = {column: plain(getattr(record, column)) for column in self.columns}
            found[record.code] = {**values, "position": position} if self.ordered else values
        return found

    def stored(self, context: Context) -> dict[str, Stored]:
        rows: Iterable[Any] = self.model._default_manager.filter(edition=context.edition)
        return {row.code: Stored(row, {column: plain(getattr(row, column)) for column in self.written}) for row in rows}

    def create(self, context: Context, items: Mapping[str, Values]) -> None:
        rows = []
        for code, values in items.items():
            row = self.model(edition=context.edition, code=code)
            assign(row, values, self.written)
            rows.append(row)
        self.model._default_manager.bulk_create(rows, batch_size=BATCH)

    def update(self, context: Context, items: Iterable[tuple[Stored, Values, list[str]]]) -> None:
        rows = []
        for stored, values, changed in items:
            assign(stored.obj, values, changed)
            rows.append(stored.obj)
        self.model._default_manager.bulk_update(rows, self.written, batch_size=BATCH)


class RoomKind(TableKind):
    """Rooms."""

    name = "rooms"
    model = Room
    columns = ("name", "location", "capacity", "kind", "av", "access_controlled")

    def create(self, context: Context, items: Mapping[str, Values]) -> None:
        super().create(context, items)
        # Breaks stand within the exhibition's hours on purpose.
        Room.objects.filter(edition=context.edition, code__in=items, kind="exhibit").update(allows_overlap=True)


class TrackKind(TableKind):
    """Tracks."""

    name = "tracks"
    model = Track
    columns = ("name", "color")


class AccessLevelKind(TableKind):
    """Access levels."""

    name = "access_levels"
    model = AccessLevel
    columns = ("label", "rule")


class SaleKind(TableKind):
    """What stands under `registration` in the file."""

    section: str

    def source(self, context: Context) -> list[Any]:
        records: list[Any] = getattr(context.document.registration, self.section)
        return records


class TicketTypeKind(SaleKind):
    """Ticket types."""

    name = "registration.ticket_types"
    section = "ticket_types"
    model = TicketType
    columns = ("name", "early", "regular", "late", "proof", "vetting", "check_by", "capacity", "one_day",
               "max_per_person")  # fmt: skip


class DiscountKind(SaleKind):
    """Discount rules, as stated."""

    name = "registration.discounts"
    section = "discounts"
    model = DiscountRule
    columns = ("kind", "value", "rule", "way", "minimum")
    ordered = False


class AddOnKind(Kind):
    """Sessions that are sold: the code is the session's, price and capacity are what the session says."""

    name = "registration.add_ons"
    columns = ("price", "capacity", "position")

    def wanted(self, context: Context) -> dict[str, Values]:
        sessions = {session.code: session for session in context.document.sessions}
        return {
            code: {"price": plain(sessions[code].price_usd), "capacity": sessions[code].capacity, "position": position}
            for position, code in enumerate(context.document.registration.add_ons)
        }

    def stored(self, context: Context) -> dict[str, Stored]:
        rows = AddOn.objects.filter(edition=context.edition).select_related("session")
        return {
            row.session.code: Stored(row, {column: plain(getattr(row, column)) for column in self.columns})
            for row in rows
        }

    def create(self, context: Context, items: Mapping[str, Values]) -> None:
        rows = []
        for code, values in items.items():
            row = AddOn(edition=context.edition, session_id=context.keys["sessions"][code])
            assign(row, values, self.columns)
            rows.append(row)
        AddOn.objects.bulk_create(rows, batch_size=BATCH)

    def update(self, context: Context, items: Iterable[tuple[Stored, Values, list[str]]]) -> None:
        rows = []
        for stored, values, changed in items:
            assign(stored.obj, values, changed)
            rows.append(stored.obj)
        AddOn.objects.bulk_update(rows, self.columns, batch_size=BATCH)
