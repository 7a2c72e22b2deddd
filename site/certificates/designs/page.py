"""The page around a template, which is ours: language, title, paper, fonts, the mark of a demo. Pure."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certificates.designs.markup import ASSETS
from certificates.designs.press import Job
from certificates.designs.sandbox import fill

FONTS = (
    '"Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Thai", "Noto Sans CJK SC", "Noto Sans CJK JP", '
    '"WenQuanYi Micro Hei", "DejaVu Sans", sans-serif'
)
# Rows of a fixed width are laid out in one pass; a word of a hundred letters is broken, not cut off.
BASE = f"""
@page {{ margin: 16mm 18mm; }}
body {{ font-family: {FONTS}; font-size: 10pt; line-height: 1.45; color: #14272f; margin: 0; overflow-wrap: anywhere; }}
table {{ table-layout: fixed; border-collapse: separate; border-spacing: 0; }}
.qr {{ image-rendering: crisp-edges; }}
.demo {{ border: 0.4mm solid #8a5a00; color: #6b4500; padding: 2mm 3mm; margin: 0 0 6mm; font-size: 9pt; }}
"""
# After the template's own styles: what a long name needs, and the paper.
LAST = ".long .name {{ font-size: 15pt; }} @page {{ size: {paper}; }}"
# The letters from which on a name is set smaller.
LONG = 40


def code_element(address: str, source: str = "asset:qr") -> SafeString:
    """Return the element that shows the code of an address."""
    return format_html(
        '<img class="qr" src="{}" alt="{}">', source, _("QR code that leads to %s") % address
    )  # fmt: skip


def styles(style: str, paper: str) -> str:
    """Return all styles of a certificate."""
    return "\n".join((BASE, style, LAST.format(paper=paper)))


def whole_page(template: Template, texts: Mapping[str, Any], *, head: str = "") -> str:
    """Return the whole document of one certificate; raises MissingValues and BadTemplate."""
    body = fill(template, texts)
    title, length = escape(f"{texts['kind']} {texts['serial']}"), "long" if len(texts["name"]) > LONG else "short"
    demo = _("Sample: this certificate is a demonstration and proves nothing.")
    mark = f'<p class="demo">{escape(demo)}</p>' if settings.DEMO else ""
    return (
        f'<!doctype html><html lang="{get_language() or settings.LANGUAGE_CODE}"><head><meta charset="utf-8">'
        f'<title>{title}</title>{head}</head><body class="{length}">{mark}{body}</body></html>'
    )


def job_of(template: Template, style: str, paper: str, texts: Mapping[str, Any]) -> Job:
    """Return what the press makes of one certificate; raises MissingValues and BadTemplate."""
    html = whole_page(template, texts)
    pictures = tuple((name, picture(name)) for name in ASSETS if name in html)
    return Job(html, styles(style, paper), texts["address"], pictures)


@cache
def picture(name: str) -> bytes:
    """Return one of the registered pictures."""
    content: bytes = (settings.ROOT / "site" / "static" / ASSETS[name]).read_bytes()
    return content
