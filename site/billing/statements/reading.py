"""An agency's account, read from the books: each charge with its document, each payment, what is left."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Lower, Trim
from django.utils import timezone

from billing.deposits.models import Deposit
from billing.invoices.models import Invoice
from billing.orders.models import Order, OrderLine
from billing.payments.models import Transaction
from core.money import ZERO

# Orders that are charged: a hold is no claim, and what expired never was one.
CHARGED = (Order.State.AWAITING, Order.State.PAID, Order.State.CANCELLED)


@dataclass(frozen=True)
class Entry:
    """One row: a charge is positive, a payment negative."""

    day: date
    kind: str
    reference: str
    order: str
    due_on: date | None
    amount: Decimal


@dataclass
class Account:
    """An agency's account over a period; `opening` is what stood before it."""

    agency: str
    currency: str
    since: date | None
    until: date
    opening: Decimal = ZERO
    entries: list[Entry] = field(default_factory=list)
    closing: Decimal = ZERO
    overdue: Decimal = ZERO
    unallocated: Decimal = ZERO

    def plain(self) -> dict[str, Any]:
        """Return it as JSON keeps it."""
        return {
            "opening": str(self.opening),
            "closing": str(self.closing),
            "overdue": str(self.overdue),
            "unallocated": str(self.unallocated),
            "entries": [{name: _text(value) for name, value in asdict(entry).items()} for entry in self.entries],
        }


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def read_account(*, agency: str, currency: str, since: date | None, until: date) -> Account:
    """Return an agency's account in one currency until a day, in a fixed number of queries.

    The opening balance and the entries add up to the closing one, which is what its orders owed at the day's end.
    """
    account = Account(agency, currency, since, until)
    orders = {
        order.pk: order for order in Order.objects.filter(billing_agency__iexact=agency.strip(), currency=currency)
    }
    entries = sorted([*_charges(orders), *_payments(orders)], key=lambda entry: entry.day)
    account.opening = sum((e.amount for e in entries if since and e.day < since), ZERO)
    account.entries = [e for e in entries if (not since or e.day >= since) and e.day <= until]
    account.closing = account.opening + sum((e.amount for e in account.entries), ZERO)
    account.overdue = _overdue(entries, until)
    free = Deposit.objects.unallocated().filter(payer__iexact=agency.strip(), currency=currency)
    account.unallocated = sum((deposit.rest for deposit in free), ZERO)
    return account


def _overdue(entries: Iterable[Entry], until: date) -> Decimal:
    """What is due before the day, less all that was credited or paid, order by order."""
    owed: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for entry in entries:
        if entry.amount <= ZERO or (entry.due_on is not None and entry.due_on < until):
            owed[entry.order] += entry.amount
    return sum((amount for amount in owed.values() if amount > ZERO), ZERO)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _charges(orders: dict[int, Order]) -> Iterator[Entry]:
    """A row for each document over the lines that it names, and one for the lines that no document names yet."""
    charged = [pk for pk, order in orders.items() if order.state in CHARGED]
    documents: dict[int, list[Invoice]] = defaultdict(list)
    found = Invoice.objects.counted().filter(order__in=charged).order_by("pk")
    newer: dict[int, Invoice] = {}
    for document in found:
        documents[document.order_id or 0].append(document)
        if document.replaces_id:
            newer[document.replaces_id] = document
    sums: dict[tuple[int, int], Decimal] = defaultdict(lambda: ZERO)
    fresh: dict[int, list[OrderLine]] = defaultdict(list)
    for line in OrderLine.objects.filter(order__in=charged).order_by("order", "position"):
        place = _covering(documents[line.order_id], line.position)
        if place is None:
            fresh[line.order_id].append(line)
        else:
            sums[line.order_id, place] += line.gross
    for (order, place), amount in sums.items():
        document = documents[order][place]
        newest = document
        while newest.pk in newer:
            newest = newer[newest.pk]
        yield Entry(_day(document.issued_at), document.kind, newest.number, orders[order].number, document.due_on,
                    amount)  # fmt: skip
    for order, lines in fresh.items():
        amount = sum((line.gross for line in lines), ZERO)
        yield Entry(_day(lines[0].created_at), "order", orders[order].number, orders[order].number, None, amount)


def _covering(documents: list[Invoice], position: int) -> int | None:
    places = (place for place, one in enumerate(documents) if 0 < one.first_position <= position <= one.last_position)
    return next(places, None)


def _payments(orders: dict[int, Order]) -> Iterator[Entry]:
    for entry in Transaction.objects.filter(order__in=list(orders)).order_by("received_on", "pk"):
        yield Entry(entry.received_on, entry.kind, entry.shown_reference, orders[entry.order_id].number, None,
                    -entry.amount)  # fmt: skip


@dataclass
class Balance:
    """One agency in the list of accounts."""

    agency: str
    currency: str
    orders: int = 0
    open: Decimal = ZERO
    overdue: Decimal = ZERO


def read_balances(text: str = "") -> list[Balance]:
    """Return each agency's balance, those that owe most in front, in one query; names differing by case are one."""
    invoices = Invoice.objects.standing().filter(order=OuterRef("pk"), kind=Invoice.Kind.INVOICE)
    due = invoices.order_by().values("order").annotate(due=Max("due_on")).values("due")
    orders = Order.objects.with_totals().filter(state__in=CHARGED).exclude(billing_agency="")
    if text:
        orders = orders.filter(billing_agency__icontains=text)
    rows = orders.annotate(key=Lower(Trim("billing_agency")), due=Subquery(due)).order_by("pk")
    today = timezone.localdate()
    found: dict[tuple[str, str], Balance] = {}
    for key, name, currency, open_sum, day in rows.values_list(
        "key", "billing_agency", "currency", "balance_sum", "due"
    ):
        balance = found.setdefault((key, currency), Balance(name.strip(), currency))
        balance.orders += 1
        balance.open += open_sum
        if open_sum > ZERO and day is not None and day < today:
            balance.overdue += open_sum
    return sorted(found.values(), key=lambda balance: (-balance.open, balance.agency.casefold()))
