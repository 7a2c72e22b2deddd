"""Documents as people send them, each with what its maker did not mean to send: `SECRET` in every hidden place."""

import io
import zipfile

from docx import Document
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Link
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from core.pdf import render_pdf

SECRET = "Canarina-Testwell"


def jpeg(width=64, height=48):
    """A picture that says where it was taken."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x013B] = SECRET
    Image.new("RGB", (width, height), "teal").save(out, "JPEG", exif=exif.tobytes(), comment=SECRET.encode())
    return out.getvalue()


def png():
    """A picture with a text in it that nobody sees."""
    out, info = io.BytesIO(), PngInfo()
    info.add_text("Author", SECRET)
    Image.new("RGBA", (64, 48), (0, 80, 80, 128)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def plain_pdf(words="Slides about patterns", *, width=720, height=405):
    """A page of slides, without anything hidden."""
    return render_pdf("conference/mark", {"width": width, "height": height, "size": 12, "words": words})


def pdf(words="Slides about patterns"):
    """A PDF with an author, XMP, a script, an attachment and a signed comment."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(plain_pdf(words))))
    writer.add_metadata({"/Author": SECRET, "/Title": SECRET})
    xmp = DecodedStreamObject()
    xmp.set_data(f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp)
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(f"alert('{SECRET}')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment("notes.txt", SECRET.encode())
    note = FreeText(text="Seen", rect=(10, 10, 100, 40))
    note[NameObject("/T")] = TextStringObject(SECRET)
    writer.add_annotation(0, note)
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://example.org/"))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pptx(title="Patterns of approach"):
    """A presentation with an author, notes, a picture and a chart with its table."""
    made = Presentation()
    made.core_properties.author = made.core_properties.last_modified_by = SECRET
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = title
    slide.notes_slide.notes_text_frame.text = f"Say this as {SECRET}"
    slide.shapes.add_picture(io.BytesIO(jpeg()), Inches(1), Inches(1))
    data = CategoryChartData()
    data.categories = ["2025", "2026"]
    data.add_series("Cases", (3, 4))
    size = (Inches(3), Inches(2), Inches(4), Inches(3))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *size, data)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def docx(text="A checklist for the first call"):
    """A text with an author, and with words that were deleted in review."""
    made = Document()
    made.core_properties.author = SECRET
    made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    deleted = f'<w:p><w:del w:id="1" w:author="{SECRET}"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>'
    return with_part(
        out.getvalue(), "word/document.xml", lambda part: part.replace(b"<w:body>", b"<w:body>" + deleted.encode())
    )


def with_part(content, name, change):
    """A package in which one part is changed, or new."""
    source, out = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            target.writestr(part, change(source.read(part)) if part == name else source.read(part))
        if name not in source.namelist():
            target.writestr(name, change(b""))
    return out.getvalue()
