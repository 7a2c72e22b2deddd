"""What a letter may say of a place: its values, and the credit that is approved, in the bodies' own words."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.schemes.arithmetic import as_decimal, credit
from conference.agenda.access import Viewer, passes_audience
from conference.agenda.announcing import announce
from conference.agenda.models import Session
from conference.agenda.placed import published
from conference.registration.letters.models import LetterKind, PlaceLetter
from conference.registration.places import Registration
from core.money import format_money

# What each kind's text may hold, with samples.
PLACEHOLDERS: dict[str, dict[str, str]] = {
    LetterKind.APPROVAL: {
        "name": "Ana Ruiz", "agency": "City of Example", "edition": "Conference 2027", "dates": "9 – 13 August 2027",
        "venue": "Example Center, Anaheim", "ticket": "Full conference", "price": "US$ 895.00", "order": "TM-8F3K2M9Q",
        "serial": "L-8F3K2M9QAB",
    },
    LetterKind.VISA: {
        "passport_name": "RUIZ ANA", "passport_number": "X1234567", "nationality": "Spain",
        "edition": "Conference 2027", "dates": "9 – 13 August 2027", "venue": "Example Center, Anaheim",
        "ticket": "Full conference", "order": "TM-8F3K2M9Q", "serial": "L-8F3K2M9QAB",
    },
}  # fmt: skip


@dataclass
class Earned:
    """What one scheme's approved sessions are worth to somebody who attends as many of them as do not overlap."""

    code: str
    name: str
    hours: Decimal
    sessions: int
    statements: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)


def values_of(letter: PlaceLetter) -> dict[str, str]:
    """Return what stands for a letter's placeholders, in the active language."""
    place = letter.registration
    edition = place.edition
    first, last = date_format(edition.start_date, "j F Y"), date_format(edition.end_date, "j F Y")
    common = {
        "edition": edition.name,
        "dates": _("%(first)s to %(last)s") % {"first": first, "last": last},
        "venue": ", ".join(filter(None, [edition.venue_name, edition.city, edition.region, edition.country.name])),
        "ticket": place.ticket_type.name,
        "order": place.order.number,
        "serial": letter.serial,
    }
    if letter.is_visa:
        return common | {
            "passport_name": letter.passport_name,
            "passport_number": letter.passport_number,
            "nationality": str(letter.nationality.name),
        }
    return common | {
        "name": place.name,
        "agency": place.agency or _("the agency"),
        "price": format_money(place.price, place.order.currency),
    }


def credit_of(place: Registration) -> list[Earned]:
    """Return the approved credit of the published sessions that a place admits to, by scheme.

    Pending, planned and unverified credit is not there at all. Sessions for which a clearance is asked count for
    nobody: a letter is read by people who need not know them.
    """
    found: dict[str, list[tuple[datetime, datetime, Any, Any]]] = {}
    viewer = Viewer(registered=True, tickets=_tickets(place))
    for placed in published(place.edition):
        session = placed.session
        if placed.status == Session.Status.CANCELLED or not _admits(viewer, session):
            continue
        for row in session.credits.all():
            view = announce(row)
            if view is not None and view.is_approved:
                found.setdefault(view.code, []).append((placed.starts_at, placed.ends_at, row, session))
    return [_earned(code, rows) for code, rows in sorted(found.items())]


def _admits(viewer: Viewer, session: Session) -> bool:
    if session.ticket_required and session.code not in viewer.tickets:
        return False
    return passes_audience(viewer, session)


def _tickets(place: Registration) -> frozenset[str]:
    held = place.items.filter(cancelled_at=None).exclude(add_on=None)
    return frozenset(held.values_list("add_on__session__code", flat=True))


def _earned(code: str, rows: Sequence[tuple[datetime, datetime, Any, Any]]) -> Earned:
    scheme = rows[0][2].scheme
    spans = [(start, end, credit(row.scheme.rules, Fraction(row.minutes))) for start, end, row, _session in rows]
    statements = dict.fromkeys(_said(row) for _start, _end, row, _session in rows if row.statement)
    public = [row for _s, _e, row, session in rows if session.visibility == Session.Visibility.PUBLIC]
    titles = dict.fromkeys(f"{row.locked_title} ({row.provider_number})" for row in public if row.locked_title)
    return Earned(code, scheme.name, as_decimal(most(spans)), len(rows), list(statements), list(titles))


def _said(row: Any) -> str:
    """The body's exact sentence; its number follows where the sentence has none."""
    number = row.provider_number
    return row.statement if not number or number in row.statement else f"{row.statement} ({number})"


def most(spans: Sequence[tuple[datetime, datetime, Fraction]]) -> Fraction:
    """Return the most that can be earned without two sessions at once (weighted interval scheduling)."""
    ordered = sorted(spans, key=lambda span: span[1])
    ends = [end for _start, end, _amount in ordered]
    best = [Fraction(0)]
    for at, (start, _end, amount) in enumerate(ordered):
        before = bisect_right(ends, start, 0, at)
        best.append(max(best[at], best[before] + amount))
    return best[-1]
