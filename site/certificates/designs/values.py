"""The values that a template may print: a closed set of plain texts, and lines of plain texts. Pure."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SCALARS: dict[str, Promise] = {
    "name": _("the holder's name"),
    "kind": _("what kind of certificate it is"),
    "title": _("the conference or the course"),
    "issuer": _("who issues it"),
    "place": _("where it was"),
    "dates": _("when it was"),
    "statement": _("what is certified, in a sentence"),
    "credit": _("the hours of credit"),
    "scheme": _("the body's name"),
    "scheme_code": _("the body's abbreviation"),
    "licence": _("the holder's number with the body"),
    "licence_label": _("what the body calls that number"),
    "retention_years": _("how many years to keep it"),
    "issued": _("the day of issue"),
    "expires": _("the last day on which it is valid"),
    "serial": _("the serial"),
    "address": _("the address that says whether it is valid"),
    "qr": _("the code that leads there"),
}
LINE: dict[str, Promise] = {
    "title": _("a session's or lesson's title"),
    "day": _("its day"),
    "minutes": _("the minutes that count"),
    "amount": _("its hours of credit"),
    "number": _("its number with the body"),
}
LINES = "lines"
# What every template prints: without them nobody could tell a true certificate from a forged one.
REQUIRED = ("name", "serial", "qr")


def texts_of(snapshot: Mapping[str, Any], **more: str) -> dict[str, Any]:
    """Return what a snapshot says as plain data; `more` are the values of the certificate itself."""
    scheme = snapshot.get("scheme") or {}
    texts = {
        name: str(snapshot.get(name, ""))
        for name in ("name", "title", "issuer", "place", "dates", "statement", "credit", "licence")
    }
    return {
        **texts,
        "scheme": str(scheme.get("name", "")),
        "scheme_code": str(scheme.get("code", "")),
        "licence_label": str(scheme.get("license_field", "")),
        "retention_years": str(scheme.get("retention_years", "")),
        LINES: [{name: str(line.get(name, "")) for name in LINE} for line in snapshot.get("lines", [])],
        **more,
    }
