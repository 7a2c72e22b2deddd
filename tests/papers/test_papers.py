"""Every document as a reader, a scanner and a screen reader get it.

`make check-pdf` has them written into the folder PAPERS and gives them to a validator of PDF/UA-1.
"""

import io
import os
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings
from factories.papers import papers
from pypdf import PdfReader

from core.pdf import render_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


def scanned(document):
    """What an independent reader finds on the rendered pages."""
    pictures = [page.render(scale=2).to_pil() for page in document]
    return {found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)}


def words_of(document):
    """All text, in the order of the contents; pdfium has a sign of its own for a hyphen that ends a line."""
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.replace("\ufffe", "-").split())


def letters(text):
    return Counter(unicodedata.normalize("NFKC", text).replace(" ", "").casefold())


def figures(element):
    """The structure's figures."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if hasattr(found, "get"):
            if found.get("/S") == "/Figure":
                yield found
            yield from figures(found)


@pytest.fixture
def missing_glyphs(caplog):
    """What WeasyPrint says of characters for which it drew the empty box, no font having them."""
    caplog.set_level("WARNING", logger="weasyprint")
    return lambda: [text for text in caplog.messages if ".notdef" in text]


def test_documents_are_tagged_named_read_in_order_and_scanned(tmp_path, missing_glyphs):
    folder = Path(os.environ.get("PAPERS") or tmp_path)

    for paper in papers():
        (folder / f"{paper.name}.pdf").write_bytes(paper.pdf)
        reader = PdfReader(io.BytesIO(paper.pdf))
        with pypdfium2.PdfDocument(paper.pdf) as document:
            text, codes = words_of(document), scanned(document) if paper.codes else set()
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"], paper.name
        assert (root["/Lang"], bool(reader.metadata.title)) == ("en", True), paper.name
        assert b"pdfuaid" in root["/Metadata"].get_data(), paper.name
        assert all(figure.get("/Alt") for figure in figures(root["/StructTreeRoot"])), paper.name
        assert codes == paper.codes, paper.name
        places = [text.casefold().find(word.casefold()) for word in paper.words]
        assert -1 not in places, (paper.name, paper.words, text)
        assert places == sorted(places), (paper.name, paper.words, text)
        for name in paper.names:
            assert letters(name) <= letters(text), (paper.name, name, text)
    assert missing_glyphs() == []


def test_a_character_without_glyph_is_noticed(missing_glyphs):
    render_pdf("conference/mark", {"width": 100, "height": 100, "size": 9, "words": "\u0378"}, tagged=False)

    assert len(missing_glyphs()) == 2


def test_no_template_is_left_out():
    """A new document has to join `factories.papers`."""
    templates = {path.stem for path in (settings.ROOT / "templates/pdf").rglob("*.html")}

    assert templates == {
        "badges", "document", "door_signs", "mark", "place_letter", "programme", "report", "roster", "statement",
        "ticket", "transcript",
    }  # fmt: skip
