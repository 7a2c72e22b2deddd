"""From a bank's file to movements: which column is what, each fault with its row."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from billing.bank.cells import (
    UnclearError,
    day_order_of,
    decimal_mark_of,
    needs_day_order,
    needs_decimal_mark,
    read_amount,
    read_day,
)
from core.imports.tables import MAX_ROWS, Unreadable, read_lines

# How banks call their columns, in the order in which a file with several is read.
NAMES: dict[str, tuple[str, ...]] = {
    "day": ("posting date", "posted date", "booking date", "date posted", "transaction date", "date", "buchungstag",
            "fecha", "fecha de operación", "value date"),
    "amount": ("amount", "transaction amount", "betrag", "importe", "amount (usd)", "umsatz"),
    "credit": ("credit", "credits", "credit amount", "deposit", "deposits", "haben", "abono", "money in", "paid in"),
    "debit": ("debit", "debits", "debit amount", "withdrawal", "withdrawals", "soll", "cargo", "money out", "paid out"),
    "payer": ("payer", "name", "counterparty", "originator", "auftraggeber", "begünstigter/zahlungspflichtiger",
              "ordenante", "customer name", "from"),
    "text": ("reference", "description", "details", "memo", "payment details", "verwendungszweck", "concepto",
             "narrative", "transaction description", "remittance information"),
    "bank_reference": ("transaction id", "bank reference", "bank reference number", "fitid", "check number", "check #",
                       "customer reference", "referencia"),
    "currency": ("currency", "ccy", "währung", "divisa", "moneda"),
}  # fmt: skip
# Some banks write the account's number and the period above the table.
PREAMBLE = 30
SHOWN = 100


@dataclass(frozen=True)
class Movement:
    """One line of the statement."""

    row: int
    day: date
    amount: Decimal
    currency: str
    payer: str
    text: str
    bank_reference: str
    fingerprint: str = ""


@dataclass
class Reading:
    """What a file holds, and what is wrong with it."""

    movements: list[Movement] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


Rows = list[tuple[int, dict[str, str]]]


def read_statement(content: bytes, *, currency: str, day_order: str = "auto", decimal_mark: str = "auto") -> Reading:
    """Return the movements of a bank's CSV (commas, semicolons, tabs; UTF-8, Windows-1252, or both) or workbook.

    `day_order` ("us", "eu") and `decimal_mark` (".", ",") decide what the file itself leaves open. A faulty row is a
    problem and no movement. Raises Unreadable for a file that is no statement, or can be read in two ways.
    """
    rows = _rows(content)
    days = [cells["day"] for _row, cells in rows]
    figures = [cells.get(name, "") for _row, cells in rows for name in ("amount", "credit", "debit")]
    try:
        order = _chosen(day_order, day_order_of(days), needed=needs_day_order(days), sentence=_(
            "The dates can be read in two ways: say whether the month or the day comes first."))  # fmt: skip
        mark = _chosen(decimal_mark, decimal_mark_of(figures), needed=needs_decimal_mark(figures), sentence=_(
            "The amounts can be read in two ways: say which is the decimal mark."))  # fmt: skip
    except UnclearError as error:
        raise Unreadable(str(error)) from None
    reading = Reading()
    for number, cells in rows:
        try:
            reading.movements.append(_movement(number, cells, currency, order or "us", mark or "."))
        except UnclearError as error:
            reading.problems.append(_("Row %(row)d: %(sentence)s") % {"row": number, "sentence": error})
    reading.movements = list(_named(reading.movements))
    return reading


def _chosen(said: str, seen: str, *, needed: bool, sentence: str) -> str:
    if said != "auto":
        return said
    if not seen and needed:
        raise Unreadable(sentence)
    return seen


def _rows(content: bytes) -> Rows:
    columns: dict[int, str] = {}
    rows: Rows = []
    for place, (number, cells) in enumerate(read_lines(content)):
        if not columns:
            columns = _columns(cells)
            if not columns and place >= PREAMBLE:
                break
            continue
        found = {name: cells[index] for index, name in columns.items() if index < len(cells)}
        if not any(found.values()):
            continue
        if len(rows) == MAX_ROWS:
            raise Unreadable(_("The file has more than %d rows.") % MAX_ROWS)
        rows.append((number, {"day": "", **found}))
    if not columns:
        raise Unreadable(_("No row names the columns: a date and an amount (or credit and debit) are needed."))
    return rows


def _columns(cells: Sequence[str]) -> dict[int, str]:
    """The columns by their place, if this is the row that names them."""
    heads = [" ".join(cell.split()).casefold() for cell in cells]
    found: dict[int, str] = {}
    for name, aliases in NAMES.items():
        place = next((heads.index(alias) for alias in aliases if alias in heads), None)
        if place is not None and place not in found:
            found[place] = name
    return found if "day" in found.values() and {"amount", "credit"} & set(found.values()) else {}


def _movement(number: int, cells: dict[str, str], currency: str, order: str, mark: str) -> Movement:
    own = cells.get("currency", "").strip().upper() or currency
    if len(own) != 3 or not own.isascii() or not own.isalpha():
        raise UnclearError(_("“%s” is no currency.") % own[:20])
    return Movement(
        row=number,
        day=read_day(cells["day"], order),
        amount=_amount(cells, mark),
        currency=own,
        payer=cells.get("payer", "")[:200],
        text=cells.get("text", "")[:500],
        bank_reference=cells.get("bank_reference", "")[:120],
    )


def _amount(cells: dict[str, str], mark: str) -> Decimal:
    if cells.get("amount", "").strip():
        amount = read_amount(cells["amount"], mark)
    elif cells.get("credit", "").strip():
        amount = read_amount(cells["credit"], mark)
    elif cells.get("debit", "").strip():
        amount = -abs(read_amount(cells["debit"], mark))
    else:
        raise UnclearError(_("there is no amount."))
    if not amount:
        raise UnclearError(_("the amount is nothing."))
    return amount


def _named(movements: list[Movement]) -> Iterator[Movement]:
    """Name each movement by what it says; equal ones of one file by their count, so that each counts once."""
    counted: Counter[str] = Counter()
    for item in movements:
        said = "\x1f".join(
            [item.day.isoformat(), str(item.amount), item.currency, item.payer, item.text, item.bank_reference]
        )
        counted[said] += 1
        digest = hashlib.sha256(f"{said}\x1f{counted[said]}".encode()).hexdigest()
        yield Movement(**{**item.__dict__, "fingerprint": digest})
