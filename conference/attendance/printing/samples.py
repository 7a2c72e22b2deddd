"""Badges of nobody, for a test sheet: the longest and the shortest name, and other scripts; their codes are dead."""

from itertools import cycle, islice

from conference.attendance.printing.faces import QR_VERSION, Access, Face, Ribbon
from core.qr import qr_image

NAMES = (
    "Test Sheet",
    "Maximiliane-Theodora Featherstonehaugh-Wolfeschlegelsteinhausen de la Santísima Trinidad y Castellanos III",
    "测试页",
    "ورقة اختبار",
    "גיליון בדיקה",
    "ใบทดสอบ",
    "X",
)
# Of the right form, and never issued.
DEAD_TOKEN = "0" * 26


def test_faces(number: int) -> list[Face]:
    """Return so many faces."""
    qr = qr_image(DEAD_TOKEN, version=QR_VERSION)
    rows = zip(
        cycle(NAMES), cycle(Ribbon), cycle(Access), ("", "Agency, if the person wants it") * number, strict=False
    )
    return [Face(name, agency, ribbon, access, DEAD_TOKEN, qr) for name, ribbon, access, agency in islice(rows, number)]
