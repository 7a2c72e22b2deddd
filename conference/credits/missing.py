"""What stands between a person and credit at an edition that is fresh: what to do, while it can still be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from certificates.credits.engine import Missing
from conference.attendance.pairing import Flag
from conference.credits.evidence import NOBODY, gather
from conference.credits.services import outcomes_of
from conference.edition.models import Edition
from conference.registration.places import Registration

FRESH = timedelta(weeks=8)


@dataclass(frozen=True)
class Todo:
    """One session that could give credit under some schemes, and what is not there."""

    edition: Edition
    code: str
    title: str
    schemes: tuple[str, ...]
    missing: frozenset[Missing]
    scan_missing: bool


def todos_of(user: Any, codes: Iterable[str]) -> list[Todo]:
    """Return what a person could still do for the schemes they claim, by session."""
    places = Registration.objects.of_user(user).filter(user=user, edition__end_date__gte=timezone.localdate() - FRESH)
    found: dict[tuple[int, str], Todo] = {}
    for place in places.select_related("edition"):
        evidence = gather(place.edition, [place.pk])
        for own in evidence.places:
            for code in codes:
                for credit, outcome in outcomes_of(evidence, own, code):
                    if not outcome.missing:
                        continue
                    session, key = credit.session, (place.edition_id, credit.session.code)
                    flags = evidence.present.get((own.pk, session.pk), NOBODY).flags
                    before = found.get(key)
                    found[key] = Todo(
                        edition=place.edition,
                        code=session.code,
                        title=outcome.activity.title,
                        schemes=(*(before.schemes if before else ()), code),
                        missing=frozenset(outcome.missing) | (before.missing if before else frozenset()),
                        scan_missing=bool(flags & {Flag.NO_IN, Flag.NO_OUT}),
                    )
    return sorted(found.values(), key=lambda todo: todo.code)
