"""What the page of fees shows: everything from the price list, nothing typed twice."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference.agenda.access import Viewer
from conference.agenda.placed import published
from conference.agenda.projection import SessionView, project_all
from conference.edition.models import CancellationTerm, Edition, PricePhase
from conference.registration.catalogue import AddOn, TicketType

METHODS = {
    "accepts_card": _("Credit or debit card"),
    "accepts_purchase_order": _("Purchase order of an agency"),
    "accepts_check": _("Check"),
    "accepts_bank_transfer": _("Bank transfer"),
}


@dataclass(frozen=True)
class Phase:
    """A span of days with prices of its own; without an end it lasts until the conference is over."""

    code: PricePhase
    starts: date | None
    ends: date | None
    is_current: bool

    @property
    def label(self) -> str:
        """Its name."""
        return str(PricePhase(self.code).label)


@dataclass(frozen=True)
class TermView:
    """A cancellation term with the days between which it holds."""

    starts: date | None
    ends: date | None
    term: CancellationTerm


def phases(edition: Edition) -> list[Phase]:
    """Return the price phases that the edition has, the one of today marked while tickets are sold."""
    today = edition.today()
    current = edition.price_phase(today) if edition.sale_is_open(timezone.now()) else None
    late_from = edition.late_from or _after(edition.regular_until)
    spans = [
        (PricePhase.EARLY, edition.sale_opens, edition.early_until, edition.early_until is not None),
        (PricePhase.REGULAR, _after(edition.early_until), edition.regular_until or _before(late_from), True),
        (PricePhase.LATE, late_from, None, late_from is not None),
    ]
    return [Phase(code, starts, ends, code == current) for code, starts, ends, exists in spans if exists]


def terms(edition: Edition) -> list[TermView]:
    """Return the cancellation terms in order, each with its first and last day."""
    found: list[TermView] = []
    starts: date | None = None
    for term in edition.cancellation_terms.in_order():
        found.append(TermView(starts, term.until, term))
        starts = _after(term.until)
    return found


def methods(edition: Edition) -> list[Promise | str]:
    """Return the ways to pay."""
    return [label for name, label in METHODS.items() if getattr(edition, name)]


def fees_context(edition: Edition, viewer: Viewer) -> dict[str, Any]:
    """Return prices, add-ons, terms and ways to pay; what is by invitation only is not offered."""
    spans = phases(edition)
    rows = [
        (ticket, [(phase, ticket.price(phase.code)) for phase in spans])
        for ticket in TicketType.objects.of(edition).offered()
    ]
    return {
        "phases": spans,
        "rows": rows,
        "add_ons": add_ons(edition, viewer),
        "terms": terms(edition),
        "methods": methods(edition),
        "sale_is_open": edition.sale_is_open(timezone.now()),
        "opens_later": edition.sale_opens is not None and edition.sale_opens > edition.today(),
    }


def add_ons(edition: Edition, viewer: Viewer) -> list[tuple[SessionView, Decimal]]:
    """Return what can be added to a ticket with its price: restricted sessions by their public title."""
    prices = dict(AddOn.objects.filter(edition=edition).values_list("session__slug", "price"))
    views = project_all(published(edition, Q(session__add_on__isnull=False)), viewer, edition)
    return [(view, prices[view.slug]) for view in views]


def _after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None


def _before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None
