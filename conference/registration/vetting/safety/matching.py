"""Compare applications with the block list: one query for any number of them, nothing is decrypted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Q
from django.utils import timezone

from conference.registration.places import Registration
from conference.registration.vetting.safety.keys import email_digest, person_digests
from conference.registration.vetting.safety.models import BlockKey, HoldMatch, QuietHold

By = HoldMatch.By
Keys = Mapping[tuple[str, str], set[int]]


def live_keys() -> Keys:
    """Return the entries behind each kind and digest."""
    today = timezone.localdate()
    live = BlockKey.objects.filter(Q(entry__expires_on=None) | Q(entry__expires_on__gte=today), entry__ended_at=None)
    keys: dict[tuple[str, str], set[int]] = defaultdict(set)
    for kind, digest, entry in live.values_list("kind", "digest", "entry"):
        keys[kind, digest].add(entry)
    return keys


def mark_matches(places: Sequence[Registration]) -> None:
    """Note in memory which entries each named place matches, but for those that two people have set aside for it."""
    keys = live_keys()
    if not keys:
        return
    released = _released(places)
    for place in places:
        found = _matches(place, keys) if place.is_named else set()
        place.safety_matches = sorted(match for match in found if match[0] not in released[place.pk])


def _matches(place: Registration, keys: Keys) -> set[tuple[int, str]]:
    order = place.order
    asked = [
        (By.EMAIL, "email", [email_digest(place.email)]),
        (By.NAME, "name", person_digests(place.name, place.family_name)),
        (By.NAME, "name", person_digests(place.badge_name)),
        (By.BUYER_EMAIL, "email", [email_digest(order.buyer_email)]),
        (By.BUYER_NAME, "name", person_digests(order.buyer_name)),
    ]
    found = {(entry, str(by)) for by, kind, digests in asked for entry in _behind(keys, kind, digests)}
    # The buyer who comes in person is named once.
    person = {entry for entry, by in found if by in (By.EMAIL, By.NAME)}
    return {match for match in found if match[1] in (By.EMAIL, By.NAME) or match[0] not in person}


def _behind(keys: Keys, kind: str, digests: Iterable[str]) -> set[int]:
    return {entry for digest in digests for entry in keys.get((kind, digest), ())}


def _released(places: Sequence[Registration]) -> Mapping[int | None, set[int]]:
    """Return the entries that were set aside for each place that has a row."""
    stored = [place.pk for place in places if place.pk]
    found: dict[int | None, set[int]] = defaultdict(set)
    if stored:
        released = HoldMatch.objects.filter(hold__registration__in=stored, hold__state=QuietHold.State.RELEASED)
        for place, entry in released.values_list("hold__registration", "entry"):
            found[place].add(entry)
    return found
