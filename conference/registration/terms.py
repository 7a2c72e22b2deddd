"""The terms a buyer agrees to, as they stood when the order was placed."""

from datetime import date
from decimal import Decimal
from typing import Any

from conference.edition.models import Edition
from conference.edition.refunds import Kind, RefundRule, refund_due


def terms_snapshot(edition: Edition) -> dict[str, Any]:
    """Return the cancellation terms as plain values, to be kept with the order."""
    return {
        "cancellation": [
            {
                "until": term.until.isoformat() if term.until else None,
                "kind": term.refund,
                "percent": term.percent,
                "fee": str(term.fee),
                "text": term.text,
            }
            for term in edition.cancellation_terms.all()
        ],
        "substitution": edition.substitution,
    }


def rules_of(snapshot: dict[str, Any]) -> list[RefundRule]:
    """Read the rules back from an order's snapshot."""
    return [
        RefundRule(
            until=date.fromisoformat(term["until"]) if term["until"] else None,
            kind=Kind(term["kind"]),
            percent=term["percent"],
            fee=Decimal(term["fee"]),
            text=term["text"],
        )
        for term in snapshot.get("cancellation", [])
    ]


def refund_by_terms(snapshot: dict[str, Any], *, paid: Decimal, on: date) -> Decimal:
    """Return what the agreed terms give back of one place's price when cancelled on a day at the venue."""
    return refund_due(rules_of(snapshot), paid, on)
