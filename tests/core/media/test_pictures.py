"""Pictures that people send: what is read, what is refused with which sentence, and what is left of them."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile

from core.media import pictures
from core.media.pictures import MAX_SIDE, Cut, centre_of, cut_out, read_picture


def made(width=640, height=480, kind="JPEG", mode="RGB", colour="teal", **options):
    out = io.BytesIO()
    Image.new(mode, (width, height), colour).save(out, kind, **options)
    return out.getvalue()


def read(content, name="me.jpg"):
    return read_picture(SimpleUploadedFile(name, content))


def refusal(content):
    with pytest.raises(ValidationError) as caught:
        read(content)
    return caught.value.messages[0]


def opened(picture):
    return Image.open(io.BytesIO(picture.content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_what_telephones_and_computers_make_is_read(kind):
    picture = read(made(kind=kind), name="anything.exe")

    assert (picture.width, picture.height, opened(picture).format) == (640, 480, "JPEG")


@pytest.mark.parametrize(
    ("width", "height", "said"),
    [(1, 10_000, "1 by 10000 pixels"), (10_000, 1, "10000 by 1 pixels"), (120, 120, "at least 200"),
     (199, 400, "at least 200")],
)  # fmt: skip
def test_too_small_a_side_is_named(width, height, said):
    assert said in refusal(made(width, height, "PNG"))


def test_too_many_pixels_are_refused_before_they_are_decoded(monkeypatch):
    monkeypatch.setattr(pictures, "_plain", lambda image: pytest.fail("decoded"))

    assert "more than 52 megapixels" in refusal(made(9000, 6000, "PNG", mode="1", colour=0))


def test_a_bomb_of_a_few_kilobytes_is_refused():
    bomb = made(15_000, 15_000, "PNG", mode="1", colour=0)

    assert len(bomb) < 100_000
    assert "megapixels" in refusal(bomb)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG"),
        (b"MZ\x90\x00\x03" + bytes(2000), "not a JPEG, PNG or HEIC"),
        (b"\x7fELF" + bytes(2000), "not a JPEG, PNG or HEIC"),
        (b"%PDF-1.7 %%EOF", "not a JPEG, PNG or HEIC"),
        (b"GIF89a" + bytes(100), "not a JPEG, PNG or HEIC"),
        (b"", "the upload broke off"),
    ],
)
def test_what_is_no_picture_is_said(content, said):
    assert said in refusal(content)


@pytest.mark.parametrize("lenient", [True, False])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9, 0.999])
def test_an_upload_that_broke_off_is_said(monkeypatch, kind, part, lenient):
    """Whether or not WeasyPrint has made Pillow lenient in this process."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    noise = Image.effect_noise((640, 480), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, kind)
    content = out.getvalue()

    said = refusal(content[: int(len(content) * part)])

    assert "broke off" in said or "not a JPEG, PNG or HEIC" in said


def test_more_bytes_than_allowed_are_not_read(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 1024 * 1024)

    assert "larger than 1 MB" in refusal(bytes(1024 * 1024 + 1))


def test_where_and_when_it_was_taken_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "Canary camera"
    exif.get_ifd(0x8825)[2] = (33.0, 48.0, 0.0)
    picture = read(made(exif=exif, comment=b"Canary comment"))

    found = opened(picture)

    assert dict(found.getexif()) == {}
    assert b"Canary" not in picture.content
    assert "exif" not in found.info


def test_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = read(made(640, 480, exif=exif))

    assert (picture.width, picture.height) == (480, 640)


def test_what_was_transparent_is_white():
    found = opened(read(made(300, 300, "PNG", mode="RGBA", colour=(0, 0, 0, 0))))

    assert found.getpixel((150, 150)) == (255, 255, 255)


def test_colours_are_those_of_screens_and_a_broken_profile_does_not_matter():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert read(made(icc_profile=srgb)).width == 640
    assert read(made(icc_profile=b"nonsense" * 40)).width == 640


def test_a_large_one_is_made_smaller():
    picture = read(made(6000, 4000))

    assert (max(picture.width, picture.height) <= MAX_SIDE, picture.width * 2, picture.height * 3) == (
        True, picture.height * 3, picture.width * 2)  # fmt: skip


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_the_middle_lies_in_the_picture(width, height):
    cut = centre_of(width, height)

    assert cut.lies_in(width, height)
    assert cut.side == min(width, height)


@given(st.integers(-5, 60), st.integers(-5, 60), st.integers(-5, 60))
def test_a_cut_lies_in_a_picture_if_all_its_corners_do(left, top, side):
    inside = side > 0 and left >= 0 and top >= 0 and left + side <= 50 and top + side <= 40

    assert Cut(left, top, side).lies_in(50, 40) == inside


def test_a_square_is_cut_out():
    picture = cut_out(read(made()).content, Cut(100, 50, 300))

    assert (picture.width, picture.height) == (300, 300)
