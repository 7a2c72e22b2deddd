"""From an uploaded file to rows of text: CSV in whatever way a spreadsheet wrote it, or a workbook."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from core.characters import printable
from core.exports import unguard

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_ROWS = 10_000
MAX_COLUMNS = 200
# How many lines tell which character separates the cells.
TOP_LINES = 40
# A cell of Excel holds 32,767 characters.
LONGEST = 32_000
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Stands for a cell whose value only a spreadsheet knows.
FORMULA = "\0formula"
# What reading a workbook raises that is none, or a broken one; a SyntaxError is XML that is not well formed.
DAMAGED = (zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, LookupError, ValueError, TypeError,
           AttributeError, OverflowError, EOFError, OSError)  # fmt: skip
csv.field_size_limit(MAX_BYTES)


class Unreadable(Exception):
    """The file is no table that can be used; the message says why."""


@dataclass(frozen=True)
class Row:
    """One line of the table: its number as the spreadsheet shows it, and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """What was uploaded."""

    columns: list[str]
    rows: list[Row]


def read_table(content: bytes, known: Iterable[str], *, needed: Iterable[str] = ()) -> Table:
    """Return the table in a file's bytes; raises Unreadable.

    The columns must be among the known ones, in any order; the needed ones must be there.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(_("The file is larger than 10 MB."))
    lines = _workbook(content) if content.startswith(b"PK") else _text_table(content)
    filled = ((number, cells) for number, cells in lines if any(cells))
    number, header = next(filled, (0, []))
    if not header:
        raise Unreadable(_("The file is empty."))
    columns = _columns(header, list(known), list(needed))
    rows: list[Row] = []
    for number, cells in filled:
        if len(rows) == MAX_ROWS:
            raise Unreadable(_("The file has more than %d rows.") % MAX_ROWS)
        if any(cells[len(columns) :]):
            raise Unreadable(_("Row %d has more cells than there are columns.") % number)
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        rows.append(Row(number, dict(zip(columns, padded, strict=False))))
    return Table(columns, rows)


def read_any(content: bytes, *, most: int) -> Table:
    """Return a table whatever its columns are called, up to `most` rows; raises Unreadable.

    Columns without a name are called by their place; one that is there twice gets a number.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(_("The file is larger than 10 MB."))
    lines = _workbook(content) if content.startswith(b"PK") else _text_table(content)
    filled = ((number, cells) for number, cells in lines if any(cells))
    _number, header = next(filled, (0, []))
    columns: list[str] = []
    for place, cell in enumerate(header, 1):
        name = " ".join(cell.split())[:60] or _("Column %d") % place
        columns.append(f"{name} ({place})" if name in columns else name)
    rows: list[Row] = []
    for number, cells in filled:
        if len(rows) == most:
            raise Unreadable(_("The file has more than %d rows.") % most)
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        rows.append(Row(number, dict(zip(columns, padded, strict=False))))
    if not rows:
        raise Unreadable(_("The file has no rows below its first one, which names the columns."))
    return Table(columns, rows)


def read_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield every line that holds something as its number and cells, whatever its columns; raises Unreadable.

    For files that others lay out: a CSV may be in UTF-8 on some lines and in Windows-1252 on others.
    """
    if len(content) > MAX_BYTES:
        raise Unreadable(_("The file is larger than 10 MB."))
    if content.startswith(b"PK"):
        lines = _workbook(content)
    elif content.startswith((BOMS[1][0], BOMS[2][0])):
        lines = _text_table(content)
    else:
        lines = _laid_out(b"\n".join(_in_utf8(line) for line in content.split(b"\n")))
    for number, cells in lines:
        if any(cells):
            yield number, cells


def _laid_out(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The lines of a text whose first ones may not be the table's: the separator is the most frequent at its top."""
    if content.removeprefix(BOMS[0][0])[:4].lower() == b"sep=":
        yield from _text_table(content)
        return
    top = b"\n".join(content.split(b"\n", TOP_LINES)[:TOP_LINES])
    separator = max((b",", b";", b"\t"), key=top.count)
    named = b"sep=" + separator + b"\n" + content.removeprefix(BOMS[0][0])
    for number, cells in _text_table(named):
        yield number - 1, cells


def _in_utf8(line: bytes) -> bytes:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        # Bytes that Windows-1252 does not know either are shown as unknown characters.
        return line.decode("cp1252", "replace").encode()
    return line


def as_text(value: Any) -> str:
    """Return a cell as text that two cells of one value share, whatever program wrote them."""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return printable(str(value)).strip()[:LONGEST]


def _columns(header: list[str], known: list[str], needed: list[str]) -> list[str]:
    while header and not header[-1]:
        header = header[:-1]
    names = {name.casefold(): name for name in known}
    found = [names.get(" ".join(cell.split()).casefold(), "") for cell in header]
    unknown = [cell[:40] for cell, name in zip(header, found, strict=True) if not name]
    if not any(found):
        raise Unreadable(_("The first row must name the columns."))
    if unknown:
        raise Unreadable(_("There are no columns called: %s.") % "; ".join(unknown[:10]))
    twice = sorted({name for name in found if found.count(name) > 1})
    if twice:
        raise Unreadable(_("These columns are there twice: %s.") % "; ".join(twice))
    missing = [name for name in needed if name not in found]
    if missing:
        raise Unreadable(_("The column “%s” is missing.") % missing[0])
    return found


def _text_table(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = decoded(content)
    first, _break, rest = text.partition("\n")
    separator = ""
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        separator, text = first.strip()[-1], rest
        first = rest.partition("\n")[0]
    delimiter = separator or max(",;\t", key=first.count)
    skipped = 1 if separator else 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(reader, 1 + skipped):
            yield number, [as_text(unguard(cell)) for cell in _narrow(cells, number)]
    except csv.Error as error:
        raise Unreadable(_("Line %d cannot be read: a quotation mark is missing or too many.") % reader.line_num) from (
            error
        )


def _narrow(cells: list[Any], number: int) -> list[Any]:
    if len(cells) > MAX_COLUMNS:
        raise Unreadable(_("Row %d has more cells than there are columns.") % number)
    return cells


def decoded(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or what Excel in the West writes; raises Unreadable."""
    encoding = next((name for mark, name in BOMS if content.startswith(mark)), "")
    if not encoding and b"\0" in content:
        raise Unreadable(_("The file is not text. Save it as CSV in UTF-8, or as an Excel workbook (XLSX)."))
    try:
        return content.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding:
            raise Unreadable(_("The file is damaged: it is not in the encoding that it begins with.")) from error
    try:
        # What Excel in the West calls CSV.
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Unreadable(_("The file is in an unknown encoding. Save it as CSV in UTF-8.")) from error


def _workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable(_("The workbook is far too large."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # What a workbook says of its own size may be anything.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
            yield number, [_value(cell) for cell in cells]
    except DAMAGED as error:
        raise Unreadable(_("The workbook cannot be read. Save it again as XLSX, or as CSV.")) from error


def _value(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in {"f", "e"}:
        return FORMULA
    if isinstance(value, time):
        return f"{value:%H:%M}" if not value.second else value.isoformat()
    if isinstance(value, date):
        return as_text(value)
    return as_text(unguard(value) if isinstance(value, str) else value)
