"""Pictures are served in their sizes only; documents lie where no address leads."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture

from core.models import Document, Image

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    raw = io.BytesIO()
    Picture.new("RGB", (60, 40), "teal").save(raw, "PNG")
    return Image.objects.create(title="Teal", file=ContentFile(raw.getvalue(), "teal.png"))


# Wagtail's image library leaves a temporary file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_rendition_is_served_and_the_original_is_not(client, image):
    rendition = image.get_rendition("width-30")

    answer = client.get(rendition.url)

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:4] == b"\x89PNG"
    assert client.get(image.file.url).status_code == 404


@pytest.mark.parametrize("path", ["../original_images/teal.png", "..%2f..%2fdb.sqlite3", "", "none.png"])
def test_nothing_outside_the_renditions_is_served(client, image, path):
    assert client.get(f"/media/images/{path}").status_code in {400, 404}


def test_documents_lie_in_private_storage(client):
    document = Document.objects.create(title="Plan", file=ContentFile(b"secret", "plan.txt"))

    assert "private" in document.file.path
    with pytest.raises(NotImplementedError):
        _ = document.file.url
    answer = client.get(document.url)
    assert b"".join(answer.streaming_content) == b"secret"
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()
    document.file.close()
