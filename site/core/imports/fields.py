"""The kinds of value in an imported file. Nothing is converted by guess: a number in quotes is not a number."""

import re
import unicodedata
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr
from pydantic_core import PydanticCustomError

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
ISO_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:00)?", re.ASCII)
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)
EMAIL = re.compile(r"[^@\s<>,;]{1,64}@[^@\s<>,;.]+(\.[^@\s<>,;.]+)+")
LINE_BREAKS = frozenset("\n\r\t")


class Record(BaseModel):
    """A record of the file. Keys that it does not know are reported, not lost in silence."""

    model_config = ConfigDict(extra="allow", frozen=True)


def wrong(kind: str, sentence: str) -> PydanticCustomError:
    """Return an error whose sentence is shown as it is."""
    return PydanticCustomError(kind, sentence.replace("{", "{{").replace("}", "}}"))


def _storable(value: str) -> str:
    for char in value:
        if unicodedata.category(char) in {"Cc", "Cs"} and char not in LINE_BREAKS:
            raise wrong("text", "holds a control character that cannot be stored; remove it.")
    return value


def _one_line(value: str) -> str:
    if not LINE_BREAKS.isdisjoint(value):
        raise wrong("line", "must be on one line; remove the line break or tab.")
    return _storable(value)


def _filled(value: str) -> str:
    if not value.strip():
        raise wrong("empty", "is empty; write something.")
    return value


def _code(value: str) -> str:
    if not CODE.fullmatch(value):
        raise wrong("code", "may have letters A-Z, digits, hyphens and underscores only, and begins with no hyphen.")
    return value


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        raise wrong("day", "is not a date; write one such as 2027-08-09.")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise wrong("day", "is not a day of the calendar; write one such as 2027-08-09.") from None
    if not 1990 <= day.year <= 2200:
        raise wrong("day", "lies outside the years 1990 to 2200.")
    return day


def _clock(value: Any) -> time:
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not ISO_CLOCK.fullmatch(value):
        raise wrong("clock", "is not a time of day; write one such as 08:30.")
    return time.fromisoformat(value)


def _money(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise wrong("money", "is not an amount; write a number such as 695 or 695.50.")
    amount = Decimal(str(value))
    if not amount.is_finite() or not 0 <= amount < 10**8:
        raise wrong("money", "must be between 0 and 99,999,999.99.")
    if amount != amount.quantize(Decimal("0.01")):
        raise wrong("money", "may have two decimal places at most.")
    return amount.quantize(Decimal("0.01"))


def _email(value: str) -> str:
    if value and not EMAIL.fullmatch(value):
        raise wrong("email", "is not an e-mail address.")
    return value


def _country(value: str) -> str:
    if value and not re.fullmatch(r"[A-Z]{2}", value):
        raise wrong("country", "is not a country code; write two capital letters such as US.")
    return value


def _color(value: str) -> str:
    if value and not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise wrong("color", "is not a colour; write one such as #1F3A5F.")
    return value


def _null_is_empty(value: Any) -> Any:
    return "" if value is None else value


def _null_is_no(value: Any) -> Any:
    return False if value is None else value


def _null_is_none_of_them(value: Any) -> Any:
    return [] if value is None else value


Null = BeforeValidator(_null_is_empty)
Code = Annotated[StrictStr, Field(max_length=40), AfterValidator(_code)]
Label40 = Annotated[StrictStr, Field(max_length=40), AfterValidator(_one_line), AfterValidator(_filled)]
Name200 = Annotated[StrictStr, Field(max_length=200), AfterValidator(_one_line), AfterValidator(_filled)]
Name300 = Annotated[StrictStr, Field(max_length=300), AfterValidator(_one_line), AfterValidator(_filled)]
Word = Annotated[StrictStr, Field(max_length=40), AfterValidator(_one_line), Null]
Line = Annotated[StrictStr, Field(max_length=200), AfterValidator(_one_line), Null]
Line300 = Annotated[StrictStr, Field(max_length=300), AfterValidator(_one_line), Null]
Text = Annotated[StrictStr, Field(max_length=20_000), AfterValidator(_storable), Null]
Flag = Annotated[StrictBool, BeforeValidator(_null_is_no)]
Day = Annotated[date, BeforeValidator(_day)]
Clock = Annotated[time, BeforeValidator(_clock)]
Money = Annotated[Decimal, BeforeValidator(_money)]
Count = Annotated[StrictInt, Field(ge=0, le=1_000_000)]
Minutes = Annotated[StrictInt, Field(ge=0, le=1440)]
Email = Annotated[StrictStr, Field(max_length=254), AfterValidator(_email), Null]
Country = Annotated[StrictStr, AfterValidator(_country), Null]
Color = Annotated[StrictStr, AfterValidator(_color), Null]
Item = Annotated[StrictStr, Field(max_length=1000), AfterValidator(_storable), AfterValidator(_filled)]
Lines = Annotated[list[Item], BeforeValidator(_null_is_none_of_them)]
EmptyForNull = BeforeValidator(_null_is_none_of_them)
