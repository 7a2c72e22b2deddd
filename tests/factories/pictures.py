"""Pictures as people send them."""

import io

from PIL import Image


def picture_file(width=640, height=480, kind="JPEG", colour="teal", **options):
    """The bytes of a plain picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind, **options)
    return out.getvalue()
