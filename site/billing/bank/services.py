"""Take a statement in, once; confirm, set aside and undo what its lines pay."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from billing.bank.models import BankLine, BankStatement
from billing.bank.reading import Movement, Reading, read_statement
from billing.deposits.models import Deposit
from billing.deposits.services import allocate, book_deposit
from billing.errors import DecidedError, WrongAmountError
from billing.orders.models import Order
from billing.orders.settlement import lock_order
from billing.payments.models import Transaction
from core.audit.services import record
from core.files.models import PrivateFile
from core.files.services import store_private
from core.imports.tables import Unreadable
from core.money import ZERO

State = BankLine.State


def check_statement(
    *, content: bytes, name: str, currency: str, day_order: str, decimal_mark: str, actor: Any
) -> tuple[BankStatement, Reading]:
    """Read a file and keep it privately, with nothing taken in: the dry run. The same file again is the same statement.

    Raises Unreadable if it is no statement or can be read in two ways.
    """
    reading = read_statement(content, currency=currency, day_order=day_order, decimal_mark=decimal_mark)
    digest = hashlib.sha256(content).hexdigest()
    fields = {"currency": currency, "day_order": day_order, "decimal_mark": decimal_mark}
    known = BankStatement.objects.filter(digest=digest).first()
    if known is None:
        file = store_private(content, name=name, content_type="text/csv", purpose="bank-statement")
        known, _made = BankStatement.objects.get_or_create(
            digest=digest, defaults={**fields, "name": name[:200], "file": file, "imported_by": actor}
        )
    elif known.state == BankStatement.State.CHECKED:
        BankStatement.objects.filter(pk=known.pk).update(**fields)
        known.refresh_from_db()
    return known, reading


def reread(statement: BankStatement) -> Reading:
    """Return what a kept file holds, read as it was said; raises Unreadable if the file is gone."""
    file: PrivateFile | None = statement.file
    if file is None or not file.content:
        raise Unreadable("")
    with file.content.open("rb") as opened:
        content: bytes = opened.read()
    return read_statement(
        content, currency=statement.currency, day_order=statement.day_order, decimal_mark=statement.decimal_mark
    )


def new_movements(movements: Sequence[Movement]) -> list[Movement]:
    """Keep the movements that no statement has brought yet."""
    prints = [item.fingerprint for item in movements]
    known: set[str] = set()
    for start in range(0, len(prints), 500):
        batch = BankLine.objects.filter(fingerprint__in=prints[start : start + 500])
        known |= set(batch.values_list("fingerprint", flat=True))
    return [item for item in movements if item.fingerprint not in known]


@transaction.atomic
def take_in(*, statement: BankStatement, movements: Sequence[Movement], actor: Any) -> int:
    """Store the movements that are new and return how many; a second time, or overlapping files, add nothing."""
    locked = BankStatement.objects.select_for_update().get(pk=statement.pk)
    new = new_movements(movements)
    lines = [
        BankLine(
            statement=locked, row=item.row, booked_on=item.day, amount=item.amount, currency=item.currency,
            payer=item.payer, text=item.text, bank_reference=item.bank_reference, fingerprint=item.fingerprint,
        )
        for item in new
    ]  # fmt: skip
    before = BankLine.objects.count()
    BankLine.objects.bulk_create(lines, batch_size=500, ignore_conflicts=True)
    added = BankLine.objects.count() - before
    if added or locked.state != BankStatement.State.IMPORTED:
        locked.state, locked.imported_by = BankStatement.State.IMPORTED, actor
        locked.save(update_fields=["state", "imported_by"])
        record(actor=actor, action="bank_statement.imported", obj=locked, changes={"lines": added})
    return added


@transaction.atomic
def confirm_match(*, line: BankLine, orders: Sequence[int], actor: Any) -> Deposit:
    """Book a movement as a deposit and pay these orders with it, in their order, as far as it goes.

    Without orders all of it stays unallocated, to be allocated by hand. Raises DecidedError if somebody was faster,
    WrongAmountError for money that went out.
    """
    line = _lock(line)
    if line.amount <= ZERO:
        raise WrongAmountError(line.amount)
    deposit = book_deposit(
        amount=line.amount,
        currency=line.currency,
        method=Transaction.Method.BANK_TRANSFER,
        payer=line.payer or line.text[:200],
        reference=(line.bank_reference or line.text or line.payer)[:200],
        received_on=line.booked_on,
        key=f"bank-{line.pk}",
        actor=actor,
    )
    parts = _parts(line, orders)
    if parts:
        allocate(deposit=deposit, amounts=parts, actor=actor, key=f"bank-{line.pk}")
    line.state, line.deposit = State.BOOKED, deposit
    line.save(update_fields=["state", "deposit"])
    changes = {"deposit": deposit.pk, "orders": sorted(parts)}
    record(actor=actor, action="bank_line.booked", obj=line, changes=changes)
    return deposit


def _parts(line: BankLine, orders: Sequence[int]) -> dict[int, Decimal]:
    """What each order gets: its balance, as far as the movement goes. All are locked first, in one direction."""
    known = Order.objects.filter(pk__in=orders).order_by("pk")
    locked = {order.pk: lock_order(order) for order in known}
    left, parts = line.amount, {}
    for pk in filter(locked.__contains__, orders):
        part = min(left, locked[pk].balance)
        if part > ZERO and pk not in parts and locked[pk].currency == line.currency:
            parts[pk] = part
            left -= part
    return parts


@transaction.atomic
def ignore_line(*, line: BankLine, reason: str, actor: Any) -> BankLine:
    """Set a movement aside that is no payment of ours; raises DecidedError if it was decided before."""
    line = _lock(line)
    line.state, line.reason = State.IGNORED, reason[:200]
    line.save(update_fields=["state", "reason"])
    record(actor=actor, action="bank_line.ignored", obj=line, reason=reason)
    return line


@transaction.atomic
def reopen_line(*, line: BankLine, actor: Any) -> BankLine:
    """Take a movement up again that was set aside; raises DecidedError if it is not aside."""
    line = BankLine.objects.select_for_update().get(pk=line.pk)
    if line.state != State.IGNORED:
        raise DecidedError
    line.state, line.reason = State.OPEN, ""
    line.save(update_fields=["state", "reason"])
    record(actor=actor, action="bank_line.reopened", obj=line)
    return line


def _lock(line: BankLine) -> BankLine:
    line = BankLine.objects.select_for_update().get(pk=line.pk)
    if line.state != State.OPEN:
        raise DecidedError
    return line
