"""The decoder of QR codes for browsers without one of their own, where it is installed."""

from django.conf import settings
from django.templatetags.static import static


def decoder_url() -> str:
    """Return the address of its file, or nothing: without npm there is none."""
    if not settings.QR_DECODER.is_dir():
        return ""
    try:
        return static("decoder/jsQR.js")
    except ValueError:
        # The static files were collected before it was installed.
        return ""
