"""Why a credit is what it is: steps of plain data that are stored with it and print as sentences years later."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates.intervals import Spans

Step = dict[str, Any]

# What each step says; the names in braces are its values.
SENTENCES: Mapping[str, Any] = {
    "rules": gettext_lazy("Rules: %(code)s, version %(version)s."),
    "present": gettext_lazy("Present, by scans and corrections: %(spans)s, %(minutes)s minutes."),
    "absent": gettext_lazy("No presence is proved."),
    "completed": gettext_lazy("Completed on %(day)s, version %(version)s; approved for %(minutes)s minutes."),
    "eligible": gettext_lazy("The session's time: %(spans)s. Inside it: %(minutes)s minutes."),
    "spoke": gettext_lazy("Less speaking time %(spans)s: %(minutes)s minutes."),
    "elsewhere": gettext_lazy("Less time that counts for %(titles)s at the same hour: %(minutes)s minutes."),
    "capped": gettext_lazy("The session is worth %(creditable)s minutes: %(minutes)s count at most."),
    "enough": gettext_lazy("%(needed)s minutes are needed of %(creditable)s; %(minutes)s are there."),
    "too_little": gettext_lazy("%(needed)s minutes are needed of %(creditable)s; %(minutes)s are too few."),
    "whole": gettext_lazy("No part of a session is credited: all of its %(minutes)s minutes count."),
    "no_evaluation": gettext_lazy("The evaluation comes first; it is not there."),
    "no_test": gettext_lazy("The test comes first; it is not passed."),
    "registered_late": gettext_lazy("Only those registered before it begins are credited."),
    "rounded": gettext_lazy(
        "%(minutes)s minutes in steps of %(size)s, %(rounding)s, in hours of %(unit)s minutes: %(amount)s."
    ),
    "exact": gettext_lazy("%(minutes)s minutes in hours of %(unit)s minutes, not rounded: %(amount)s."),
    "unmarked": gettext_lazy("How long they spoke is not marked yet, so speaking earns nothing yet."),
    "sub_field": gettext_lazy("It counts in the sub-field %(name)s."),
    "speaking": gettext_lazy("Spoke %(minutes)s minutes; they count %(times)s times: %(amount)s."),
}  # fmt: skip
ROUNDINGS = {"down": gettext_lazy("full steps only"), "nearest": gettext_lazy("to the nearest, half a step up")}


def exact(value: Fraction) -> str:
    """Return a number as text that loses nothing: a decimal where it ends, else a fraction."""
    places = 0
    while (value * 10**places).denominator % 2 == 0 or (value * 10**places).denominator % 5 == 0:
        places += 1
    scaled = value * 10**places
    if scaled.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    return f"{Decimal(scaled.numerator).scaleb(-places):f}"


def as_text(spans: Spans) -> list[list[str]]:
    """Return spans as pairs of ISO texts."""
    return [[span.start.isoformat(), span.end.isoformat()] for span in spans]


def step(kind: str, **values: Any) -> Step:
    """Return a step of a derivation; numbers become exact text, spans pairs of texts."""
    return {"step": kind, **{name: _plain(value) for name, value in values.items()}}


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return exact(value)
    return as_text(value) if isinstance(value, tuple) else value


def sentences(steps: Iterable[Step]) -> list[str]:
    """Return what a derivation says, in the reader's language and zone."""
    return [str(SENTENCES[item["step"]]) % _shown(item) for item in steps]


def _shown(item: Step) -> dict[str, Any]:
    shown = dict(item)
    if "spans" in item:
        shown["spans"] = ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in item["spans"]) or _("none")
    if "rounding" in item:
        shown["rounding"] = str(ROUNDINGS[item["rounding"]])
    if "titles" in item:
        shown["titles"] = ", ".join(item["titles"])
    return shown


def _clock(text: str) -> str:
    moment = timezone.localtime(datetime.fromisoformat(text))
    return date_format(moment, "H:i:s" if moment.second else "H:i")
