"""Where a seat can be, and how it may move: the chart of accounts of the seat ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from django.db import models
from django.utils.translation import gettext_lazy as _


class Account(models.TextChoices):
    """The accounts. Every seat bought leaves `issued` once, and stands on exactly one of the others ever after."""

    ISSUED = "issued", _("issued")
    PENDING = "pending", _("pending")
    FREE = "free", _("free")
    ASSIGNED = "assigned", _("assigned")
    USED = "used", _("used")
    EXPIRED = "expired", _("expired")
    REFUNDED = "refunded", _("refunded")


MOVES: Mapping[Account, frozenset[Account]] = {
    Account.ISSUED: frozenset({Account.PENDING}),
    # Paid or approved by finance; or the order ended before that.
    Account.PENDING: frozenset({Account.FREE, Account.REFUNDED}),
    Account.FREE: frozenset({Account.ASSIGNED, Account.EXPIRED, Account.REFUNDED}),
    # Taken back, passed, its time is over, or its order was cancelled.
    Account.ASSIGNED: frozenset({Account.FREE, Account.USED, Account.EXPIRED, Account.REFUNDED}),
    Account.USED: frozenset(),
    Account.EXPIRED: frozenset(),
    # Money came for an order whose hold had ended.
    Account.REFUNDED: frozenset({Account.PENDING}),
}


@dataclass(frozen=True)
class Balance:
    """How many seats stand where; all of them together are what was bought."""

    pending: int = 0
    free: int = 0
    assigned: int = 0
    used: int = 0
    expired: int = 0
    refunded: int = 0

    @property
    def bought(self) -> int:
        """What was issued."""
        return sum(getattr(self, field.name) for field in fields(self))

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(**{field.name: getattr(self, field.name) + getattr(other, field.name) for field in fields(self)})


def balance_of(movements: Iterable[tuple[str, str, int]]) -> Balance:
    """Return what movements, given as source, target and count, come to."""
    standing = dict.fromkeys(Account.values, 0)
    for source, target, count in movements:
        standing[source] -= count
        standing[target] += count
    standing.pop(Account.ISSUED.value)
    return Balance(**standing)
