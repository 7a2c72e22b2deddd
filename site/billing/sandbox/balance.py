"""The account's balance: what each charge, refund, dispute and payout moved, with Stripe's fee."""

from decimal import ROUND_HALF_UP, Decimal

from billing.sandbox.account import Account
from billing.sandbox.errors import ApiError
from billing.sandbox.shapes import Thing, make, new_id, shown

PERCENT, FIXED = Decimal("0.029"), 30
DISPUTE_FEE = 1500
DAY = 24 * 60 * 60


def move(account: Account, kind: str, source: Thing, amount: int, *, fee: int = 0, category: str = "") -> Thing:
    """Write one balance transaction of so many cents; `kind` is Stripe's type of it."""
    details = [{"amount": fee, "application": None, "currency": source["currency"], "description": "Stripe fee",
                "type": "stripe_fee"}] if fee else []  # fmt: skip
    return account.store.save(
        make(
            "balance_transaction",
            "txn_",
            amount=amount,
            available_on=account.now() + 2 * DAY,
            currency=source["currency"],
            fee=fee,
            fee_details=details,
            net=amount - fee,
            reporting_category=category or kind,
            source=source["id"],
            type=kind,
        )
    )


def card_fee(amount: int) -> int:
    """Return what Stripe keeps of a charge: 2.9 % and 30 cents."""
    return int((amount * PERCENT).to_integral_value(rounding=ROUND_HALF_UP)) + FIXED


def dispute(account: Account, identifier: str) -> Thing:
    """Let the card holder of a charge, or of its payment intent, dispute all of it: the money and a fee are gone."""
    charge = account.store.find("charge", identifier) or account.get(
        "charge", account.get("payment_intent", identifier, "payment_intent")["latest_charge"] or ""
    )
    if charge["disputed"]:
        raise ApiError("This charge is disputed already.")
    amount = charge["amount"]
    made = make("dispute", "dp_", amount=amount, charge=charge["id"], currency=charge["currency"],
                payment_intent=charge["payment_intent"], reason="fraudulent")  # fmt: skip
    made["evidence_details"]["due_by"] = account.now() + 7 * DAY
    account.emit("charge.dispute.created", account.store.save(made))
    taken = move(account, "adjustment", made, -amount, fee=DISPUTE_FEE, category="dispute")
    made["balance_transactions"] = [shown(taken)]
    account.store.save(charge | {"disputed": True})
    account.emit("charge.dispute.funds_withdrawn", account.store.save(made))
    return made


def close_dispute(account: Account, identifier: str, *, won: bool) -> Thing:
    """End a dispute: won brings the money back, lost does not."""
    found = account.get("dispute", identifier)
    if found["status"] in ("won", "lost"):
        raise ApiError("This dispute is closed already.")
    found["status"] = "won" if won else "lost"
    if won:
        back = move(account, "adjustment", found, found["amount"], category="dispute_reversal")
        found["balance_transactions"] = [*found["balance_transactions"], shown(back)]
        account.emit("charge.dispute.funds_reinstated", account.store.save(found))
    account.emit("charge.dispute.closed", account.store.save(found))
    return found


def pay_out(account: Account) -> Thing:
    """Send the whole balance to the bank; raises ApiError if there is none."""
    open_moves = [thing for thing in account.store.newest("balance_transaction") if not thing.get("_payout")]
    amount = sum(thing["net"] for thing in open_moves)
    if amount <= 0:
        raise ApiError("You have insufficient funds in your Stripe account.", code="balance_insufficient")
    made = make("payout", "po_", amount=amount, arrival_date=account.now() + DAY, currency=open_moves[0]["currency"],
                description="STRIPE PAYOUT", destination=new_id("ba_"))  # fmt: skip
    moved = move(account, "payout", made, -amount)
    made["balance_transaction"] = moved["id"]
    for thing in [*open_moves, moved]:
        account.store.save(thing | {"_payout": made["id"]})
    account.emit("payout.paid", account.store.save(made))
    return made
