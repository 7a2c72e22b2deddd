"""What must hold between sign-ups, places and registrations; `manage.py audit_ledger` asks.

What the clock puts right within two minutes (`personal.tasks`) is named too until then, and so is a session whose
places were made fewer than are taken: nobody is thrown out of one.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from billing.audit import register_check
from conference.agenda.models import Session, VersionEntry
from conference.registration.personal.models import SignUp
from conference.registration.personal.services import is_open, places_in
from conference.registration.states import OCCUPYING


@register_check
def check_sign_ups() -> Iterator[str]:
    """No session has more sign-ups placed than places, and nobody waits for one that is free before it begins."""
    now = timezone.now()
    for session in _signed_up():
        placed, waiting, places = session.placed, session.waiting, places_in(session)
        if places is not None and placed > places:
            yield f"{_named(session)}: {placed} sign-ups placed, but {places} places"
        if waiting and is_open(session, now) and (places is None or placed < places):
            yield f"{_named(session)}: {waiting} wait, but places are free"


@register_check
def check_sign_ups_of_people() -> Iterator[str]:
    """A registration has one sign-up in a session at most, and none once it holds no place itself."""
    standing = SignUp.objects.standing().order_by()
    twice = standing.values_list("registration_id", "session__code").annotate(number=Count("pk")).filter(number__gt=1)
    for registration, code, number in twice.order_by("registration_id", "session__code"):
        yield f"registration {registration}: {number} sign-ups in session {code}"
    gone = standing.exclude(registration__state__in=OCCUPYING).order_by("pk").select_related("registration", "session")
    for turn in gone:
        yield f"registration {turn.registration_id}: {turn.registration.state}, but signed up for {turn.session.code}"


def _named(session: Session) -> str:
    return f"session {session.code} of {session.edition.year}"


def _signed_up() -> QuerySet[Any]:
    entries = VersionEntry.objects.filter(version__agenda__isnull=False).select_related("room")
    counted = Session.objects.annotate(
        placed=Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.PLACED)),
        waiting=Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.WAITING)),
    )
    return (
        counted.filter(Q(placed__gt=0) | Q(waiting__gt=0))
        .select_related("edition")
        .prefetch_related(Prefetch("version_entries", entries, to_attr="published_entries"))
    )
