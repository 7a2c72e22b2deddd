"""Certificates of nobody that a template is tried on: a usual one, and the hardest ones there are. Pure."""

from typing import Any

from certificates.designs.page import code_element
from certificates.designs.values import LINES

ADDRESS = "https://verify.example/verify/000000-000000-000000/"
SCRIPTS = "王小明 · محمد بن راشد · יעל כהן · กมล ศรีสุข"


def sample(kind: str, *, name: str = "Ana María de la Cruz-Ibáñez", lines: int = 6) -> dict[str, Any]:
    """Return the values of a sample; everything that there may be is there."""
    row = {"title": "B01 An activity with a title of the usual length", "day": "August 3, 2026", "minutes": "60",
           "amount": "1", "number": "26-HJX0"}  # fmt: skip
    return {
        "name": name,
        "kind": kind,
        "title": "Threat Management Conference",
        "issuer": "The unit that issues it",
        "place": "The venue, the city",
        "dates": "August 3, 2026 – August 7, 2026",
        "statement": "Attended the sessions below for the minutes that scans at their doors prove.",
        "credit": "17.5",
        "scheme": "The body that gives the credit",
        "scheme_code": "BODY",
        "licence": "A-1234",
        "licence_label": "Licence",
        "retention_years": "5",
        "issued": "August 10, 2026",
        "expires": "August 7, 2028",
        "serial": "000000-000000-000000",
        "address": ADDRESS,
        "qr": code_element(ADDRESS),
        LINES: [row] * lines,
    }


def bare(kind: str) -> dict[str, Any]:
    """Return a sample that has only what every certificate has."""
    full = sample(kind, lines=0)
    keep = {"name", "kind", "title", "issuer", "dates", "issued", "serial", "address", "qr", LINES}
    return {name: value if name in keep else "" for name, value in full.items()}


def hard(kind: str) -> list[dict[str, Any]]:
    """Return samples that a template has to survive: a name of 120 letters, of one, of four scripts; many lines."""
    return [
        sample(kind, name="Ó" + "x" * 119, lines=40),
        sample(kind, name="X", lines=1),
        sample(kind, name=SCRIPTS, lines=0),
    ]
