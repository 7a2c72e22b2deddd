"""What a document keeps of its order: plain data that no later change touches."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from billing.orders.arithmetic import line_amounts
from billing.orders.inputs import BillTo, NewLine
from billing.orders.models import Order, OrderLine
from billing.payments.models import Transaction
from core.money import ZERO

Snapshot = list[dict[str, Any]]


def of_lines(lines: Iterable[OrderLine]) -> Snapshot:
    """Return order lines as a document prints them; amounts as text, so that they are kept to the cent."""
    return [
        {
            "position": line.position,
            "description": line.description,
            "quantity": line.quantity,
            "unit_net": str(line.unit_net),
            "discount": str(line.discount),
            "discount_reason": line.discount_reason,
            "tax_rate": str(line.tax_rate.normalize()),
            "tax": str(line.tax),
            "gross": str(line.gross),
        }
        for line in lines
    ]


def of_new_lines(lines: Sequence[NewLine]) -> Snapshot:
    """Return lines that nobody has bought yet in the same shape, for a quote."""
    rows = []
    for position, line in enumerate(lines, 1):
        amounts = line_amounts(
            quantity=line.quantity, unit_net=line.unit_net, discount=line.discount, tax_rate=line.tax_rate
        )
        rows.append(
            {
                "position": position,
                "description": line.description,
                "quantity": line.quantity,
                "unit_net": str(line.unit_net),
                "discount": str(amounts.discount),
                "discount_reason": line.discount_reason,
                "tax_rate": str(line.tax_rate.normalize()),
                "tax": str(amounts.tax),
                "gross": str(amounts.gross),
            }
        )
    return rows


def of_payments(entries: Iterable[Transaction]) -> Snapshot:
    """Return ledger entries as a receipt prints them."""
    return [
        {
            "kind": entry.kind,
            "method": entry.method,
            "amount": str(entry.amount),
            "received_on": entry.received_on.isoformat(),
        }
        for entry in entries
    ]


def of_bill_to(order: Order) -> dict[str, str]:
    """Return whom the order's documents are addressed to."""
    return {
        "name": order.billing_name or order.buyer_name,
        "agency": order.billing_agency,
        "address": order.billing_address,
        "country": order.billing_country,
        "tax_id": order.billing_tax_id,
        "reference": _reference(order),
        "order": order.number,
    }


def _reference(order: Order) -> str:
    if order.method == Order.Method.PURCHASE_ORDER and hasattr(order, "purchase_order"):
        return order.purchase_order.number or order.billing_reference
    return order.billing_reference


def of_quote(billing: BillTo) -> dict[str, str]:
    """Return whom a quote is addressed to."""
    return {
        "name": billing.name,
        "agency": billing.agency,
        "address": billing.address,
        "country": billing.country,
        "tax_id": billing.tax_id,
        "reference": billing.reference,
        "order": "",
    }


def totals(lines: Snapshot) -> dict[str, Decimal]:
    """Return `net`, `tax` and `total` of snapshot lines."""
    tax = sum((Decimal(line["tax"]) for line in lines), ZERO)
    total = sum((Decimal(line["gross"]) for line in lines), ZERO)
    return {"net": total - tax, "tax": tax, "total": total}
