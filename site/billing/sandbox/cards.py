"""The test cards and accounts Stripe documents, and what each of them does."""

import re
import time
from dataclasses import dataclass

DECLINED = "Your card was declined."


@dataclass(frozen=True)
class Decline:
    """Why a payment did not go through, in Stripe's codes and in the payer's words."""

    code: str
    message: str
    decline_code: str | None = None


APPROVED = {"4242424242424242": "visa", "5555555555554444": "mastercard", "378282246310005": "amex"}
AUTHENTICATED = {"4000002500003155": "visa", "4000002760003184": "visa"}
REFUSED = {
    "4000000000000002": Decline("card_declined", DECLINED, "generic_decline"),
    "4000000000009995": Decline("card_declined", "Your card has insufficient funds.", "insufficient_funds"),
    "4000000000000069": Decline("expired_card", "Your card has expired."),
    "4000000000000127": Decline("incorrect_cvc", "Your card's security code is incorrect."),
}
ROUTING_NUMBER = "110000000"
BANK_ACCOUNTS = {"000123456789": True, "000111111113": False}


def digits(typed: str) -> str:
    """Return what was typed without the blanks and dashes people put between groups."""
    return re.sub(r"[\s-]", "", typed)


def judge(number: str, expiry: str, code: str) -> Decline | None:
    """Return why this card is refused, or None where it is good (perhaps after authentication)."""
    if not re.fullmatch(r"\d{12,19}", number) or not _luhn(number):
        return Decline("incorrect_number", "Your card number is incorrect.")
    if not _in_future(expiry):
        return Decline("invalid_expiry_year", "Your card's expiration date is incorrect or in the past.")
    if not re.fullmatch(r"\d{3,4}", code):
        return Decline("invalid_cvc", "Your card's security code is incomplete.")
    if number in APPROVED or number in AUTHENTICATED:
        return None
    return REFUSED.get(number) or Decline(
        "card_declined", f"{DECLINED} Only the test cards named on this page are accepted here.", "test_mode_live_card"
    )


def _luhn(number: str) -> bool:
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(number))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _in_future(expiry: str) -> bool:
    match = re.fullmatch(r"(0?[1-9]|1[0-2])\s*/\s*(?:20)?(\d\d)", expiry.strip())
    if not match:
        return False
    today = time.gmtime()
    return (2000 + int(match[2]), int(match[1])) >= (today.tm_year, today.tm_mon)
