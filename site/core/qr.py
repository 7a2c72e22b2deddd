"""QR codes as SVG markup, for pages and documents."""

from itertools import groupby

import qrcode
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

# The empty border that the norm asks for, in modules; any of the eight masks may be used.
QUIET, MASK = 4, 0


def qr_svg(content: str, *, label: str = "") -> SafeString:
    """Return an SVG element whose modules are one path; black on transparent, with the quiet zone the norm asks for.

    `label` says what the code is to whoever does not see it: a document's tags read it aloud.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=10, border=4, image_factory=SvgPathImage)
    code.add_data(content)
    image = code.make_image(attrib={"class": "qr", "role": "img"})
    head, modules = image.to_string(encoding="unicode").split(">", 1)
    # Built by the library from the content's modules alone: the content itself is not in it.
    return mark_safe(f"{head}><title>{escape(label or _('QR code'))}</title>{modules}")


def qr_path(content: str, *, version: int) -> tuple[int, str]:
    """Return the size in modules, quiet zone included, and the SVG path of a code of a fixed version.

    The path is to be stroked, one unit wide: a line for each run of dark modules is half the work of a rectangle.
    Eight times as fast as choosing the mask that looks best, which readers do not need: for sheets of hundreds.
    Raises `qrcode.exceptions.DataOverflowError` if the content does not fit.
    """
    code = qrcode.QRCode(version=version, error_correction=ERROR_CORRECT_M, mask_pattern=MASK)
    code.add_data(content)
    code.make(fit=False)
    runs = []
    for y, row in enumerate(code.modules, QUIET):
        x = 0
        for dark, group in groupby(row):
            length = len(list(group))
            if dark:
                runs.append(f"M{x + QUIET} {y}.5h{length}")
            x += length
    return len(code.modules) + 2 * QUIET, "".join(runs)
