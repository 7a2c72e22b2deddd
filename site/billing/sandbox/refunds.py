"""Refunds, in full or in part, never more than was paid."""

from billing.sandbox import balance, parameters
from billing.sandbox.account import Account
from billing.sandbox.errors import ApiError
from billing.sandbox.parameters import Params
from billing.sandbox.shapes import Thing, make

ALLOWED = {"amount", "charge", "expand", "metadata", "payment_intent", "reason"}
REASONS = {"duplicate", "fraudulent", "requested_by_customer"}


def create(account: Account, params: Params) -> Thing:
    """Give back all that is left of a charge, or the amount asked; raises ApiError for more than is left."""
    parameters.only(params, ALLOWED)
    charge = _charge(account, params)
    if params.get("reason") and params["reason"] not in REASONS:
        raise ApiError(f"Invalid reason: must be one of {', '.join(sorted(REASONS))}", param="reason")
    left = charge["amount_captured"] - charge["amount_refunded"]
    if not left:
        raise ApiError(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    amount = parameters.integer(params, "amount", left) or 0
    if amount < 1:
        raise ApiError(
            "This value must be greater than or equal to 1.", code="parameter_invalid_integer", param="amount"
        )
    if amount > left:
        raise ApiError(
            f"Refund amount ({_shown(amount)}) is greater than unrefunded amount on charge ({_shown(left)})",
            param="amount",
        )
    refund = make(
        "refund",
        "re_",
        amount=amount,
        charge=charge["id"],
        currency=charge["currency"],
        destination_details={"card": {"type": "refund"}, "type": "card"},
        metadata=parameters.metadata(params),
        payment_intent=charge["payment_intent"],
        payment_method=charge["payment_method"],
        reason=params.get("reason") or None,
    )
    refund["balance_transaction"] = balance.move(account, "refund", refund, -amount)["id"]
    account.store.save(refund)
    _count(account, charge, amount)
    account.emit("charge.refunded", charge)
    account.emit("refund.created", refund)
    return refund


def fail(account: Account, identifier: str) -> Thing:
    """Let a refund come back, as a bank does with a closed account."""
    refund = account.get("refund", identifier)
    if refund["status"] != "succeeded":
        raise ApiError("This refund has failed already.")
    _count(account, account.get("charge", refund["charge"]), -refund["amount"])
    back = balance.move(account, "refund_failure", refund, refund["amount"])["id"]
    refund |= {"status": "failed", "failure_balance_transaction": back}
    account.emit("refund.failed", account.store.save(refund))
    return refund


def _charge(account: Account, params: Params) -> Thing:
    if params.get("charge"):
        return account.get("charge", params["charge"], "charge")
    if not params.get("payment_intent"):
        raise ApiError("One of the following params should be provided for this request: payment_intent or charge.")
    intent = account.get("payment_intent", params["payment_intent"], "payment_intent")
    if not intent["latest_charge"]:
        raise ApiError(f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.")
    return account.get("charge", intent["latest_charge"])


def _count(account: Account, charge: Thing, amount: int) -> None:
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    account.store.save(charge)


def _shown(amount: int) -> str:
    return f"${amount / 100:,.2f}"
