"""A session in the file."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictInt

from core.imports.fields import (
    Clock,
    Code,
    Count,
    Day,
    EmptyForNull,
    Flag,
    Label40,
    Line300,
    Lines,
    Minutes,
    Money,
    Name300,
    Record,
    Text,
    Word,
)


def _free_for_null(value: object) -> object:
    return 0 if value is None else value


def _null_is(default: str) -> BeforeValidator:
    return BeforeValidator(lambda value: default if value is None else value)


class AppearanceIn(Record):
    """Who presents, in which role."""

    id: Code
    role: Annotated[Word, _null_is("lead")] = "lead"


class CreditIn(Record):
    """Creditable minutes and the schemes under which they are offered."""

    minutes: Annotated[Minutes, BeforeValidator(_free_for_null)] = 0
    hours: Annotated[Decimal, Field(ge=0, le=24)] | None = None
    types: Annotated[list[Label40], EmptyForNull] = []


class SessionIn(Record):
    """An entry of the agenda, in the edition's local time."""

    code: Code
    type: Label40
    day: StrictInt | None = None
    date: Day
    start: Clock
    end: Clock
    room: Label40 | None = None
    title: Name300
    public_title: Line300 = ""
    track: Label40 | None = None
    level: Word = ""
    audience: Annotated[Label40, _null_is("open")] = "open"
    speakers: Annotated[list[AppearanceIn], EmptyForNull] = []
    ce: CreditIn | None = None
    abstract: Text = ""
    learning_objectives: Lines = []
    content_warnings: Lines = []
    capacity: Count | None = None
    ticket_required: Flag = False
    price_usd: Annotated[Money, BeforeValidator(_free_for_null)] = Decimal("0.00")
    visibility: Literal["public", "registered", "cleared"]
    recording_allowed: Flag = False
    handouts: Word = ""
    attendance_tracking: Annotated[Literal["none", "scan_in", "scan_in_and_out"], _null_is("none")] = "none"
    status: Annotated[Literal["draft", "tentative", "confirmed", "cancelled"], _null_is("confirmed")] = "confirmed"
