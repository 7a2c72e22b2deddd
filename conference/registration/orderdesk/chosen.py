"""Which places an act on many is for: ticked in the list, or all that its filters show."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from conference.registration.places import Registration

MOST_PLACES = 200


class TooManyChosen(Exception):
    """More places than one act takes."""

    sentence = _("Choose at most 200 places at once.")


def chosen_places(data: QueryDict) -> list[Registration]:
    """Return the places whose keys stand under `place`, by order and position; what is no key is left out.

    Raises TooManyChosen.
    """
    keys = {int(key) for key in data.getlist("place") if key.isascii() and key.isdigit() and len(key) < 19}
    if len(keys) > MOST_PLACES:
        raise TooManyChosen
    rows = Registration.objects.filter(pk__in=keys).select_related("order", "edition", "ticket_type")
    return list(rows.defer("address", "proof", "access_needs", "dietary_needs").order_by("order", "position"))
