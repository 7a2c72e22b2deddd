"""What may be said of a session's credit: nothing pending or unverified ever reads as approved (DOMAIN.md §4)."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from conference.agenda.models import SessionCredit

Approval = SessionCredit.Approval
# Nothing may be publicised before the course is certified, then with its exact title and number (11 CCR 1055).
CERTIFIED_FIRST = frozenset({"POST"})


class Standing(StrEnum):
    """Where a credit stands, as readers are told."""

    APPROVED = "approved"
    PENDING = "pending"
    REVIEW = "review"
    PLANNED = "planned"
    UNVERIFIED = "unverified"
    DENIED = "denied"


STANDINGS = {
    Approval.NONE: Standing.PLANNED,
    Approval.PENDING: Standing.PENDING,
    Approval.REVIEW: Standing.REVIEW,
    Approval.APPROVED: Standing.APPROVED,
    Approval.DENIED: Standing.DENIED,
}
LABELS = {
    Standing.APPROVED: _("approved"),
    Standing.PENDING: _("not decided yet"),
    Standing.REVIEW: _("under review"),
    Standing.PLANNED: _("planned"),
    Standing.UNVERIFIED: _("not verified"),
    Standing.DENIED: _("no credit"),
}
SENTENCES = {
    Standing.PENDING: _("This credit has been applied for and nothing is decided. Do not count on it yet."),
    Standing.REVIEW: _("The session changed and is being looked at again. Until that is done, do not count on it."),
    Standing.PLANNED: _("This credit is planned; it has not been applied for."),
    Standing.UNVERIFIED: _("The rules of this scheme are not verified here yet. Do not count on it."),
    Standing.DENIED: _("This credit is not given: the application was turned down."),
}


@dataclass(frozen=True)
class CreditView:
    """Credit as it may be announced. Statement, number and title are the body's own words, there once it approved.

    `is_verified`: the scheme's figures were checked against the body's own rules.
    """

    code: str
    name: str
    minutes: int
    standing: Standing
    statement: str = ""
    number: str = ""
    title: str = ""
    sub_field: str = ""
    is_verified: bool = True

    @property
    def is_approved(self) -> bool:
        """Whether one may count on it."""
        return self.standing == Standing.APPROVED

    @property
    def label(self) -> str:
        """Where it stands, in a word or two."""
        return str(LABELS[self.standing])

    @property
    def sentence(self) -> str:
        """Where it stands, in a sentence; an approval speaks for itself, in its own words."""
        return str(SENTENCES.get(self.standing, ""))


def standing_of(credit: SessionCredit) -> Standing | None:
    """Return where a credit stands, or None where nothing may be said of it."""
    standing = STANDINGS[Approval(credit.approval)]
    if standing == Standing.APPROVED and not credit.scheme.verified:
        standing = Standing.UNVERIFIED
    if credit.scheme.code in CERTIFIED_FIRST and not _is_certified(credit, standing):
        return None
    return standing


def announce(credit: SessionCredit) -> CreditView | None:
    """Return what the public may hear of a credit."""
    standing = standing_of(credit)
    if standing is None:
        return None
    approved = standing == Standing.APPROVED
    return CreditView(
        code=credit.scheme.code,
        name=credit.scheme.name,
        minutes=credit.minutes,
        standing=standing,
        statement=credit.statement if approved else "",
        number=credit.provider_number if approved else "",
        title=credit.locked_title if approved else "",
        sub_field=credit.sub_field if approved else "",
        is_verified=credit.scheme.verified,
    )


def _is_certified(credit: SessionCredit, standing: Standing) -> bool:
    return standing == Standing.APPROVED and bool(credit.provider_number and credit.locked_title)
