"""Badges laid on sheets: what the template of PDF and preview gets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conference.attendance.printing.faces import Face
from conference.attendance.printing.fitting import largest_size
from conference.attendance.printing.sheets import Sheet
from conference.edition.models import Edition

NAME_SIZES = (44.0, 38.0, 33.0, 28.0, 24.0, 20.0, 17.0, 14.0, 12.0, 10.0, 8.0)
AGENCY_SIZES = (13.0, 11.0, 9.5, 8.0, 7.0)
# Of a badge, in millimetres: what stands around the name (see css/pdf/badges.css).
PADDING, HEAD, RIBBON, AGENCY, QR_PART = 5.0, 8.0, 10.0, 9.0, 0.36


@dataclass(frozen=True)
class Laid:
    """A face at its place, with the sizes at which its words fit; `turned` is the other side of a folded badge."""

    face: Face
    place: int
    name_size: int
    agency_size: int
    turned: bool = False


def qr_side(sheet: Sheet) -> float:
    """Return the side of the code in millimetres: a good third of the badge's shorter side."""
    return round(min(sheet.badge) * QR_PART, 2)


def lay(sheet: Sheet, faces: Sequence[Face]) -> list[list[Laid]]:
    """Return the pages of a document; on a folded sheet each face stands twice."""
    sizes = [_sized(sheet, face) for face in faces]
    pages = []
    for start in range(0, len(faces), sheet.on_a_page):
        page = []
        for place, (face, name, agency) in enumerate(sizes[start : start + sheet.on_a_page]):
            page.append(Laid(face, place, name, agency))
            if sheet.folded:
                page.append(Laid(face, place, name, agency, turned=True))
        pages.append(page)
    return pages


def _sized(sheet: Sheet, face: Face) -> tuple[Face, int, int]:
    width, height = sheet.badge[0] - 2 * PADDING, sheet.badge[1] - HEAD - RIBBON
    upright = sheet.badge[1] > sheet.badge[0]
    if upright:
        height -= qr_side(sheet) + PADDING
    else:
        width -= qr_side(sheet) + PADDING / 2
    if face.agency:
        height -= AGENCY
    name = largest_size(face.name, width=width, height=height, sizes=NAME_SIZES)
    agency = largest_size(face.agency, width=width, height=AGENCY, sizes=AGENCY_SIZES)
    return face, NAME_SIZES.index(name), AGENCY_SIZES.index(agency)


def document(edition: Edition, sheet: Sheet, faces: Sequence[Face], *, marks: bool = False) -> dict[str, Any]:
    """Return the context of `pdf/conference/badges.html`; `marks` draws each badge's edge, for a test sheet."""
    return {
        "edition": edition,
        "sheet": sheet,
        "corners": [(number, left, top + _fold(sheet)) for number, (left, top) in enumerate(sheet.corners())],
        "turned_top": 0 if sheet.folded else None,
        "name_sizes": list(enumerate(NAME_SIZES)),
        "agency_sizes": list(enumerate(AGENCY_SIZES)),
        "qr_side": qr_side(sheet),
        "upright": sheet.badge[1] > sheet.badge[0],
        "pages": lay(sheet, faces),
        "marks": marks,
    }


def _fold(sheet: Sheet) -> float:
    return sheet.badge[1] if sheet.folded else 0.0
