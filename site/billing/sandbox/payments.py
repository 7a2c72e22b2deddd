"""What the payer does on the hosted page, and what it makes of session, payment intent and charge."""

from billing.sandbox import balance, cards
from billing.sandbox.account import Account
from billing.sandbox.cards import Decline
from billing.sandbox.errors import ApiError
from billing.sandbox.sessions import KIND
from billing.sandbox.shapes import Thing, make, new_id


def pay_by_card(
    account: Account, identifier: str, *, number: str, expiry: str, code: str, email: str = "", name: str = ""
) -> Decline | None:
    """Try a card on an open session: it completes, waits for authentication, or stays open with the reason returned."""
    session = _open(account, identifier)
    number = cards.digits(number)
    intent = _intent(account, session, email=email, name=name)
    intent["payment_method"] = new_id("pm_")
    intent["_card"] = {"brand": cards.APPROVED.get(number, "visa"), "last4": number[-4:]}
    refusal = cards.judge(number, expiry, code)
    if refusal:
        _fail(account, intent, refusal)
        return refusal
    if number in cards.AUTHENTICATED:
        step = {
            "type": "redirect_to_url",
            "redirect_to_url": {"url": session["url"] + "/authenticate", "return_url": None},
        }
        intent |= {"status": "requires_action", "next_action": step}
        account.emit("payment_intent.requires_action", account.store.save(intent))
        return None
    _succeed(account, session, intent)
    return None


def authenticate(account: Account, identifier: str, *, approved: bool) -> Decline | None:
    """Answer the card issuer's question: approved completes the session, refused leaves it open."""
    session = _open(account, identifier)
    intent = account.get("payment_intent", session["payment_intent"] or "")
    if intent["status"] != "requires_action":
        raise ApiError("This payment does not wait for authentication.")
    intent["next_action"] = None
    if approved:
        _succeed(account, session, intent)
        return None
    refusal = Decline(
        "payment_intent_authentication_failure", "The authentication failed. Try again or use another card."
    )
    _fail(account, intent, refusal)
    return refusal


def pay_by_bank(
    account: Account, identifier: str, *, routing: str, number: str, email: str = "", name: str = ""
) -> Decline | None:
    """Complete the session with money still on its way; `settle` says later whether it came."""
    session = _open(account, identifier)
    if "us_bank_account" not in session["payment_method_types"]:
        raise ApiError("This session does not accept a bank account.")
    number = cards.digits(number)
    if cards.digits(routing) != cards.ROUTING_NUMBER or number not in cards.BANK_ACCOUNTS:
        return Decline("invalid_bank_account", "Use one of the test bank accounts named on this page.")
    intent = _intent(account, session, email=email, name=name)
    intent |= {"status": "processing", "payment_method": new_id("pm_")}
    account.emit("payment_intent.processing", account.store.save(intent))
    session["_settles"] = cards.BANK_ACCOUNTS[number]
    _complete(account, session, "unpaid", due=account.now() + account.settle_seconds)
    return None


def settle(account: Account, identifier: str, *, succeeded: bool) -> Thing:
    """End an asynchronous payment: the money came, or it did not."""
    session = account.get(KIND, identifier)
    if session.pop("_settles", None) is None:
        raise ApiError("This session does not wait for an asynchronous payment.")
    session["_due"] = None
    intent = account.get("payment_intent", session["payment_intent"])
    if succeeded:
        _charge(account, session, intent)
        session["payment_status"] = "paid"
        account.store.save(session)
        account.emit("checkout.session.async_payment_succeeded", session)
    else:
        _fail(account, intent, Decline("payment_method_provider_decline", "The bank returned the payment."))
        account.store.save(session)
        account.emit("checkout.session.async_payment_failed", session)
    return session


def _open(account: Account, identifier: str) -> Thing:
    session = account.get(KIND, identifier)
    if session["status"] != "open" or session["expires_at"] <= account.now():
        raise ApiError(f"This Checkout Session is {session['status']}.", code="checkout_session_not_open")
    return session


def _intent(account: Account, session: Thing, *, email: str, name: str) -> Thing:
    """Return the session's payment intent, made at the first attempt to pay as Stripe makes it."""
    session["customer_details"] = {
        "address": {"city": None, "country": "US", "line1": None, "line2": None, "postal_code": None, "state": None},
        "business_name": None,
        "email": session["customer_email"] or email or None,
        "individual_name": None,
        "name": name or None,
        "phone": None,
        "tax_exempt": "none",
        "tax_ids": [],
    }
    if session["payment_intent"]:
        account.store.save(session)
        return account.get("payment_intent", session["payment_intent"])
    intent = make(
        "payment_intent",
        "pi_",
        amount=session["amount_total"],
        currency=session["currency"],
        payment_method_types=session["payment_method_types"],
        **session["_intent"],
    )
    intent["client_secret"] = f"{intent['id']}_secret_{new_id('')}"
    session["payment_intent"] = intent["id"]
    account.store.save(session)
    account.emit("payment_intent.created", account.store.save(intent))
    return intent


def _fail(account: Account, intent: Thing, refusal: Decline) -> None:
    error = {
        "code": refusal.code,
        "decline_code": refusal.decline_code,
        "message": refusal.message,
        "type": "card_error",
    }
    intent |= {"status": "requires_payment_method", "last_payment_error": error, "payment_method": None}
    account.emit("payment_intent.payment_failed", account.store.save(intent))


def _succeed(account: Account, session: Thing, intent: Thing) -> None:
    _charge(account, session, intent)
    _complete(account, session, "paid")


def _charge(account: Account, session: Thing, intent: Thing) -> None:
    card = intent.pop("_card", None)
    method = (
        {"card": card, "type": "card"} if card else {"type": "us_bank_account", "us_bank_account": {"last4": "6789"}}
    )
    charge = make(
        "charge",
        "ch_",
        amount=intent["amount"],
        amount_captured=intent["amount"],
        captured=True,
        currency=intent["currency"],
        description=intent["description"],
        metadata=intent["metadata"],
        paid=True,
        payment_intent=intent["id"],
        payment_method=intent["payment_method"],
        payment_method_details=method,
        status="succeeded",
    )
    charge["billing_details"] |= {key: session["customer_details"][key] for key in ("email", "name")}
    amount = charge["amount"]
    charge["balance_transaction"] = balance.move(account, "charge", charge, amount, fee=balance.card_fee(amount))["id"]
    account.store.save(charge)
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "latest_charge": charge["id"],
        "last_payment_error": None,
    }
    account.store.save(intent)
    account.emit("charge.succeeded", charge)
    account.emit("payment_intent.succeeded", intent)


def _complete(account: Account, session: Thing, payment_status: str, *, due: float | None = None) -> None:
    session |= {"status": "complete", "payment_status": payment_status, "url": None, "_due": due}
    account.emit("checkout.session.completed", account.store.save(session))
