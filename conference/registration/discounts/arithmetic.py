"""What a rule takes off one ticket, as a pure function.

kind     value   tickets x price | off
percent  10      1 x 745.00      | 74.50
percent  33.33   1 x 0.05        | 0.02   (0.016665 rounds to the nearest cent, halves up)
amount   150     1 x 100.00      | 100.00 (never more than it costs)
price    50      2 x 345.00      | 590.00 (each day at 50)
price    400     1 x 345.00      | 0.00   (a fixed price never makes it dearer)
"""

from decimal import Decimal

from core.money import ZERO, round_money

HUNDRED = Decimal(100)


def discount_due(*, kind: str, value: Decimal, quantity: int, unit_price: Decimal) -> Decimal:
    """Return what is taken off `quantity` units: between nothing and what they cost, to the cent (ROUND_HALF_UP)."""
    cost = quantity * unit_price
    if kind == "percent":
        off = cost * value / HUNDRED
    elif kind == "amount":
        off = value
    else:
        off = cost - quantity * value
    return round_money(min(max(off, ZERO), cost))
