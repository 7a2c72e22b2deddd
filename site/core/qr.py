"""QR codes as SVG markup, for pages and documents."""

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


def qr_svg(content: str) -> SafeString:
    """Return an SVG element whose modules are one path; black on transparent, with the quiet zone the norm asks for."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=10, border=4, image_factory=SvgPathImage)
    code.add_data(content)
    image = code.make_image(attrib={"class": "qr", "role": "img", "aria-hidden": "true"})
    # Built by the library from the content's modules alone: the content itself is not in it.
    return mark_safe(image.to_string(encoding="unicode"))
