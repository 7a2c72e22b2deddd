"""Pictures without where and when they were taken: only what one sees is written again."""

import io

from PIL import Image, ImageOps

QUALITY = 92
PROFILE = "icc_profile"


class Unreadable(Exception):
    """The picture breaks off or is no picture."""


def clean_image(content: bytes, kind: str) -> bytes:
    """Return a JPEG or PNG re-encoded upright in its own size; raises Unreadable.

    Of everything that is not seen the colour profile alone is kept.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            upright = ImageOps.exif_transpose(image)
            bare = Image.new(upright.mode, upright.size)
            if upright.mode == "P":
                bare = upright.convert("RGBA")
                bare.info.clear()
            else:
                bare.paste(upright)
            kept = {PROFILE: image.info[PROFILE]} if PROFILE in image.info else {}
            out = io.BytesIO()
            if kind == "png":
                bare.save(out, "PNG", optimize=True, **kept)
            else:
                bare.save(out, "JPEG", quality=QUALITY, **kept)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise Unreadable from error
    return out.getvalue()
