"""What goes back of what was paid, as pure functions; preview and act call the same ones.

A whole place falls under the agreed terms as they stand: percent, full less a fee, none. A part of one (a workshop, the
difference to a cheaper ticket) too, but the fee is for giving up a place and is not taken for a part:

    terms          whole place of 695.00   workshop of 95.00
    full less 75                  620.00               95.00
    50 percent                    347.50               47.50
    none                            0.00                0.00

Of an order that is paid in part, what was paid covers the rest of the order first: a check over three of four people
pays those who come.

    order 400.00, paid 300.00, one of four given up -> 0.00 of it was paid here, nothing goes back, 100.00 is not owed
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from conference.edition.refunds import Kind, RefundRule, rule_on
from conference.registration.terms import refund_by_terms, rules_of
from core.money import ZERO


def paid_here(*, total: Decimal, paid: Decimal, gross: Decimal) -> Decimal:
    """Return how much of a part of `gross` was paid, of an order of `total` of which `paid` came in."""
    return min(max(paid - (total - gross), ZERO), max(gross, ZERO))


def back_of_place(terms: dict[str, Any], *, paid: Decimal, on: date) -> Decimal:
    """Return what goes back of what was paid for a whole place when it is given up on a day at the venue."""
    return refund_by_terms(terms, paid=paid, on=on)


def back_of_part(terms: dict[str, Any], *, paid: Decimal, on: date) -> Decimal:
    """Return what goes back of what was paid for a part of a place; no fee is taken for a part."""
    rule = rule_on(rules_of(terms), on)
    if rule is None:
        return ZERO
    if rule.kind is Kind.FULL_LESS_FEE:
        return max(paid, ZERO)
    return rule.amount(paid)


def rule_in_words(terms: dict[str, Any], on: date) -> RefundRule | None:
    """Return the rule that holds on a day."""
    return rule_on(rules_of(terms), on)


def spread(amount: Decimal, limits: Sequence[Decimal]) -> list[Decimal]:
    """Return an amount laid over limits, the first first; what fits nowhere stays with the last."""
    parts = []
    for number, limit in enumerate(limits, 1):
        part = amount if number == len(limits) else min(amount, max(limit, ZERO))
        parts.append(part)
        amount -= part
    return parts
