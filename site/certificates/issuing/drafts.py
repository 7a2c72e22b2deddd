"""What conference and training hand over: plain data, ready to be frozen."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from certificates.schemes.models import CreditScheme


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

    `name` is what is printed, `words` are searched when somebody proves that they know the holder.
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
    expires_on: date | None = None
    lines: tuple[Line, ...] = field(default_factory=tuple)

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Of these, one certificate is valid."""
        return self.occasion, self.kind, self.scheme.code if self.scheme else "", self.holder_key

    def snapshot(self) -> dict[str, Any]:
        """Return what is frozen: everything that is printed, and nothing else."""
        values = {name: getattr(self, name) for name in (
            "name", "title", "issuer", "place", "dates", "credit", "licence", "statement")}  # fmt: skip
        scheme = {"code": self.scheme.code, "name": self.scheme.name, "version": self.scheme.version,
                  "license_field": self.scheme.license_field,
                  "retention_years": self.scheme.retention_years} if self.scheme else None  # fmt: skip
        return {**values, "kind": self.kind, "scheme": scheme, "lines": [asdict(line) for line in self.lines]}
