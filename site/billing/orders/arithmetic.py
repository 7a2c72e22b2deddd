"""The money of a line, as pure functions.

A line costs `quantity x unit_net - discount`, plus tax on that, rounded once for each line, halves away from zero
(ROUND_HALF_UP, `core.money.round_money`). An order's total is the exact sum of its lines' gross amounts; nothing is
rounded again.

    quantity  unit_net  discount  tax_rate |    net     tax    gross
           1   1095.00      0.00     0     | 1095.00    0.00  1095.00
           3     99.99     30.00     8.875 |  269.97   23.96   293.93   (23.9598...)
           1      0.10      0.00     5     |    0.10    0.01     0.11   (0.005 rounds up)
          -1      0.10      0.00     5     |   -0.10   -0.01    -0.11   (a reversal mirrors its line)

Taking back a part of a line takes back its share of discount and tax; the last part takes what remains, so that the
parts always sum to exactly the line they reverse:

    3 x 10.00, discount 1.00, tax 0 | gross 29.00
      take back 1 -> -9.67 (discount share 0.33)
      take back 1 -> -9.66 (discount share 0.34: 0.67 of 1.00 in all)
      take back 1 -> -9.67 (the rest)
"""

from dataclasses import dataclass
from decimal import Decimal

from core.money import ZERO, round_money

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Amounts:
    """What one line comes to; each figure has two places."""

    discount: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal


def line_amounts(*, quantity: int, unit_net: Decimal, discount: Decimal = ZERO, tax_rate: Decimal = ZERO) -> Amounts:
    """Return a line's amounts; `tax_rate` is in percent. See the module's table."""
    net = round_money(quantity * unit_net - discount)
    tax = round_money(net * tax_rate / HUNDRED)
    return Amounts(discount=round_money(discount), net=net, tax=tax, gross=net + tax)


def share(amount: Decimal, *, part: int, whole: int) -> Decimal:
    """Return `part` of `whole` equal parts of an amount, rounded; the whole is the amount itself."""
    return round_money(amount * part / whole)


def reversed_amounts(
    *, unit_net: Decimal, discount: Decimal, tax: Decimal, quantity: int, already: int, take: int
) -> Amounts:
    """Return the (negative) amounts of taking back `take` of a line of `quantity`, `already` of which were before.

    Discount and tax are differences of cumulative shares, so parts sum to the line exactly.
    """

    def piece(amount: Decimal) -> Decimal:
        before = share(amount, part=already, whole=quantity)
        return before - share(amount, part=already + take, whole=quantity)

    discount_back, tax_back = piece(discount), piece(tax)
    net = round_money(-take * unit_net - discount_back)
    return Amounts(discount=discount_back, net=net, tax=tax_back, gross=net + tax_back)
