"""Money: one rounding rule, one way to print an amount, one way to speak to Stripe."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
# Currencies without minor units (ISO 4217), as Stripe lists them.
ZERO_DECIMAL = frozenset(
    ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"]
)
SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}


def round_money(amount: Decimal) -> Decimal:
    """Return the amount with two places, halves away from zero (ROUND_HALF_UP)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def format_money(amount: Decimal, currency: str) -> str:
    """Return an amount for people, such as `$1,095.00` or `CAD 20.00`, in the active language's digits."""
    number = number_format(abs(round_money(amount)), decimal_pos=2, use_l10n=True, force_grouping=True)
    sign = "−" if amount < 0 else ""
    symbol = SYMBOLS.get(currency)
    return f"{sign}{symbol}{number}" if symbol else f"{sign}{currency} {number}"


def minor_units(amount: Decimal, currency: str) -> int:
    """Return the amount in the currency's smallest unit (cents; yen have none), as Stripe counts."""
    factor = 1 if currency.upper() in ZERO_DECIMAL else 100
    return int((amount * factor).to_integral_value(rounding=ROUND_HALF_UP))


def from_minor_units(units: int, currency: str) -> Decimal:
    """Return the amount of so many smallest units."""
    factor = 1 if currency.upper() in ZERO_DECIMAL else 100
    return round_money(Decimal(units) / factor)
