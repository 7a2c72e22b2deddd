"""What people, scripts and attackers put into forms and files."""

from urllib.parse import urlencode

from hypothesis import strategies as st

SNIPPETS = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\x01\x02\x0b\x1f\x7f\x85",
    "\ud800",
    "a\udfffb",
    "\ufeff\u200b\u2028\u2029",
    "\u202etxt.exe\u202c",
    "مرحبا بالعالم",
    "👩🏽\u200d✈️🏴\u200d☠️",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    "'; DROP TABLE billing_order; --",
    "' OR '1'='1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% debug %}",
    "%s%d%(name)s%",
    "{0}{name}",
    "=cmd|'/c calc'!A1",
    "../../../../etc/passwd",
    "\r\nBcc: everybody@example.org",
    "-1",
    "0",
    "1e308",
    "1E+999999",
    "NaN",
    "-Infinity",
    "٣",
    "0x10",
    "1_000",
    "9" * 30,
    "9" * 5_000,
    "x" * 100_000,
    "on",
    "null",
    "[]",
    "2027-02-30",
    "a@b.example",
    "a@" + "b." * 120 + "example",
    "user@xn--exmple-cua.example",
    "üser@exämple.example",
]
texts = st.sampled_from(SNIPPETS) | st.text(max_size=40)
FILES = [
    ("empty.pdf", b""),
    ("zeros.pdf", b"\x00" * 4_000),
    ("half.pdf", b"%PDF-1.7\n"),
    ("fine.pdf", b"%PDF-1.7\n%%EOF"),
    ("half.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    ("half.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 30),
    ("page.html", b"<script>alert(1)</script>"),
    ("bomb.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    ("../../evil.pdf", b"%PDF-1.7\n%%EOF"),
    ("a\u202efdp.exe", b"MZ\x90\x00"),
    ("name" * 100 + ".pdf", b"%PDF-1.7\n%%EOF"),
]
files = st.sampled_from(FILES)


def form_body(pairs):
    """Encode names and values as a browser would, and what no browser would: half characters too."""
    return urlencode(list(pairs), encoding="utf-8", errors="surrogatepass")


def spoiled(values, *, also=()):
    """A strategy: the valid values as pairs, some replaced, removed or sent again, and unknown ones among them."""
    names = sorted({*values, *also})
    changes = st.dictionaries(st.sampled_from(names), st.lists(texts, max_size=2), max_size=4)
    unknown = st.lists(st.tuples(texts, texts), max_size=2)
    return st.builds(lambda change, more: _pairs(values, change, more), changes, unknown)


def _pairs(values, change, more):
    kept = [(name, value) for name, value in values.items() if name not in change]
    return [*kept, *((name, value) for name, new in change.items() for value in new), *more]
