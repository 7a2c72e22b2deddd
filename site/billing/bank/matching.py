"""Which open orders a movement may pay: by reference, by amount, by name. Proposals only; a person confirms."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.orders.models import Order
from core.money import ZERO

# Shorter PO numbers would be found in any text.
SHORTEST = 4
# Words of names that say nothing.
COMMON = frozenset(
    ["the", "of", "and", "city", "county", "state", "department", "dept", "police", "inc", "llc", "office"]
)
ALMOST = 0.6


class Reason(models.TextChoices):
    """Why an order is proposed, the surest first."""

    ALL = "all", _("reference and amount")
    REFERENCE = "reference", _("reference, another amount")
    NAME = "name", _("name and amount")
    AMOUNT = "amount", _("amount alone")


@dataclass(frozen=True)
class Claim:
    """What an unpaid order is known by."""

    order: int
    number: str
    agency: str
    balance: Decimal
    currency: str
    references: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True)
class Proposal:
    """Orders that a movement may pay, in this order, and why."""

    claims: tuple[Claim, ...]
    reason: Reason

    @property
    def is_sure(self) -> bool:
        """Whether reference and amount both fit."""
        return self.reason == Reason.ALL


def compact(text: str) -> str:
    """Return letters and digits alone, in capitals, without accents."""
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^A-Z0-9]", "", plain.upper())


def words_of(text: str) -> frozenset[str]:
    """Return the words of a name that tell it from others."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return frozenset(word for word in re.findall(r"[a-z0-9]{2,}", plain) if word not in COMMON)


def open_claims() -> list[Claim]:
    """Return every order that owes money, with its invoices' and PO's numbers, in two queries."""
    orders = Order.objects.owing().select_related("purchase_order")
    claims = []
    for order in orders.prefetch_related("invoices").order_by("placed_at"):
        promise = getattr(order, "purchase_order", None)
        own = {compact(text) for text in [order.number, *(document.number for document in order.invoices.all())]}
        # What buyers give may be any word; without a figure in it, it would be found in texts that mean no order.
        given = {compact(text) for text in [order.billing_reference, promise.number if promise else ""]}
        references = own | {text for text in given if len(text) >= SHORTEST and re.search(r"\d", text)}
        name = order.billing_agency or order.billing_name or order.buyer_name
        claims.append(
            Claim(
                order=order.pk, number=order.number, agency=name, balance=order.balance, currency=order.currency,
                references=frozenset(references),
                words=words_of(name),
            )
        )  # fmt: skip
    return claims


def propose(*, amount: Decimal, currency: str, payer: str, text: str, claims: Sequence[Claim]) -> list[Proposal]:
    """Return proposals for one movement, the surest first, at most five; none for money that went out."""
    if amount <= ZERO:
        return []
    same = [claim for claim in claims if claim.currency == currency]
    named = _named(f"{payer} {text}", same)
    if named:
        fits = sum((claim.balance for claim in named), ZERO) == amount
        return [Proposal(tuple(named), Reason.ALL if fits else Reason.REFERENCE)]
    equal = [claim for claim in same if claim.balance == amount]
    words = words_of(f"{payer} {text}")
    alike = [claim for claim in equal if _alike(claim.words, words)]
    found = [Proposal((claim,), Reason.NAME) for claim in alike]
    together = _together([claim for claim in same if _alike(claim.words, words)], amount)
    if together and not alike:
        found.append(Proposal(together, Reason.NAME))
    rest = [claim for claim in equal if claim not in alike]
    return [*found, *(Proposal((claim,), Reason.AMOUNT) for claim in rest)][:5]


def _named(text: str, claims: Iterable[Claim]) -> list[Claim]:
    """The claims whose numbers stand in a text: long ones however they are spaced, short ones as words of their own."""
    whole = compact(text)
    tokens = {compact(token) for token in re.split(r"[\s,;:/]+", text)}
    return [
        claim
        for claim in claims
        if any((len(number) >= 8 and number in whole) or number in tokens for number in claim.references)
    ]


def _alike(claim: frozenset[str], words: frozenset[str]) -> bool:
    return bool(claim) and len(claim & words) >= max(1, ALMOST * len(claim))


def _together(claims: Sequence[Claim], amount: Decimal) -> tuple[Claim, ...]:
    """All that an agency owes, if it is just the amount."""
    return tuple(claims) if len(claims) > 1 and sum((claim.balance for claim in claims), ZERO) == amount else ()
