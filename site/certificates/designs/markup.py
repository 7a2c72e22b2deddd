"""What a template's markup and styles may ask for: text, tables, our own pictures, nothing else. Pure."""

import re
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from certificates.designs.sandbox import SOURCE_AT_MOST, BadTemplate

ELEMENTS = frozenset(
    [
        "article",
        "aside",
        "b",
        "blockquote",
        "br",
        "caption",
        "col",
        "colgroup",
        "dd",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "i",
        "img",
        "li",
        "main",
        "ol",
        "p",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
ATTRIBUTES = frozenset(["alt", "class", "colspan", "dir", "id", "lang", "rowspan", "scope", "src", "title"])
# The pictures that certificates may show, by the names that templates use.
ASSETS = {"asset:rings": "img/rings.svg", "asset:icon": "img/icon.svg"}
QR = "asset:qr"
STYLE_AT_MOST = 10_000
BOXES = "|".join(f"{edge}-{side}(?:-corner)?" for edge in ("top", "bottom", "left", "right") for side in (
    "left", "center", "right", "top", "middle", "bottom"))  # fmt: skip
RULES = re.compile(rf"page|{BOXES}")
FUNCTIONS = frozenset(
    [
        "calc",
        "counter",
        "counters",
        "hsl",
        "is",
        "max",
        "min",
        "minmax",
        "not",
        "nth-child",
        "nth-last-child",
        "repeat",
        "rgb",
        "rgba",
        "var",
    ]
)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Checker(HTMLParser):
    """Reads markup and raises BadTemplate at the first thing that is not ours."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check an element with its attributes."""
        if tag not in ELEMENTS:
            raise self._wrong(_("there is no <%s> on a certificate") % tag[:40])
        for name, value in attrs:
            if "{" in (value or ""):
                raise self._wrong(_("values stand in the text, not within <%s>") % tag)
            if name == "src" and tag == "img":
                if value not in ASSETS:
                    raise self._wrong(_refusal(value or ""))
            elif name not in ATTRIBUTES or name == "src":
                raise self._wrong(_("<%(tag)s> has no “%(name)s” here") % {"tag": tag, "name": name[:40]})
        if tag == "img" and not any(name == "alt" for name, _value in attrs):
            raise self._wrong(_('a picture says in “alt” what it shows, or alt="" where it is only ornament'))

    def handle_decl(self, decl: str) -> None:
        """Refuse a document type: the page around the template is ours."""
        raise self._wrong(_("the template is what stands within <body>"))

    def handle_pi(self, data: str) -> None:
        """Refuse an instruction to a processor."""
        raise self._wrong(_("the template is what stands within <body>"))

    def unknown_decl(self, data: str) -> None:
        """Refuse a section of XML."""
        raise self._wrong(_("the template is what stands within <body>"))

    def _wrong(self, sentence: str) -> BadTemplate:
        return BadTemplate(_("Line %(line)d: %(what)s.") % {"line": self.getpos()[0], "what": sentence})


def check_markup(source: str) -> None:
    """Raise BadTemplate unless a template asks for nothing but text, tables and our own pictures."""
    if len(source) > SOURCE_AT_MOST:
        raise BadTemplate(_("The template is longer than %d characters.") % SOURCE_AT_MOST)
    if found := re.search(r"<\s*/?\s*\{", source):
        line = source.count("\n", 0, found.start()) + 1
        raise BadTemplate(_("Line %(line)d: %(what)s.") % {"line": line, "what": _("a value is no element's name")})
    checker = Checker(convert_charrefs=True)
    try:
        checker.feed(source)
        checker.close()
    except AssertionError as error:
        # So the standard library says that a declaration cannot be read.
        raise BadTemplate(_("The markup cannot be read: %s.") % error) from error


def check_style(source: str) -> None:
    """Raise BadTemplate unless a style sheet is short and asks for nothing from anywhere."""
    if len(source) > STYLE_AT_MOST:
        raise BadTemplate(_("The styles are longer than %d characters.") % STYLE_AT_MOST)
    text = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), source)
    for number, line in enumerate(text.splitlines(), 1):
        if problem := _problem(line.lower()):
            raise BadTemplate(_("Styles, line %(line)d: %(what)s.") % {"line": number, "what": problem})


def _problem(line: str) -> str:
    """Return what is wrong with a line of styles, "" if nothing is."""
    if "\\" in line or "/*" in line or "<" in line:
        return _("backslashes, “<” and open comments are refused")
    if address := re.search(r"(?:url|src|image|image-set|element|attr|content)\s*\(\s*[\"']?([^\"')]*)", line):
        return _refusal(address[1])
    for found in re.finditer(r"@([\w-]*)", line):
        rule = str(found[1])
        if not RULES.fullmatch(rule):
            return _("there is no @%s here") % rule[:40]
    for found in re.finditer(r"([\w-]+)\s*\(", line):
        function = str(found[1])
        if function not in FUNCTIONS:
            return _("there is no %s() here") % function[:40]
    if re.search(r"\d{5}|\d\.?e\+?\d", COLOUR.sub("", line)):
        return _("a number has at most four digits in a row")
    return ""


def _refusal(address: str) -> str:
    own = ", ".join(ASSETS)
    return _("“%(address)s” is refused: certificates show our own pictures alone (%(own)s)") % {
        "address": address[:80], "own": own,
    }  # fmt: skip
