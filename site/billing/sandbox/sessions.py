"""Checkout sessions: made, read, expired."""

from typing import Any

from billing.sandbox import parameters
from billing.sandbox.account import Account
from billing.sandbox.errors import ApiError
from billing.sandbox.parameters import Params
from billing.sandbox.shapes import Thing, make, new_id

KIND = "checkout.session"
ALLOWED = {
    "adaptive_pricing", "billing_address_collection", "cancel_url", "client_reference_id", "currency", "custom_text",
    "customer_creation", "customer_email", "expand", "expires_at", "line_items", "locale", "metadata", "mode",
    "payment_intent_data", "payment_method_options", "payment_method_types", "phone_number_collection", "submit_type",
    "success_url", "ui_mode",
}  # fmt: skip
INTENT_ALLOWED = {"description", "metadata", "receipt_email", "statement_descriptor", "statement_descriptor_suffix"}
METHODS = ("card", "us_bank_account")
SHORTEST = 30 * 60
LONGEST = 24 * 60 * 60
LEAST_TOTAL = 50


def create(account: Account, params: Params, *, base_url: str) -> Thing:
    """Make an open session with a hosted pay page; raises ApiError for what Stripe would refuse."""
    parameters.only(params, ALLOWED)
    if parameters.required(params, "mode") != "payment":
        raise ApiError("Invalid mode: must be payment", param="mode")
    if not parameters.url(params, "success_url"):
        raise ApiError("Missing required param: success_url.", code="parameter_missing", param="success_url")
    items = _line_items(params)
    currency = items[0]["currency"]
    total = sum(item["amount_total"] for item in items)
    if total < LEAST_TOTAL:
        raise ApiError(
            "The Checkout Session's total amount due must add up to at least $0.50 usd.", code="amount_too_small"
        )
    identifier = new_id("cs_test_")
    expires_at = _expiry(account, params)
    return account.store.save(
        make(
            KIND,
            "cs_test_",
            id=identifier,
            url=f"{base_url}/c/pay/{identifier}",
            amount_subtotal=total,
            amount_total=total,
            currency=currency,
            cancel_url=parameters.url(params, "cancel_url"),
            success_url=params["success_url"].replace("{CHECKOUT_SESSION_ID}", identifier),
            client_reference_id=params.get("client_reference_id") or None,
            customer_email=params.get("customer_email") or None,
            customer_creation="if_required",
            expires_at=expires_at,
            locale=params.get("locale") or None,
            metadata=parameters.metadata(params),
            payment_method_collection="if_required",
            payment_method_types=_methods(params, currency),
            submit_type=params.get("submit_type") or None,
            _line_items=items,
            _intent=_intent_data(params),
            _due=expires_at,
        )
    )


def _line_items(params: Params) -> list[Thing]:
    lines = parameters.required(params, "line_items")
    if not isinstance(lines, list) or len(lines) > 100:
        raise ApiError("`line_items` must be an array of at most 100 items.", param="line_items")
    items = [_line_item(line, f"line_items[{place}]") for place, line in enumerate(lines)]
    if len({item["currency"] for item in items}) > 1:
        raise ApiError("All line items must have the same currency.", param="line_items")
    return items


def _line_item(line: Any, label: str) -> Thing:
    if not isinstance(line, dict):
        raise ApiError("Invalid object", param=label)
    parameters.only(line, {"price_data", "quantity"})
    price = parameters.required(line, "price_data", f"{label}[price_data]")
    product = parameters.required(price, "product_data", f"{label}[price_data][product_data]")
    name = parameters.required(product, "name", f"{label}[price_data][product_data][name]")
    currency = parameters.required(price, "currency", f"{label}[price_data][currency]").lower()
    parameters.required(price, "unit_amount", f"{label}[price_data][unit_amount]")
    amount = parameters.integer(price, "unit_amount", label=f"{label}[price_data][unit_amount]") or 0
    quantity = parameters.integer(line, "quantity", 1, f"{label}[quantity]") or 0
    if amount < 0 or quantity < 1:
        raise ApiError("This value must be greater than or equal to 0.", code="parameter_invalid_integer", param=label)
    item = make("item", "li_", description=name, currency=currency, quantity=quantity)
    del item["created"]
    item["amount_subtotal"] = item["amount_total"] = amount * quantity
    item["price"] |= {
        "id": new_id("price_"), "product": new_id("prod_"), "currency": currency,
        "unit_amount": amount, "unit_amount_decimal": str(amount),
    }  # fmt: skip
    return item


def _expiry(account: Account, params: Params) -> int:
    now = account.now()
    expires_at = parameters.integer(params, "expires_at", now + LONGEST) or 0
    if expires_at < now + SHORTEST:
        raise ApiError(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.", param="expires_at"
        )
    if expires_at > now + LONGEST:
        raise ApiError(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.", param="expires_at"
        )
    return expires_at


def _methods(params: Params, currency: str) -> list[str]:
    """Return the ways to pay; without a wish all that the currency allows, as an account's settings would."""
    wished = parameters.listing(params, "payment_method_types")
    for method in wished:
        if method not in METHODS:
            raise ApiError(f"Invalid payment_method_types: {method}", param="payment_method_types")
    if "us_bank_account" in wished and currency != "usd":
        raise ApiError("us_bank_account can only be used with usd.", param="payment_method_types")
    return wished or list(METHODS if currency == "usd" else METHODS[:1])


def _intent_data(params: Params) -> Thing:
    data = parameters.mapping(params, "payment_intent_data")
    parameters.only(data, INTENT_ALLOWED)
    return {**data, "metadata": parameters.metadata(data, "payment_intent_data[metadata]")}


def expire(account: Account, identifier: str) -> Thing:
    """Close an open session at once; raises ApiError for one that is complete or expired already."""
    session = account.get(KIND, identifier, "session")
    if session["status"] != "open":
        raise ApiError(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of `{session['status']}`."
        )
    if session["payment_intent"]:
        intent = account.get("payment_intent", session["payment_intent"])
        intent |= {"status": "canceled", "canceled_at": account.now(), "cancellation_reason": "expired"}
        account.emit("payment_intent.canceled", account.store.save({**intent, "next_action": None}))
    session |= {"status": "expired", "url": None, "_due": None}
    account.store.save(session)
    account.emit("checkout.session.expired", session)
    return session
