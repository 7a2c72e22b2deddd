"""Turn any answer into the text that somebody could read in it."""

import io
import re
import zipfile

from pypdf import PdfReader


def text_of(response) -> str:
    """The body as text: pages, feeds, PDF with its metadata, spreadsheets unpacked."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    # Not `response.close()`: that ends the request, and with it the test's database connection.
    if getattr(response, "file_to_stream", None):
        response.file_to_stream.close()
    return text_in(body)


def text_in(body: bytes) -> str:
    """The text of a file's bytes; a calendar's folded lines are joined."""
    if body.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(body))
        return " ".join([page.extract_text() for page in reader.pages] + [str(reader.metadata)])
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return " ".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return body.decode("utf-8", "replace").replace("\r\n ", "").replace("&#x27;", "'").replace("&amp;", "&")


def links_of(html: str, prefix: str) -> set[str]:
    """The addresses below a prefix that a page leads to."""
    found = {link.partition("#")[0] for link in re.findall(r'href="([^"]+)"', html)}
    return {link.replace("&amp;", "&") for link in found if link.startswith(prefix)}
