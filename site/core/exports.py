"""Tables for spreadsheets, with formulas made harmless."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def guard(value: Any) -> Any:
    """Return the value, with an apostrophe before text that a spreadsheet runs as a formula (OWASP: CSV injection).

    Text that already looks guarded gets one more, so that `unguard` always gives back what there was.
    """
    if isinstance(value, str) and value.lstrip("'").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def unguard(text: str) -> str:
    """Return what was guarded."""
    guarded = text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS)
    return text[1:] if guarded else text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a CSV table in UTF-8 with a byte order mark, so that spreadsheets read every script."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guard(str(cell)) for cell in header])
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return an Excel workbook with one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([guard(str(cell)) for cell in header])
    for row in rows:
        sheet.append([guard(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
