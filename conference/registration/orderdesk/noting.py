"""Write notes and set tags; forget what is kept no longer."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from billing.orders.models import Order
from conference.edition.models import Edition
from conference.registration.orderdesk.models import LookUp, Note, Tag, Tagging
from conference.registration.places import Registration
from core.audit.services import record

KEPT_NOTES = timedelta(days=365)
KEPT_LOOK_UPS = timedelta(days=90)

Thing = Registration | Order


def _field(thing: Thing) -> str:
    return "registration" if isinstance(thing, Registration) else "order"


@transaction.atomic
def write_note(*, about: Thing, text: str, actor: Any) -> Note:
    """Add a note about a place or an order. What it says stays out of the log, which is for good."""
    note = Note(text=text, author=actor)
    setattr(note, _field(about), about)
    note.save()
    record(actor=actor, action="note.written", obj=about, changes={"note": note.pk})
    return note


def notes_about(thing: Thing) -> Any:
    """Return the notes about a place, with those about its order, or those about an order; the newest first."""
    rows = Note.objects.select_related("author", "order")
    if isinstance(thing, Order):
        return rows.filter(order=thing)
    return rows.filter(registration=thing) | rows.filter(order=thing.order_id)


def tags_of(thing: Thing) -> list[Tag]:
    """Return a place's or an order's tags."""
    return list(Tag.objects.filter(**{f"taggings__{_field(thing)}": thing}))


@transaction.atomic
def change_tags(*, things: Sequence[Thing], add: Collection[Tag], remove: Collection[Tag], actor: Any) -> int:
    """Put tags on places or orders, all of one sort, and take others off; return how many things changed.

    Twice is once. Each thing that changed has an entry in the log; the queries besides those do not grow.
    """
    if not things:
        return 0
    field = _field(things[0])
    keys = {thing.pk: thing for thing in things}
    there = set(
        Tagging.objects.filter(**{f"{field}__in": list(keys)}, tag__in=[*add, *remove]).values_list(field, "tag")
    )
    new = [(key, tag.pk) for key in keys for tag in add if (key, tag.pk) not in there]
    gone = [(key, tag.pk) for key in keys for tag in remove if (key, tag.pk) in there]
    Tagging.objects.bulk_create(
        [Tagging(tag_id=tag, by=actor, **{f"{field}_id": key}) for key, tag in new], ignore_conflicts=True
    )
    if gone:
        Tagging.objects.filter(**{f"{field}__in": [key for key, _tag in gone]}, tag__in=remove).delete()
    changed = sorted({key for key, _tag in [*new, *gone]})
    names = {"added": sorted(tag.name for tag in add), "removed": sorted(tag.name for tag in remove)}
    for key in changed:
        record(actor=actor, action=f"{field}.tagged", obj=keys[key], changes=names)
    return len(changed)


@transaction.atomic
def forget_notes() -> int:
    """Empty the notes of editions that ended a year ago; who wrote when stays. Return how many were emptied."""
    now = timezone.now()
    over = Edition.objects.filter(end_date__lt=(now - KEPT_NOTES).date())
    rows = Note.objects.filter(erased_at=None)
    old = rows.filter(registration__edition__in=over) | rows.filter(order__registrations__edition__in=over)
    keys = list(old.values_list("pk", flat=True).distinct())
    return Note.objects.filter(pk__in=keys).update(text="", erased_at=now)


def forget_look_ups() -> int:
    """Delete the look-ups of more than ninety days ago; that there was one stays in the log. Return how many."""
    return LookUp.objects.filter(at__lt=timezone.now() - KEPT_LOOK_UPS).delete()[0]
