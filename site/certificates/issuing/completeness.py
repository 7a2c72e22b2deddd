"""Who misses a value that their certificate would print: found before anything is issued."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from certificates.designs.models import Design
from certificates.designs.sandbox import BadTemplate, MissingValues, fill
from certificates.designs.services import compiled, design_for
from certificates.designs.values import texts_of
from certificates.issuing.drafts import Draft

# What a certificate has by itself, once it is issued.
OWN = {"kind": "-", "issued": "-", "serial": "-", "address": "-", "qr": "-"}
ALWAYS = ("name", "title", "issuer")


@dataclass(frozen=True)
class Lack:
    """One draft that cannot be printed: whose, of which kind, and what is missing or wrong."""

    whose: str
    kind: str
    names: tuple[str, ...]
    problem: str = ""


def lacks(drafts: Iterable[Draft], designs: Mapping[str, Design] | None = None) -> list[Lack]:
    """Return every draft that lacks a value which its template prints; the templates in use, unless told otherwise."""
    found, known = [], dict(designs or {})
    for draft in drafts:
        if draft.kind not in known:
            known[draft.kind] = design_for(draft.kind)
        lack = _lack(draft, known[draft.kind])
        if lack is not None:
            found.append(lack)
    return found


def _lack(draft: Draft, design: Design) -> Lack | None:
    whose = draft.label or draft.name.strip() or draft.holder_key
    empty = [name for name in ALWAYS if not getattr(draft, name).strip()]
    if empty:
        return Lack(whose, draft.kind, tuple(empty))
    expires = draft.expires_on.isoformat() if draft.expires_on else ""
    try:
        fill(compiled(design.body), texts_of(draft.snapshot(), expires=expires, **OWN))
    except MissingValues as error:
        return Lack(whose, draft.kind, tuple(error.names))
    except BadTemplate as error:
        return Lack(whose, draft.kind, (), str(error))
    return None
