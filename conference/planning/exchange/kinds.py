"""The kinds of cell: what a spreadsheet makes of a value, read back without guessing."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, ValidationError, ValidationInfo

from conference.agenda.models import Session
from core.imports.fields import (
    Code,
    Count,
    Label40,
    Lines,
    Minutes,
    Money,
    Name300,
    Text,
    Word,
    wrong,
)
from core.imports.sentences import LIMITS

ISO_DAY = re.compile(r"(?:[^\W\d]+\.?,? )?(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?", re.ASCII)
DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
SLASHED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?(?: ?([AaPp])\.?[Mm]\.?)?", re.ASCII)
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
AMOUNT = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?", re.ASCII)
SPEAKER = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,39})(?: *\(([^()]{0,40})\))?", re.ASCII)
YES, NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"", "no", "n", "false", "0"})


class BadCell(Exception):
    """A cell that cannot be taken; the message says what is wrong with it."""


def _empty_is_none(text: str) -> str | None:
    return text or None


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not WHOLE.fullmatch(text):
        raise wrong("whole", _("is not a whole number; write one such as 120."))
    return int(text)


def _amount(text: str) -> Decimal:
    found = AMOUNT.fullmatch(text or "0")
    if found is None:
        raise wrong("amount", _("is not an amount; write one such as 125 or 125.50, without a currency."))
    return Decimal(f"{found[1]}.{found[2] or '0'}")


def _flag(text: str) -> bool:
    if text.casefold() not in YES | NO:
        raise wrong("flag", _("must be yes or no."))
    return text.casefold() in YES


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _clock(text: str | None) -> time | None:
    if text is None:
        return None
    found = CLOCK.fullmatch(text)
    if found is None:
        raise wrong("clock", _("is not a time of day; write one such as 08:30."))
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise wrong("clock", _("is not a time of day; write one such as 08:30."))
    return time(hour % 12 + 12 * (half == "p") if half else hour, minute)


def _day(text: str | None, info: ValidationInfo) -> date | None:
    if text is None:
        return None
    days = _readings(text)
    if not days:
        raise wrong("day", _("is not a day of the calendar; write one such as 2027-08-09."))
    context: Mapping[str, Any] = info.context or {}
    inside = [day for day in days if context["first"] <= day <= context["last"]]
    if not inside:
        raise wrong("day", _("lies outside the conference."))
    if len(set(inside)) > 1:
        raise wrong("day", _("may mean two days of the conference; write it as 2027-08-09."))
    return inside[0]


def _readings(text: str) -> list[date]:
    """Return the days that a cell may mean: spreadsheets write what they read as a date in their owner's way."""
    if found := ISO_DAY.fullmatch(text):
        orders = [(int(found[1]), int(found[2]), int(found[3]))]
    elif found := DOTTED_DAY.fullmatch(text):
        orders = [(int(found[3]), int(found[2]), int(found[1]))]
    elif found := SLASHED_DAY.fullmatch(text):
        orders = [(int(found[3]), int(found[1]), int(found[2])), (int(found[3]), int(found[2]), int(found[1]))]
    else:
        return []
    days = []
    for order in orders:
        try:
            days.append(date(*order))
        except ValueError:
            continue
    return days


def _speakers(text: str) -> list[tuple[str, str]]:
    found = []
    for part in filter(None, (item.strip() for item in re.split(r"[;,\n]", text))):
        match = SPEAKER.fullmatch(part)
        if match is None:
            raise wrong("speakers", _("must name speakers by their ids, such as sp01 (lead); sp02 (moderator)."))
        found.append((match[1], (match[2] or "").strip()))
    if len({code for code, _role in found}) != len(found):
        raise wrong("speakers", _("names a speaker twice."))
    return found


def _one_of(choices: Any) -> AfterValidator:
    values = list(choices.values)

    def check(text: str) -> str:
        if text not in values:
            raise wrong("choice", _("must be one of: %s.") % ", ".join(values))
        return text

    return AfterValidator(check)


def _planned(value: int | None) -> int | None:
    if value is not None and not 5 <= value <= 24 * 60:
        raise wrong("minutes", _("must be between 5 and 1440 minutes."))
    return value


# The dates of an import are looked for within its conference only.
ADAPTERS: dict[str, TypeAdapter[Any]] = {
    "code": TypeAdapter(Code),
    "name": TypeAdapter(Name300),
    "text": TypeAdapter(Text),
    "lines": TypeAdapter(Annotated[Lines, BeforeValidator(_lines)]),
    "word": TypeAdapter(Word),
    "label": TypeAdapter(Label40),
    "reference": TypeAdapter(Annotated[str | None, BeforeValidator(_empty_is_none)]),
    "flag": TypeAdapter(Annotated[bool, BeforeValidator(_flag)]),
    "count": TypeAdapter(Annotated[Count | None, BeforeValidator(_number), BeforeValidator(_empty_is_none)]),
    "minutes": TypeAdapter(Annotated[Minutes | None, BeforeValidator(_number), BeforeValidator(_empty_is_none)]),
    "planned": TypeAdapter(
        Annotated[int | None, AfterValidator(_planned), BeforeValidator(_number), BeforeValidator(_empty_is_none)]
    ),
    "revision": TypeAdapter(
        Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_number), BeforeValidator(_empty_is_none)]
    ),
    "amount": TypeAdapter(Annotated[Money, BeforeValidator(_amount)]),
    "day": TypeAdapter(Annotated[date | None, BeforeValidator(_day), BeforeValidator(_empty_is_none)]),
    "clock": TypeAdapter(Annotated[time | None, BeforeValidator(_clock), BeforeValidator(_empty_is_none)]),
    "speakers": TypeAdapter(Annotated[list[tuple[str, str]], BeforeValidator(_speakers)]),
    "visibility": TypeAdapter(Annotated[str, _one_of(Session.Visibility)]),
    "status": TypeAdapter(Annotated[str, _one_of(Session.Status)]),
    "tracking": TypeAdapter(Annotated[str, _one_of(Session.Tracking)]),
}


def read_cell(kind: str, text: str, context: Mapping[str, Any]) -> Any:
    """Return a cell's value; raises BadCell."""
    try:
        return ADAPTERS[kind].validate_python(text, context=dict(context))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        limit = LIMITS.get(fault["type"])
        raise BadCell(limit.format(**fault.get("ctx") or {}) if limit else fault["msg"]) from error


def written_day(moment: datetime) -> str:
    """Return a day as spreadsheets leave it alone: they do not read a weekday and a date as one."""
    return f"{moment:%a} {moment.date().isoformat()}"
