"""The conference itself, its rooms and tracks, and what it sells."""

import re
from typing import Annotated, Literal, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StrictInt, StrictStr, model_validator

from conference.edition.refunds import UnknownTerm, parse_rule
from core.imports.fields import (
    Code,
    Color,
    Count,
    Country,
    Day,
    EmptyForNull,
    Flag,
    Label40,
    Line,
    Line300,
    Lines,
    Money,
    Name200,
    Record,
    Text,
    Word,
    wrong,
)


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise wrong("timezone", "is not a time zone; write one such as America/Los_Angeles.")
    return name


def _currency(code: str) -> str:
    if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):
        raise wrong("currency", "is not a currency; write three capital letters such as USD.")
    return code


def _refund(words: str) -> str:
    try:
        parse_rule(words)
    except UnknownTerm:
        raise wrong("refund", "write “full”, “full less 75”, “50 percent” or “none”; a remark after “;”.") from None
    return words


Zone = Annotated[StrictStr, AfterValidator(_zone)]
Currency = Annotated[StrictStr, AfterValidator(_currency)]
Refund = Annotated[StrictStr, Field(max_length=300), AfterValidator(_refund)]


class VenueIn(Record):
    """Where it takes place."""

    name: Line = ""
    city: Annotated[Line, Field(max_length=120)] = ""
    region: Annotated[Line, Field(max_length=120)] = ""
    country: Country = ""


class ConferenceIn(Record):
    """Name, days, time zone, venue."""

    name: Name200
    short_name: Annotated[Line, Field(max_length=80)] = ""
    start_date: Day
    end_date: Day
    timezone: Zone
    venue: VenueIn | None = None
    hosts: Lines = []
    expected_attendance: Count | None = None


class AccessLevelIn(Record):
    """Who may enter."""

    code: Label40
    label: Name200
    rule: Text = ""


class CreditTypeIn(Record):
    """A credit scheme's arithmetic."""

    code: Label40
    name: Name200
    unit_minutes: Annotated[StrictInt, Field(ge=1, le=600)] = 60
    step_minutes: Annotated[StrictInt, Field(ge=1, le=600)] = 15
    partial_credit: Flag = False
    needs_evaluation: Flag = False
    license_field: Annotated[Line, Field(max_length=120)] = ""
    verified: Flag = False
    note: Text = ""


class RoomIn(Record):
    """A room."""

    code: Label40
    name: Name200
    location: Line = ""
    capacity: Count | None = None
    kind: Word = ""
    av: Flag = False
    access_controlled: Flag = False


class TrackIn(Record):
    """A track."""

    code: Label40
    name: Name200
    color: Color = ""


class TicketTypeIn(Record):
    """A kind of ticket."""

    code: Label40
    name: Name200
    early: Money
    regular: Money
    late: Money
    proof: Line300 = ""
    vetting: Literal["automatic", "manual", "invitation"]
    capacity: Count | None = None
    max_per_person: Annotated[StrictInt, Field(ge=1, le=100)] | None = None

    @property
    def one_day(self) -> bool:
        """Whether it is for a chosen day: only such tickets say how many of them a person may hold."""
        return self.max_per_person is not None or "one day" in self.name.casefold() or self.code == "DAY"

    @property
    def check_by(self) -> str:
        """Which check an automatic ticket's proof names: the members' list or the agency's e-mail domain.

        Empty where the words name neither: then a person decides, and organizers may choose a check.
        """
        proof = self.proof.casefold()
        if self.vetting != "automatic":
            return ""
        if "member" in proof:
            return "membership"
        return "agency" if "mail" in proof or "domain" in proof else ""


class DiscountIn(Record):
    """A discount rule."""

    code: Label40
    kind: Literal["percent", "amount"]
    value: Money
    rule: Text = ""

    @model_validator(mode="after")
    def _at_most_all(self) -> Self:
        if self.kind == "percent" and self.value > 100:
            raise wrong("percent", "takes more than 100 percent off.")
        return self

    @property
    def minimum(self) -> int | None:
        """From how many people of one agency on it applies by itself, as the rule's words say."""
        found = re.match(r"(\d{1,3}) or more\b", self.rule)
        return int(found[1]) if found else None

    @property
    def way(self) -> str:
        """How it is given, as the rule's words say: to a group, to an agency's addresses, else by code."""
        if self.minimum:
            return "group"
        return "address" if "domain" in self.rule else "code"


class PaymentIn(Record):
    """Which ways to pay there are."""

    card: Flag = True
    purchase_order: Flag = False
    check: Flag = False
    bank_transfer: Flag = False
    po_rule: Text = ""


class CancellationIn(Record):
    """A cancellation term."""

    until: Day | None = None
    from_: Annotated[Day | None, Field(alias="from")] = None
    refund: Refund


class RegistrationIn(Record):
    """What is sold, when, and on which terms."""

    currency: Currency = "USD"
    opens: Day | None = None
    early_until: Day | None = None
    regular_until: Day | None = None
    late_from: Day | None = None
    ticket_types: Annotated[list[TicketTypeIn], EmptyForNull] = []
    add_ons: Annotated[list[Code], EmptyForNull] = []
    discounts: Annotated[list[DiscountIn], EmptyForNull] = []
    payment: PaymentIn | None = None
    cancellation: Annotated[list[CancellationIn], EmptyForNull] = []
    substitution: Text = ""
    capacity: Count | None = None
