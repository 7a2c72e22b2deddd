"""The arithmetic of cancellation terms, and the words that organizers write them in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.money import ZERO, round_money

FULL = re.compile(r"full(?:\s+less\s+(\d{1,8}(?:\.\d{1,2})?))?", re.IGNORECASE)
PERCENT = re.compile(r"(\d{1,3})\s*(?:%|percent|per cent)", re.IGNORECASE)


class Kind(StrEnum):
    """How a refund is reckoned."""

    PERCENT = "percent"
    FULL_LESS_FEE = "full_less_fee"
    NONE = "none"


class UnknownTerm(ValueError):
    """The words are no refund rule."""


@dataclass(frozen=True)
class RefundRule:
    """What is given back up to and including a day; without a day, from then on."""

    until: date | None
    kind: Kind
    percent: int = 0
    fee: Decimal = ZERO
    text: str = ""

    def words(self) -> str:
        """Return the rule as organizers write it: `full less 75.00`, `50 percent`, `none`."""
        if self.kind is Kind.PERCENT:
            return f"{self.percent} percent"
        if self.kind is Kind.FULL_LESS_FEE:
            return f"full less {self.fee}" if self.fee else "full"
        return "none"

    def amount(self, paid: Decimal) -> Decimal:
        """Return the refund of an amount paid: never negative, never more than was paid."""
        if paid <= 0 or self.kind is Kind.NONE:
            return ZERO
        if self.kind is Kind.PERCENT:
            return round_money(paid * self.percent / 100)
        return max(round_money(paid - self.fee), ZERO)


def parse_rule(words: str, until: date | None = None) -> RefundRule:
    """Read `full`, `full less 75`, `50 percent` or `none`, with a remark after a semicolon; raises UnknownTerm."""
    rule, _, remark = (part.strip() for part in words.partition(";"))
    if match := FULL.fullmatch(rule):
        return RefundRule(until, Kind.FULL_LESS_FEE, fee=round_money(Decimal(match[1] or 0)), text=remark)
    if (match := PERCENT.fullmatch(rule)) and int(match[1]) <= 100:
        return RefundRule(until, Kind.PERCENT, percent=int(match[1]), text=remark)
    if rule.lower() == "none":
        return RefundRule(until, Kind.NONE, text=remark)
    raise UnknownTerm(words)


def rule_on(rules: Iterable[RefundRule], on: date) -> RefundRule | None:
    """Return the rule that holds on a day: the one that ends first among those not yet over."""
    open_rules = [rule for rule in rules if rule.until is None or on <= rule.until]
    return min(open_rules, key=lambda rule: rule.until or date.max, default=None)


def refund_due(rules: Iterable[RefundRule], paid: Decimal, on: date) -> Decimal:
    """Return what one place gets back of the amount paid when cancelled on a day; nothing where no rule holds."""
    rule = rule_on(rules, on)
    return rule.amount(paid) if rule else ZERO
