"""The closed list of placeholders of a message, and a recipient's values; an empty one is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.edition.models import Edition
from conference.registration.outreach.recipients import Recipient
from conference.registration.places import Registration


@dataclass(frozen=True)
class Placeholder:
    """A value of a recipient. `sample` is how it may look; a subject takes no personal one."""

    name: str
    description: str | Promise
    sample: str
    personal: bool = True


PLACEHOLDERS = {
    item.name: item
    for item in (
        Placeholder("first_name", gettext_lazy("the name without the family name, where that is known"), "Ana"),
        Placeholder("name", gettext_lazy("the whole name"), "Ana Ruiz"),
        Placeholder("agency", gettext_lazy("the agency or organization"), "City of Example"),
        Placeholder("order", gettext_lazy("the order's number; of several orders all"), "TM-8F3K2M9Q", personal=False),
        Placeholder("ticket", gettext_lazy("the ticket"), "Full conference"),
        Placeholder("state", gettext_lazy("where the place stands"), "confirmed, unpaid"),
        Placeholder(
            "days", gettext_lazy("the days of the ticket; else all days of the conference"), "9–13 August 2027"
        ),
        Placeholder("workshops", gettext_lazy("the add-ons, by their public titles"), "Workshop on interviewing"),
        Placeholder("edition", gettext_lazy("the conference"), "TMC 2027", personal=False),
        Placeholder("dates", gettext_lazy("first and last day of the conference"), "9–13 August 2027", personal=False),
        Placeholder("venue", gettext_lazy("the venue with its city"), "Example Center, Anaheim", personal=False),
        Placeholder("own_link", gettext_lazy("the recipient's own pages, after signing in"), "https://…/my/"),
    )
}
SAMPLES = {name: item.sample for name, item in PLACEHOLDERS.items()}
PERSONAL = [name for name, item in PLACEHOLDERS.items() if item.personal]


def values_of(recipient: Recipient) -> dict[str, str]:
    """Return every placeholder's value for a recipient, of all their chosen places; nothing of other people."""
    places = recipient.places
    first = places[0]
    edition = first.edition
    with translation.override(settings.LANGUAGE_CODE):
        return {
            "first_name": first_name(first),
            "name": first.name,
            "agency": first.agency,
            "order": _each(place.order.number for place in places),
            "ticket": _each(place.ticket_type.name for place in places),
            "state": _each(str(place.get_state_display()) for place in places),
            "days": _each(_days(place) for place in places),
            "workshops": _each(title for place in places for title in _workshops(place)),
            "edition": str(edition),
            "dates": span(edition),
            "venue": ", ".join(filter(None, [edition.venue_name, edition.city])),
            "own_link": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('my:overview')}",
        }


def first_name(place: Registration) -> str:
    """Return the name without the family name, where it is known and stands in front or behind; else the whole name."""
    name, family = place.name.strip(), place.family_name.strip()
    if family and name != family:
        if name.endswith(f" {family}"):
            return name.removesuffix(family).strip()
        if name.startswith(f"{family} "):
            return name.removeprefix(family).strip()
    return name


def span(edition: Edition) -> str:
    """Return an edition's first and last day."""
    return _("%(first)s – %(last)s") % {
        "first": date_format(edition.start_date, "j F Y"),
        "last": date_format(edition.end_date, "j F Y"),
    }


def _each(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, values)))


def _days(place: Registration) -> str:
    chosen = [day for day in place.edition.days() if day.isoformat() in place.days]
    return ", ".join(date_format(day, "j F Y") for day in chosen) or span(place.edition)


def _workshops(place: Registration) -> list[str]:
    items = [item for item in place.items.all() if item.add_on and not item.cancelled_at]
    return [item.add_on.session.public_title for item in items if item.add_on]
