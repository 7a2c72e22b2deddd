"""Shared documents keep what one sees and lose what they tell of their makers; independent readers open them after."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from docx import Document
from factories.documents import SECRET, docx, jpeg, pdf, plain_pdf, png, pptx, with_part
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader, PdfWriter

from core.files.cleaning.kinds import kind_of
from core.files.cleaning.media import strip_film, strip_media
from core.files.cleaning.services import clean


def unpacked(content):
    """All bytes of a package, so that nothing hides behind compression."""
    package = zipfile.ZipFile(io.BytesIO(content))
    return b"".join(package.read(name) for name in package.namelist())


def inflated(content):
    """All bytes of a PDF's objects."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for item in writer._objects:
        if hasattr(item, "get_data"):
            yield item.get_data()
        yield repr(item).encode()


def test_a_pdf_loses_author_attachment_script_and_the_name_on_a_comment():
    sent = pdf()
    assert any(SECRET.encode() in part for part in inflated(sent))

    cleaned = clean(sent, "pdf")

    assert not any(SECRET.encode() in part for part in inflated(cleaned.content))
    assert SECRET.encode() not in cleaned.content
    found = PdfReader(io.BytesIO(cleaned.content))
    assert "Slides about patterns" in found.pages[0].extract_text()
    assert "Slides about patterns" in cleaned.text
    assert not found.attachments


def test_the_links_of_a_pdf_stay():
    found = PdfReader(io.BytesIO(clean(pdf(), "pdf").content))

    assert [item.get_object()["/A"]["/URI"] for item in found.pages[0]["/Annots"] if "/A" in item.get_object()] == [
        "https://example.org/"
    ]


def test_a_presentation_loses_author_notes_and_the_camera_of_its_pictures_and_opens_again():
    sent = pptx("Patterns of approach")
    assert SECRET.encode() in unpacked(sent)

    cleaned = clean(sent, "pptx")

    assert SECRET.encode() not in unpacked(cleaned.content)
    slide = Presentation(io.BytesIO(cleaned.content)).slides[0]
    assert slide.shapes.title.text == "Patterns of approach"
    assert not slide.has_notes_slide
    charts = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert list(charts[0].plots[0].categories) == ["2025", "2026"]
    assert "Patterns of approach" in cleaned.text


def test_a_presentation_refers_to_nothing_that_is_gone():
    package = zipfile.ZipFile(io.BytesIO(clean(pptx(), "pptx").content))
    names = set(package.namelist())

    assert not [name for name in names if "embeddings" in name or "notesSlides" in name or "docProps" in name]
    relations = b"".join(package.read(name) for name in names if name.endswith(".rels"))
    assert b"embeddings" not in relations
    assert b"notesSlide" not in relations
    assert b"externalData" not in unpacked(clean(pptx(), "pptx").content)


def test_a_text_loses_its_author_and_what_was_deleted():
    cleaned = clean(docx("A checklist"), "docx")

    assert SECRET.encode() not in unpacked(cleaned.content)
    assert [item.text for item in Document(io.BytesIO(cleaned.content)).paragraphs if item.text] == ["A checklist"]


@pytest.mark.parametrize(("content", "kind"), [(jpeg(), "jpeg"), (png(), "png")])
def test_a_picture_keeps_its_size_and_loses_the_rest(content, kind):
    assert SECRET.encode() in content

    cleaned = clean(content, kind).content

    assert SECRET.encode() not in cleaned
    assert Image.open(io.BytesIO(cleaned)).size == (64, 48)


@pytest.mark.parametrize("content", [jpeg(), png()])
def test_pictures_inside_documents_are_stripped_without_loss(content):
    stripped = strip_media(content)

    assert SECRET.encode() not in stripped
    before, after = (Image.open(io.BytesIO(item)).convert("RGBA").tobytes() for item in (content, stripped))
    assert before == after


def test_a_film_says_no_more_where_it_was_taken_and_keeps_its_length():
    place = (len(SECRET) + 8).to_bytes(4, "big") + b"udta" + SECRET.encode()
    moov = (len(place) + 8).to_bytes(4, "big") + b"moov" + place
    film = b"\0\0\0\x10ftypisom\0\0\0\0" + moov + b"\0\0\0\x0cmdatPLAY"

    stripped = strip_film(film)

    assert SECRET.encode() not in stripped
    assert len(stripped) == len(film)
    assert stripped.endswith(b"PLAY")


def said_of(content):
    """What is said of a document."""
    try:
        clean(content, kind_of(content))
    except ValidationError as error:
        return error.messages[0]
    return "It is clean."


@given(st.binary(max_size=400))
def test_whatever_bytes_come_they_are_answered_with_a_sentence(content):
    for head in (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"):
        assert said_of(head + content).endswith(".")
        strip_media(head + content)


HOSTILE = {
    "a program": (b"MZ" + bytes(200), "is a program"),
    "a script": (b"#!/bin/sh\nrm -rf /", "is a program"),
    "a drawing with a script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "can carry scripts"),
    "an old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office format"),
    "a PDF that breaks off": (plain_pdf()[:1500], "broke off"),
    "a presentation that breaks off": (pptx()[:5000], "broke off"),
    "macros": (with_part(pptx(), "ppt/vbaProject.bin", lambda _part: b"x"), "macros"),
    "an archive": (with_part(b"PK\x05\x06" + bytes(18), "readme.txt", lambda _part: b"x"), "archive"),
    "text": (b"just words", "not a PDF"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_document_is_refused_with_what_to_do(name):
    content, said = HOSTILE[name]

    with pytest.raises(ValidationError) as caught:
        kind_of(content)

    assert said in caught.value.messages[0]


def test_a_package_that_unpacks_to_gigabytes_is_refused(monkeypatch):
    monkeypatch.setattr("core.files.cleaning.kinds.MAX_UNPACKED", 100_000)
    bomb = with_part(pptx(), "ppt/media/zeros.bin", lambda _part: bytes(200_000))

    with pytest.raises(ValidationError, match="unpacks"):
        kind_of(bomb)


def test_an_entity_in_a_part_is_refused():
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    content = with_part(pptx(), "ppt/presProps.xml", lambda _part: evil)

    with pytest.raises(ValidationError, match="cannot be read"):
        clean(content, "pptx")


def test_an_embedded_file_is_refused_with_what_to_do():
    relation = b'<Relationship Id="rX" Type="oleObject" Target="../embeddings/book.xlsx"/></Relationships>'
    sent = with_part(pptx(), "ppt/slides/_rels/slide1.xml.rels", lambda p: p.replace(b"</Relationships>", relation))

    with pytest.raises(ValidationError, match="Paste them as pictures"):
        clean(with_part(sent, "ppt/embeddings/book.xlsx", lambda _part: b"x"), "pptx")


def test_a_locked_pdf_is_refused_with_what_to_do():
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(plain_pdf()))), io.BytesIO()
    writer.encrypt("secret")
    writer.write(out)

    with pytest.raises(ValidationError, match="password"):
        clean(out.getvalue(), "pdf")
