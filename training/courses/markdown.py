"""Markdown of an imported lesson as the blocks that editors see. Raw HTML, images and odd links stay plain text."""

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Block = dict[str, Any]

# Without HTML of its own; links to `javascript:`, `data:` and the like are refused by the parser itself.
READER = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["image", "html_block", "html_inline"])
# The page has the first level; a lesson's sections are the second, their parts the third.
LEVELS = {"h1": "h2", "h2": "h2"}


def blocks_of(markdown: str) -> list[Block]:
    """Return raw blocks of a `LessonBlock`: headings, tables and quotes as such, the rest as rich text."""
    found: list[Block] = []
    for kind, tokens in _parts(READER.parse(markdown)):
        if kind == "heading":
            value: Any = {"text": _plain(tokens)[:160], "level": LEVELS.get(tokens[0].tag, "h3")}
        elif kind == "quote":
            value = {"text": _plain(tokens), "source": ""}
        elif kind == "table":
            value = _table(tokens)
        else:
            value = READER.renderer.render(tokens, READER.options, {}).strip()
            if found and found[-1]["type"] == "text":
                found[-1]["value"] += "\n" + value
                continue
        found.append({"type": kind, "value": value})
    return found


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Yield the document's outermost elements with the tokens inside them; rules between sections are dropped."""
    kinds = {"heading_open": "heading", "blockquote_open": "quote", "table_open": "table"}
    part: list[Token] = []
    depth = 0
    for token in tokens:
        part.append(token)
        depth += token.nesting
        if depth == 0:
            if token.type != "hr":
                yield kinds.get(part[0].type, "text"), part
            part = []


def _plain(tokens: Sequence[Token]) -> str:
    return " ".join(_words(token) for token in tokens if token.type == "inline").strip()


def _words(inline: Token) -> str:
    return "".join(" " if item.type in {"softbreak", "hardbreak"} else item.content for item in inline.children or [])


def _table(tokens: Sequence[Token]) -> Block:
    """Return a table as the typed table block stores it; cells keep their emphasis as rich text."""
    rows: list[list[Token]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token)
    head, body = (rows[0], rows[1:]) if rows else ([], [])
    render = READER.renderer.render
    return {
        "columns": [{"type": "rich_text", "heading": _words(cell)} for cell in head],
        "rows": [{"values": [f"<p>{render([cell], READER.options, {})}</p>" for cell in row]} for row in body],
        "caption": "",
    }
