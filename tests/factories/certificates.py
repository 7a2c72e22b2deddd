"""Certificates as somebody hands them over."""

import itertools

from certificates.issuing.drafts import Draft, Line
from certificates.issuing.models import Certificate
from certificates.issuing.services import issue

_keys = itertools.count(1)


def draft(**values):
    """A certificate of attendance of somebody new, unless told otherwise."""
    base = {
        "kind": "attendance",
        "occasion": "conference:2026",
        "holder_key": f"user:{next(_keys)}",
        "name": "Ana María de la Cruz-Ibáñez",
        "title": "Threat Management Conference",
        "issuer": "Threat Management Unit",
        "place": "Anaheim",
        "dates": "3 – 7 August 2026",
        "lines": (Line(title="B01 Opening", day="3 August 2026", minutes="60"),),
    }
    return Draft(**{**base, **values})


def issued(**values):
    """The certificate of a draft."""
    wanted = draft(**values)
    issue(drafts=[wanted])
    return Certificate.objects.valid().get(holder_key=wanted.holder_key, kind=wanted.kind)
