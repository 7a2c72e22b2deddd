"""The sheets that badges are printed on, as data: millimetres from the upper left corner of the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INCH = 25.4


@dataclass(frozen=True)
class Sheet:
    """A page with badges in columns and rows. `folded`: below its front each badge stands again, for the other side."""

    code: str
    label: str | Promise
    page: tuple[float, float]
    badge: tuple[float, float]
    columns: int = 1
    rows: int = 1
    margin: tuple[float, float] = (0.0, 0.0)
    gap: tuple[float, float] = (0.0, 0.0)
    folded: bool = False

    @property
    def on_a_page(self) -> int:
        """How many badges a page takes."""
        return self.columns * self.rows

    def corners(self) -> Iterator[tuple[float, float]]:
        """Yield the left and top of each place on the page, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                left = self.margin[0] + column * (self.badge[0] + self.gap[0])
                yield round(left, 3), round(self.margin[1] + row * (self.badge[1] + self.gap[1]), 3)


LETTER, A4 = (8.5 * INCH, 11 * INCH), (210.0, 297.0)
# Measures as the makers print them on their packs; printers feed differently, hence the test sheet.
SHEETS: dict[str, Sheet] = {
    sheet.code: sheet
    for sheet in (
        Sheet("4x3", _("single, 4 × 3 in"), page=(4 * INCH, 3 * INCH), badge=(4 * INCH, 3 * INCH)),
        Sheet("a6", _("single, A6 across"), page=(148.0, 105.0), badge=(148.0, 105.0)),
        Sheet(
            "4x6-fold", _("4 × 6 in, folded to 4 × 3"), page=(4 * INCH, 6 * INCH), badge=(4 * INCH, 3 * INCH),
            folded=True,
        ),
        Sheet(
            "letter-6", _("US Letter, 6 inserts of 4 × 3 in (as Avery 74459)"), page=LETTER, badge=(4 * INCH, 3 * INCH),
            columns=2, rows=3, margin=(0.25 * INCH, 1 * INCH),
        ),
        Sheet(
            "a4-8", _("A4, 8 inserts of 90 × 54 mm"), page=A4, badge=(90.0, 54.0), columns=2, rows=4,
            margin=(15.0, 40.5),
        ),
        Sheet(
            "a4-4", _("A4, 4 inserts of 90 × 120 mm"), page=A4, badge=(90.0, 120.0), columns=2, rows=2,
            margin=(12.5, 26.0), gap=(5.0, 5.0),
        ),
    )
}  # fmt: skip
DEFAULT = "letter-6"


def choices() -> list[tuple[str, str | Promise]]:
    """Return the sheets for a form."""
    return [(sheet.code, sheet.label) for sheet in SHEETS.values()]
