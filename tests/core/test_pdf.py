"""What a document may load: the site's own static files and the small images that it draws itself."""

import pytest

from core.pdf import ForbiddenResource, own_file
from core.qr import PNG_ADDRESS, qr_image


def test_a_drawn_code_and_a_static_file_are_loaded():
    content, kind = own_file(qr_image("0" * 26, version=2))

    assert (content[:8], kind) == (b"\x89PNG\r\n\x1a\n", "image/png")
    assert own_file("static:css/pdf/badges.css")[1] == "text/css"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "static:../config/settings/base.py",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:text/html,<p>",
        PNG_ADDRESS + "A" * 4000,
    ],
)
def test_everything_else_is_refused(url):
    with pytest.raises(ForbiddenResource):
        own_file(url)
