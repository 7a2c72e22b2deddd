"""PDF documents from templates. Called by tasks only: WeasyPrint weighs 22 MB in a process."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string


class ForbiddenResource(Exception):
    """A template asked for something that is not one of the site's own static files."""


def _own_static_files_only(url: str) -> dict[str, Any]:
    """Return a file below `site/static` for a `static:` URL; everything else is refused, the network first of all."""
    root = (settings.ROOT / "site" / "static").resolve()
    path = (root / url.removeprefix("static:").lstrip("/")).resolve()
    if not url.startswith("static:") or not path.is_relative_to(root):
        raise ForbiddenResource(url[:80])
    kinds = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
    return {
        "string": Path(path).read_bytes(),
        "mime_type": kinds.get(path.suffix, "application/octet-stream"),
    }


def render_pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """Return the PDF of `templates/pdf/<template>.html`, US Letter by its style sheet, tagged for screen readers."""
    # Slow to import and heavy in memory: web workers never call this.
    from weasyprint import HTML

    values = {"organization": settings.ORGANIZATION, "demo": settings.DEMO, **context}
    html = render_to_string(f"pdf/{template}.html", values)
    document = HTML(string=html, base_url="static:", url_fetcher=_own_static_files_only)
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return pdf
