"""Hold applications quietly, and ask whether one is held."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy as _

from conference.registration.places import Registration
from conference.registration.states import State
from conference.registration.vetting.safety.matching import mark_matches
from conference.registration.vetting.safety.models import HoldMatch, QuietHold
from core.audit.services import record


class HeldForSafety(Exception):
    """Two people of the safety team decide on this place; `sentence` is all that others are told."""

    sentence = _("It is held for the safety team, who decide on it.")


def keep_holds(places: Iterable[Registration]) -> list[QuietHold]:
    """Hold the places that vetting marked, once they have their rows; no query where none is marked.

    The audit names the hold, never the place: whoever reads a place's history finds nothing.
    """
    kept = []
    for place in places:
        if not place.safety_matches:
            continue
        hold, is_new = QuietHold.objects.get_or_create(registration=place, state=QuietHold.State.OPEN)
        matches = [HoldMatch(hold=hold, entry_id=entry, by=by) for entry, by in place.safety_matches]
        HoldMatch.objects.bulk_create(matches, ignore_conflicts=True)
        if is_new:
            record(actor=None, action="safety.held", obj=hold, changes={"matches": len(matches)})
        kept.append(hold)
    return kept


def is_held(place: Registration) -> bool:
    """Whether the place waits for the safety team."""
    return place.state == State.APPLIED and QuietHold.objects.open().filter(registration=place).exists()


def held_among(places: Sequence[Registration]) -> set[int]:
    """Return the keys of those places that are held, in one query."""
    return set(QuietHold.objects.open().filter(registration__in=places).values_list("registration", flat=True))


def look_once_more(place: Registration) -> bool:
    """Whether a locked place is held, or must be: the list may have grown since it was applied for."""
    if is_held(place):
        return True
    mark_matches([place])
    return bool(keep_holds([place]))
