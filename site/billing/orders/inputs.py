"""What a seller hands over to place an order."""

from dataclasses import dataclass
from decimal import Decimal

from core.money import ZERO


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A line to be bought. `description` holds public titles only: it is printed on documents and mails."""

    description: str
    unit_net: Decimal
    quantity: int = 1
    discount: Decimal = ZERO
    discount_reason: str = ""
    tax_rate: Decimal = ZERO


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """Who places the order and gets its mails."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class BillTo:
    """Whom documents are addressed to; everything may be empty."""

    name: str = ""
    agency: str = ""
    address: str = ""
    country: str = ""
    email: str = ""
    tax_id: str = ""
    reference: str = ""
