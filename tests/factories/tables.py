"""Tables as other programs write them."""

import csv
import io


def rewritten(content, *, delimiter=",", encoding="utf-8", mark=b"", newline="\r\n"):
    """A CSV file as another program would write it."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return mark + out.getvalue().encode(encoding)
