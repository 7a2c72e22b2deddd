"""From minutes to credit under a body's rules: exact, without floats. Pure.

All minutes are Fractions, so that a percentage is compared as it is and never rounded up first.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from math import floor

from django.db import models
from django.utils.translation import gettext_lazy as _

ZERO = Fraction(0)


class Rounding(models.TextChoices):
    """What becomes of a part of a step."""

    DOWN = "down", _("down: full steps only")
    NEAREST = "nearest", _("to the nearest step, half a step up")
    NONE = "none", _("not rounded")


@dataclass(frozen=True, kw_only=True)
class Rules:
    """One version of a scheme's arithmetic, as plain data."""

    unit_minutes: int = 60
    step_minutes: int = 15
    rounding: str = Rounding.DOWN
    partial_credit: bool = False
    grace_minutes: int = 0
    minimum_percent: Fraction = ZERO
    needs_evaluation: bool = False
    needs_test: bool = False
    speaker_multiplier: int = 0
    subtract_speaking: bool = False
    registered_before: bool = False


def needed_minutes(rules: Rules, creditable: Fraction) -> Fraction:
    """Return the minutes of presence below which a session counts nothing.

    With partial credit none are needed beyond the minimum percentage. Without it all of the session is, less the
    minutes of grace; a minimum percentage then stands in place of that, because a body names one or the other.
    """
    by_percent = creditable * rules.minimum_percent / 100
    if rules.partial_credit or rules.minimum_percent:
        return by_percent
    return max(creditable - rules.grace_minutes, ZERO)


def counted_minutes(rules: Rules, *, present: Fraction, creditable: Fraction) -> Fraction:
    """Return the minutes that count for somebody present for so long: never more than the session is worth.

    Without partial credit it is all of the session or nothing.
    """
    capped = min(present, creditable)
    if not capped or capped < needed_minutes(rules, creditable):
        return ZERO
    return capped if rules.partial_credit else creditable


def credit(rules: Rules, counted: Fraction) -> Fraction:
    """Return the credit of counted minutes in the scheme's hours, rounded to its steps."""
    if rules.rounding == Rounding.NONE:
        return counted / rules.unit_minutes
    steps = counted / rules.step_minutes
    whole = floor(steps + Fraction(1, 2)) if rules.rounding == Rounding.NEAREST else floor(steps)
    return Fraction(whole * rules.step_minutes, rules.unit_minutes)


def speaking_credit(rules: Rules, spoken: Fraction) -> Fraction:
    """Return the credit for speaking so many minutes: their multiple, rounded; nothing where speaking earns none."""
    return credit(rules, spoken * rules.speaker_multiplier)


def as_decimal(amount: Fraction) -> Decimal:
    """Return an amount with four places, never more than it is; at least two are shown."""
    return (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(Decimal("0.0001"), ROUND_DOWN)
