"""Pictures that people send: read carefully, re-encoded, so that nothing but what one sees is kept of them."""

import io
from dataclasses import dataclass

import pillow_heif
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from core.media.whole import is_whole

pillow_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "HEIF")
MAX_BYTES = 20 * 1024 * 1024
# Telephones take 48 and 50 megapixels.
MAX_PIXELS = 52_000_000
MIN_SIDE = 200  # pixels
# What is kept of a larger one, in pixels: enough for a printed programme.
MAX_SIDE = 2400
CUT_SIDE = 800
QUALITY = 88
JPEG = "image/jpeg"
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, RuntimeError)
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Picture:
    """A JPEG without metadata, and its size in pixels."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Cut:
    """A square in a picture, in pixels from its upper left corner."""

    left: int
    top: int
    side: int

    def lies_in(self, width: int, height: int) -> bool:
        """Return whether it lies in a picture of that size."""
        inside = self.left + self.side <= width and self.top + self.side <= height
        return min(self.left, self.top) >= 0 and self.side > 0 and inside


def centre_of(width: int, height: int) -> Cut:
    """Return the largest square in the middle."""
    side = min(width, height)
    return Cut((width - side) // 2, (height - side) // 2, side)


def read_picture(upload: "UploadedFile[bytes]") -> Picture:
    """Return an uploaded picture, upright and re-encoded; raises ValidationError with a sentence for the form.

    What it is its content says; name and announced type are not looked at. Its size is known before it is decoded.
    """
    if upload.size is None or upload.size > MAX_BYTES:
        said = _("The picture is larger than %(limit)d MB. Send a smaller one.")
        raise ValidationError(said % {"limit": MAX_BYTES // 1048576})
    content = upload.read()
    if not content:
        raise ValidationError(_("The file is empty: the upload broke off. Send it again."))
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if not is_whole(content, image.format or ""):
                raise ValidationError(_broken())
            _require_size(*image.size)
            # Of a large JPEG only as much is decoded as is kept.
            image.draft("RGB", (MAX_SIDE, MAX_SIDE))
            return _encode(_plain(image), MAX_SIDE)
    except UnidentifiedImageError as error:
        raise ValidationError(_not_a_picture(content)) from error
    except TOO_LARGE as error:
        raise ValidationError(_too_many_pixels()) from error
    except UNREADABLE as error:
        raise ValidationError(_broken()) from error


def read_stored(content: bytes) -> Picture:
    """Return a picture that `read_picture` made and that was stored since."""
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
        return Picture(content, image.width, image.height)


def cut_out(content: bytes, cut: Cut) -> Picture:
    """Return a square of a picture that `read_picture` made."""
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as image:
        return _encode(image.crop((cut.left, cut.top, cut.left + cut.side, cut.top + cut.side)), CUT_SIDE)


def _require_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise ValidationError(_too_many_pixels())
    if min(width, height) < MIN_SIDE:
        said = _("The picture is %(width)d by %(height)d pixels. It needs at least %(least)d on each side.")
        raise ValidationError(said % {"width": width, "height": height, "least": MIN_SIDE})


def _too_many_pixels() -> str:
    return _("The picture has more than %(limit)d megapixels. Send a smaller one.") % {"limit": MAX_PIXELS // 1_000_000}


def _broken() -> str:
    return _("The picture is broken or the upload broke off. Send it again.")


def _not_a_picture(content: bytes) -> str:
    if b"<svg" in content[:2048].lower():
        return _("Drawings (SVG) cannot be used as a portrait. Send a JPEG, PNG or HEIC picture.")
    return _("The file is not a JPEG, PNG or HEIC picture, whatever its name says. Export it again and retry.")


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture upright, in sRGB, on white where it was transparent."""
    upright = ImageOps.exif_transpose(image)
    profile = upright.info.get("icc_profile")
    if upright.mode in ("RGBA", "LA", "PA", "P") or "transparency" in upright.info:
        clear = upright.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        upright = Image.alpha_composite(white, clear)
    plain = upright.convert("RGB")
    return _in_srgb(plain, profile) if profile and image.mode == "RGB" else plain


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        found = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        # A broken profile: the colours are taken as they are.
        return image
    return found or image


def _encode(image: Image.Image, longest: int) -> Picture:
    # Pasted into a new picture, so that nothing of the old one's metadata can come along.
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    bare.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Picture(out.getvalue(), bare.width, bare.height)
