"""A template as a page, while it is being written: bounded work, no PDF, nothing loaded from anywhere."""

import base64

from django.utils.html import escape

from certificates.designs.markup import ASSETS, check_markup, check_style
from certificates.designs.page import code_element, picture, styles, whole_page
from certificates.designs.samples import ADDRESS, sample
from certificates.designs.sandbox import BadTemplate, MissingValues, compile_template
from core.qr import qr_png

# Where paper ends on a screen, in millimetres.
WIDTHS = {"letter": 216, "A4": 210, "letter landscape": 279, "A4 landscape": 297}
SCREEN = "html {{ background: #fff; width: {width}mm; }} body {{ padding: 16mm 18mm; }}"


def preview(*, kind: str, body: str, style: str, paper: str) -> tuple[str, str]:
    """Return the page of a sample, and what is wrong with the template: then the page says just that."""
    code = _data(qr_png(ADDRESS), "image/png")
    try:
        check_markup(body)
        check_style(style)
        values = {**sample(kind), "qr": code_element(ADDRESS, code)}
        sheet = styles(style, paper) + SCREEN.format(width=WIDTHS.get(paper, 216))
        page = whole_page(compile_template(body), values, head=f"<style>{sheet}</style>")
    except (BadTemplate, MissingValues) as error:
        return f'<!doctype html><html lang="en"><title>-</title><body><p>{escape(str(error))}</p>', str(error)
    for name in ASSETS:
        if name in page:
            page = page.replace(name, _data(picture(name), "image/svg+xml"))
    return page, ""


def _data(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
