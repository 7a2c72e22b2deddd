"""PDF documents from templates. Called by tasks only: WeasyPrint weighs 22 MB in a process."""

from base64 import b64decode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from core.qr import PNG_ADDRESS

# A QR code has some hundred characters: what is longer was not drawn by us.
LONGEST_ADDRESS = 2000


class ForbiddenResource(Exception):
    """A template asked for something that is neither one of the site's own static files nor a small drawn image."""


def own_file(url: str) -> tuple[bytes, str]:
    """Return content and type of a file below `site/static` for a `static:` URL, or of a small PNG in a `data:` URL.

    Everything else is refused with ForbiddenResource.
    """
    if url.startswith(PNG_ADDRESS) and len(url) <= LONGEST_ADDRESS:
        return b64decode(url.removeprefix(PNG_ADDRESS)), "image/png"
    root = (settings.ROOT / "site" / "static").resolve()
    path = (root / url.removeprefix("static:").lstrip("/")).resolve()
    if not url.startswith("static:") or not path.is_relative_to(root):
        raise ForbiddenResource(url[:80])
    kinds = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
    return Path(path).read_bytes(), kinds.get(path.suffix, "application/octet-stream")


def render_pdf(template: str, context: Mapping[str, Any], *, tagged: bool = True) -> bytes:
    """Return the PDF of `templates/pdf/<template>.html`, US Letter by its style sheet, as PDF/UA-1.

    Untagged is only what is laid over another document, as its ornament.
    """
    # Slow to import and heavy in memory: web workers never call this.
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnStaticFiles(URLFetcher):
        """A missing or forbidden file stops the document: half a document is worse than none."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            content, kind = own_file(url)
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    values = {"organization": settings.ORGANIZATION, "demo": settings.DEMO, **context}
    html = render_to_string(f"pdf/{template}.html", values)
    document = HTML(string=html, base_url="static:", url_fetcher=OwnStaticFiles(fail_on_errors=True))
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1" if tagged else None)
    return pdf
