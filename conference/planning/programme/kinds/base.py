"""What every kind of record can do."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from conference.edition.models import Edition
from conference.planning.programme.document import Document
from conference.planning.programme.schema import ConferenceIn
from core.imports.merge import Values
from core.imports.report import Problem

BATCH = 500


@dataclass
class Context:
    """The edition being written and the keys of the records that others refer to, by their codes."""

    edition: Edition
    document: Document
    conference: ConferenceIn
    force: bool = False
    keys: dict[str, dict[str, int]] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)
    # The working agenda's revision that the load makes.
    revision: int = 0


@dataclass
class Stored:
    """A record of the database with its values in the file's form."""

    obj: Any
    values: Values


class Kind(ABC):
    """Reads records from the file and from the database in one form, and writes them in bulk."""

    name: str
    # Models whose rows are a part of the record and go with it.
    parts: tuple[type[models.Model], ...] = ()

    @abstractmethod
    def wanted(self, context: Context) -> dict[str, Values]:
        """Return the file's records by code."""

    @abstractmethod
    def stored(self, context: Context) -> dict[str, Stored]:
        """Return the edition's records by code."""

    @abstractmethod
    def create(self, context: Context, items: Mapping[str, Values]) -> None:
        """Insert records."""

    @abstractmethod
    def update(self, context: Context, items: Iterable[tuple[Stored, Values, list[str]]]) -> None:
        """Write changed records: what is stored, all its new values, which of them changed."""

    def link(self, context: Context) -> None:
        """Remember the records' keys for those that refer to them."""
        context.keys[self.name] = {code: item.obj.pk for code, item in self.stored(context).items()}


def plain(value: Any) -> Any:
    """Return a value in the form that file and database are compared in."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def assign(obj: models.Model, values: Values, columns: Iterable[str]) -> None:
    """Set plain values on a model's columns."""
    for column in columns:
        target: Any = obj._meta.get_field(column)
        setattr(obj, column, target.to_python(values[column]))
