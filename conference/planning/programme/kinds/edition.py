"""The edition itself with its cancellation terms."""

from typing import Any

from conference.edition.models import CancellationTerm, Edition
from conference.edition.refunds import parse_rule
from conference.planning.programme.document import Document
from conference.planning.programme.kinds.base import Stored, assign, plain
from conference.planning.programme.schema.edition import ConferenceIn, PaymentIn, VenueIn
from core.imports.merge import Values

COLUMNS = (
    "name", "short_name", "start_date", "end_date", "timezone", "venue_name", "city", "region", "country", "hosts",
    "expected_attendance", "capacity", "currency", "sale_opens", "early_until", "regular_until", "late_from",
    "accepts_card", "accepts_purchase_order", "accepts_check", "accepts_bank_transfer", "po_rule", "substitution",
    "notice", "is_sample",
)  # fmt: skip
TERMS = "cancellation"


class EditionKind:
    """One record, known by the year in which it starts."""

    name = "conference"

    def wanted(self, document: Document, conference: ConferenceIn) -> Values:
        """Return the file's values."""
        sales = document.registration
        venue, payment = conference.venue or VenueIn(), sales.payment or PaymentIn()
        values: dict[str, Any] = {
            **{column: getattr(conference, column) for column in ("name", "short_name", "start_date", "end_date")},
            "timezone": conference.timezone,
            "venue_name": venue.name,
            "city": venue.city,
            "region": venue.region,
            "country": venue.country,
            "hosts": conference.hosts,
            "expected_attendance": conference.expected_attendance,
            "capacity": sales.capacity,
            "currency": sales.currency,
            "sale_opens": sales.opens,
            **{column: getattr(sales, column) for column in ("early_until", "regular_until", "late_from")},
            "accepts_card": payment.card,
            "accepts_purchase_order": payment.purchase_order,
            "accepts_check": payment.check,
            "accepts_bank_transfer": payment.bank_transfer,
            "po_rule": payment.po_rule,
            "substitution": sales.substitution,
            "notice": document.about,
            "is_sample": "sample" in document.about.casefold(),
        }
        terms = [_term(parse_rule(term.refund, term.until)) for term in sales.cancellation]
        return {**{column: plain(value) for column, value in values.items()}, TERMS: _in_order(terms)}

    def stored(self, year: int) -> Stored | None:
        """Return the edition of a year with its values."""
        edition = Edition.objects.select_for_update().filter(year=year).first()
        if edition is None:
            return None
        values = {column: plain(getattr(edition, column)) for column in COLUMNS}
        values["country"] = edition.country.code or ""
        return Stored(
            edition, {**values, TERMS: _in_order([_term(term.rule) for term in edition.cancellation_terms.all()])}
        )

    def write(self, edition: Edition, values: Values, changed: list[str]) -> None:
        """Store the values that changed."""
        assign(edition, values, [column for column in changed if column != TERMS])
        edition.save()
        if TERMS in changed:
            edition.cancellation_terms.all().delete()
            CancellationTerm.objects.bulk_create(_terms(edition, values[TERMS]))


def _term(rule: Any) -> list[str | None]:
    return [plain(rule.until), rule.words(), rule.text]


def _in_order(terms: list[list[str | None]]) -> list[list[str | None]]:
    return sorted(terms, key=lambda term: (term[0] is None, term[0] or ""))


def _terms(edition: Edition, values: list[list[str]]) -> list[CancellationTerm]:
    terms = []
    for until, words, text in values:
        rule = parse_rule(words)
        term = CancellationTerm(edition=edition, refund=rule.kind, percent=rule.percent, fee=rule.fee, text=text)
        assign(term, {"until": until}, ["until"])
        terms.append(term)
    return terms
