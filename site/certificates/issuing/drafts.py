"""What conference and training hand over: plain data, ready to be frozen."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from certificates.schemes.models import CreditScheme
from certificates.verification.knowing import words_of


@dataclass(frozen=True)
class Line:
    """One activity on a certificate."""

    title: str
    day: str
    minutes: str = ""
    amount: str = ""
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One certificate to be. `occasion`, `kind`, the scheme and `holder_key` together have one valid certificate.

    `name` is what is printed. `family` is asked for by whoever verifies, where the printed name does not hold it as a
    word of its own. `label` is how staff find whoever misses a value; it is not frozen.
    """

    kind: str
    occasion: str
    holder_key: str
    name: str
    title: str
    issuer: str
    place: str
    dates: str
    holder: Any = None
    scheme: CreditScheme | None = None
    credit: str = ""
    licence: str = ""
    statement: str = ""
    family: str = ""
    label: str = ""
    expires_on: date | None = None
    lines: tuple[Line, ...] = field(default_factory=tuple)

    def snapshot(self) -> dict[str, Any]:
        """Return what is frozen: everything that is printed, and nothing else."""
        values = {name: getattr(self, name) for name in (
            "name", "title", "issuer", "place", "dates", "credit", "licence", "statement")}  # fmt: skip
        scheme = {"code": self.scheme.code, "name": self.scheme.name, "version": self.scheme.version,
                  "license_field": self.scheme.license_field,
                  "retention_years": self.scheme.retention_years} if self.scheme else None  # fmt: skip
        family = "" if words_of(self.family) <= words_of(self.name) else self.family
        more = {"expires": self.expires_on.isoformat() if self.expires_on else "", "family": family}
        # Absent rather than empty: certificates of before they were known say the same as they did.
        values |= {name: value for name, value in more.items() if value}
        return {**values, "kind": self.kind, "scheme": scheme, "lines": [asdict(line) for line in self.lines]}

    def ready(self) -> "Ready":
        """Freeze it: no later edit of a scheme, a name or a session changes what will be issued."""
        text = as_text(self.snapshot())
        names = ("occasion", "kind", "holder_key", "holder", "scheme", "expires_on")
        return Ready(text=text, **{name: getattr(self, name) for name in names})


@dataclass(frozen=True, kw_only=True)
class Ready:
    """What is issued: a snapshot as text, whose, of what."""

    occasion: str
    kind: str
    holder_key: str
    holder: Any
    scheme: CreditScheme | None
    text: str
    expires_on: date | None

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Of these, one certificate is valid."""
        return self.occasion, self.kind, self.scheme.code if self.scheme else "", self.holder_key

    def lasting_until(self, day: date) -> "Ready":
        """Return the same with another last day."""
        return replace(self, expires_on=day, text=as_text({**json.loads(self.text), "expires": day.isoformat()}))

    def named(self, name: str) -> "Ready":
        """Return the same under another name of the holder."""
        return replace(self, text=as_text({**json.loads(self.text), "name": name}))


def as_text(snapshot: dict[str, Any]) -> str:
    """Return a snapshot as it is stored and digested."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True)
