"""Award credit for an edition: for every scheme a person claims, at once; a second run changes nothing."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from certificates.credits.engine import Outcome, outcomes_in_order
from certificates.credits.models import Claim
from certificates.credits.services import Award, Tally, award_of, store_awards
from conference.agenda.models import Session, SessionCredit
from conference.attendance.doors import rules_of
from conference.credits.evidence import Evidence, gather, holder_of, source_of
from conference.edition.models import Edition
from conference.registration.places import Registration

PEOPLE = 200


class InRehearsal(Exception):
    """The edition is in rehearsal: nothing counts."""


def award_credits(*, edition: Edition, registrations: Iterable[int] | None = None, actor: Any = None) -> Tally:
    """Compute and store the credit of an edition's people, or of some of them; return what was done.

    Two hundred people at a time in a transaction of their own, so a run that was ended goes on with the next one.
    Raises InRehearsal.
    """
    if rules_of(edition).rehearsal:
        raise InRehearsal
    evidence = gather(edition, registrations)
    claims: dict[int, list[str]] = defaultdict(list)
    for user, code in Claim.objects.filter(user__in=[place.user_id for place in evidence.places]).values_list(
        "user", "scheme_code"
    ):
        claims[user].append(code)
    sources = [source_of(edition, code) for code in Session.objects.of(edition).values_list("code", flat=True)]
    total = Tally()
    for start in range(0, len(evidence.places), PEOPLE):
        places = evidence.places[start : start + PEOPLE]
        awards = [award for place in places for award in awards_of(evidence, place, claims[place.user_id or 0])]
        done = store_awards(awards=awards, among=[holder_of(place) for place in places], sources=sources, actor=actor)
        for name, count in vars(done).items():
            setattr(total, name, getattr(total, name) + count)
    return total


def awards_of(evidence: Evidence, place: Registration, codes: Iterable[str]) -> list[Award]:
    """Return what a place has earned under some schemes."""
    found = []
    for code in codes:
        for credit, outcome in outcomes_of(evidence, place, code):
            award = award_of(
                outcome, holder_key=holder_of(place), holder=place.user, scheme=credit.scheme,
                number=credit.provider_number, sub_field=credit.sub_field,
            )  # fmt: skip
            if award is not None:
                found.append(award)
    return found


def outcomes_of(evidence: Evidence, place: Registration, code: str) -> list[tuple[SessionCredit, Outcome]]:
    """Return each approved session with what it is worth to a place, also where that is nothing yet and why.

    Each is computed under the version of the rules that it was approved under; an hour counts once under all of them.
    """
    rows = evidence.activities(place, code)
    of_key = {activity.key: credit for credit, activity in rows}
    results = outcomes_in_order((credit.scheme.rules, activity) for credit, activity in rows)
    return [(of_key[result.activity.key], result) for result in results]
