"""Find a place by the beginnings of words, and note who looked for what."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Case, F, Min, When

from conference.registration.orderdesk.models import LookUp, SearchWord
from conference.registration.orderdesk.words import CODE, Kind, typed_words
from conference.registration.places import Registration
from core.audit.services import record
from core.ratelimit.services import allow

MOST_ROWS = 20
A_MINUTE, A_DAY = 60, 1_500
# What is not the whole word stands below everything that is.
PART = 10


class TooManyLookUps(Exception):
    """Somebody looks for more people than a desk does."""


@transaction.atomic
def look_up(*, text: str, actor: Any) -> list[Registration]:
    """Return at most twenty places whose words begin as the typed ones do, best first, in two queries.

    Every look-up is recorded with what was typed, also one that found nothing; fewer than two characters ask nothing.
    Raises TooManyLookUps.
    """
    words = typed_words(text)
    if not words:
        return []
    places = _find(words)
    row = LookUp.objects.create(actor=actor, typed=text[:200], rows=len(places))
    # The chain is for good, so what was typed stays out of it: the row keeps it, encrypted, for ninety days.
    record(actor=actor, action="registration.looked_up", obj=row, changes={"rows": len(places)})
    return places


def require_pace(actor: Any) -> None:
    """Count one look-up; raises TooManyLookUps beyond a desk's pace, which is recorded once an hour."""
    minute = allow(f"desk-find-minute:{actor.pk}", limit=A_MINUTE, seconds=60)
    day = allow(f"desk-find-day:{actor.pk}", limit=A_DAY, seconds=86_400)
    if minute and day:
        return
    if allow(f"desk-find-told:{actor.pk}", limit=1, seconds=3600):
        record(actor=actor, action="registration.look_ups_throttled", obj=actor, changes={"limit": A_MINUTE})
    raise TooManyLookUps


def _find(words: Sequence[str]) -> list[Registration]:
    first, *others = words
    rows = _starting(first)
    for other in others:
        rows = rows.filter(registration__in=_starting(other).values("registration"))
    rank = Case(When(word=first, then=F("kind")), default=F("kind") + PART)
    ranked = rows.values("registration").annotate(rank=Min(rank))
    best = ranked.order_by("rank", "-registration__edition__year", "registration__name", "registration")
    keys = [row["registration"] for row in best[:MOST_ROWS]]
    shown = Registration.objects.select_related("ticket_type", "edition", "order")
    found = shown.defer("address", "proof", "access_needs", "dietary_needs").in_bulk(keys)
    return [found[key] for key in keys]


def _starting(word: str) -> Any:
    """A ticket's code is known by its beginning only, so a whole one is cut to it."""
    rows = SearchWord.objects.starting(word)
    if len(word) <= CODE:
        return rows
    return rows | SearchWord.objects.filter(word=word[:CODE], kind=Kind.CODE)
