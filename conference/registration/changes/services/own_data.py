"""Own data, changed by the person or the buyer; a name on a printed badge is put right by the desk."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from conference.registration.changes.models import DeskNotice
from conference.registration.changes.signals import shown_data_changed
from conference.registration.places import Registration
from conference.registration.services.locking import lock_place
from conference.registration.services.naming import PlaceClosed
from conference.registration.services.tickets import revoke_ticket
from conference.registration.states import OCCUPYING
from core.audit.services import record

FIELDS = ("name", "family_name", "badge_name", "country", "address", "access_needs", "dietary_needs")
# What stands on badge and ticket.
SHOWN = ("name", "badge_name")


class AnotherPerson(Exception):
    """No word of the name stayed: that is not a correction but somebody else."""


def is_same_person(before: str, after: str) -> bool:
    """Whether two names share a word, whatever their case; whoever changed all of it writes to us."""
    words = {word for word in before.casefold().replace(",", " ").split() if len(word) > 1 or not word.isascii()}
    return not before or bool(words & set(after.casefold().replace(",", " ").split()))


@transaction.atomic
def change_data(*, place: Registration, values: Mapping[str, Any], actor: Any) -> list[str]:
    """Store what is new of a named place's own data and return the names of the fields that changed.

    A ticket with the old name dies and a new one is sent; `shown_data_changed` lets the badge follow. The audit keeps
    which fields, never their values. Raises PlaceClosed and AnotherPerson.
    """
    _order, place = lock_place(place)
    if place.state not in OCCUPYING or not place.is_named:
        raise PlaceClosed
    changed = [field for field in FIELDS if field in values and values[field] != getattr(place, field)]
    if "name" in changed and not is_same_person(place.name, values["name"]):
        raise AnotherPerson
    shown = place.display_name
    for field in changed:
        setattr(place, field, values[field])
    if not changed:
        return []
    place.save(update_fields=[*changed, "changed_at"])
    record(actor=actor, action="registration.data_changed", obj=place, changes={"fields": changed})
    if "name" in changed or place.display_name != shown:
        shown_data_changed.send(sender=Registration, place=place, what="name")
        if place.ticket_token:
            revoke_ticket(place=place, actor=actor, reason="name changed")
    return changed


@transaction.atomic
def tell_desk(*, place: Registration, what: str) -> DeskNotice:
    """Put a place before the desk once; a notice that is open already stays as it is."""
    notice, fresh = DeskNotice.objects.get_or_create(registration=place, settled_at=None, defaults={"what": what})
    if fresh:
        record(actor=None, action="registration.desk_told", obj=place, changes={"what": what})
    return notice
