"""What of the books is not in the journal yet, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterator

from billing.deposits.models import Deposit
from billing.journal.models import JournalEntry
from billing.journal.postings import Draft, of_deposit, of_line, of_movement, of_transaction
from billing.orders.labels import labels_of
from billing.orders.models import Order, OrderLine
from billing.payments.models import Transaction
from billing.reconciliation.models import StripeMovement

# A hold is no claim, and an order that ended unpaid never was one.
UNCLAIMED = (Order.State.HELD, Order.State.EXPIRED)


def pending() -> Iterator[Draft]:
    """Yield an entry for each row that waits to be posted, in the order of the books."""
    posted = set(JournalEntry.objects.values_list("source", flat=True))
    yield from _lines(posted)
    for entry in Transaction.objects.order_by("pk").iterator(chunk_size=2000):
        if f"transaction:{entry.pk}" not in posted:
            yield of_transaction(entry)
    for deposit in Deposit.objects.order_by("pk").iterator(chunk_size=2000):
        if f"deposit:{deposit.pk}" not in posted:
            yield of_deposit(deposit)
    for moved in StripeMovement.objects.order_by("pk").iterator(chunk_size=2000):
        draft = of_movement(moved)
        if draft is not None and draft.source not in posted:
            yield draft


def _lines(posted: set[str]) -> Iterator[Draft]:
    """Lines whose order is a claim and that are not in, or are in though it is none any more."""
    turns: dict[int, int] = defaultdict(int)
    for source in posted:
        kind, _colon, rest = source.partition(":")
        if kind == "line":
            line, _colon, turn = rest.partition(":")
            turns[int(line)] = max(turns[int(line)], int(turn))
    waiting = [
        line
        for line in OrderLine.objects.select_related("order").order_by("pk").iterator(chunk_size=2000)
        if line.gross and (line.order.state not in UNCLAIMED) != bool(turns[line.pk] % 2)
    ]
    for start in range(0, len(waiting), 500):
        batch = waiting[start : start + 500]
        labels = labels_of(batch)
        for line in batch:
            yield of_line(line, kind=labels[line.pk].kind, turn=turns[line.pk] + 1, currency=line.order.currency)
