"""Keep the words that places are found by in line with the places; asked for by the places' own saving."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from conference.registration.orderdesk.models import SearchWord
from conference.registration.orderdesk.words import Known, words_of

if TYPE_CHECKING:
    from conference.registration.places import Registration

# A change of one of these changes what a place is found by.
SOURCES = frozenset({"name", "family_name", "badge_name", "email", "agency", "ticket_token", "order"})

Row = tuple[int, str, int]


def wanted_words(place: "Registration") -> set[Row]:
    """Return the rows that a place should be found by."""
    order = place.order
    known = Known(
        names=(place.name, place.family_name, place.badge_name),
        email=place.email,
        order=order.number,
        code=place.ticket_token or "",
        agency=place.agency,
        buyer=(order.buyer_name, order.buyer_email),
    )
    return {(place.pk, word, int(kind)) for word, kind in words_of(known).items()}


def index_places(places: Sequence["Registration"], *, new: bool = False) -> None:
    """Write what is missing and delete what is stale; `new` places have no words yet, so none are read."""
    wanted = {row for place in places for row in wanted_words(place)}
    stored: dict[Row, int] = {}
    if not new:
        rows = SearchWord.objects.filter(registration__in=[place.pk for place in places])
        stored = {
            (place, word, kind): pk for pk, place, word, kind in rows.values_list("pk", "registration", "word", "kind")
        }
    stale = [pk for row, pk in stored.items() if row not in wanted]
    if stale:
        SearchWord.objects.filter(pk__in=stale).delete()
    missing = sorted(wanted - stored.keys())
    if missing:
        SearchWord.objects.bulk_create(
            [SearchWord(registration_id=place, word=word, kind=kind) for place, word, kind in missing],
            ignore_conflicts=True,
        )
