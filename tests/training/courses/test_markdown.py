"""Imported Markdown becomes blocks, and never markup of the author's own."""

import pytest

from training.courses.blocks import LessonBlock
from training.courses.markdown import blocks_of


def rendered(markdown):
    return str(LessonBlock().to_python(blocks_of(markdown)).render_as_block())


def test_headings_text_tables_and_quotes_have_blocks_of_their_own():
    found = blocks_of(
        "## Part\n\nOne *two*.\n\n- a\n- b\n\n> Said.\n\n| A | B |\n|---|---|\n| 1 | **2** |\n\n### Sub\n\nEnd"
    )

    assert [item["type"] for item in found] == ["heading", "text", "quote", "table", "heading", "text"]
    assert found[0]["value"] == {"text": "Part", "level": "h2"}
    assert found[1]["value"] == "<p>One <em>two</em>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    assert found[3]["value"]["rows"] == [{"values": ["<p>1</p>", "<p><strong>2</strong></p>"]}]
    assert found[4]["value"]["level"] == "h3"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://elsewhere.example/pixel.png)",
        "| <script>x</script> |\n|---|\n| <b onclick=x>y</b> |",
        "## <script>x</script>",
    ],
)
def test_hostile_markdown_stays_text(hostile):
    html = rendered(hostile)
    for danger in ("<script", "<img", 'href="javascript', 'href="data', "<b onclick"):
        assert danger not in html


def test_a_lesson_reads_as_written():
    assert "<h2" in rendered("## Part\n\nWords")
    assert "Words" in rendered("## Part\n\nWords")
