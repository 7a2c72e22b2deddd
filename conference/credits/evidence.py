"""What is proved of people at an edition, as the engine wants it: an activity for each session that a body approved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from certificates.credits.engine import Activity
from certificates.intervals import union
from conference.agenda.models import SessionCredit
from conference.attendance.pairing import Presence
from conference.attendance.presence import eligible_time, presences
from conference.credits.speaking import NOT_SPOKEN, Spoken, speaking_times
from conference.edition.models import Edition
from conference.evaluation.done import evaluated
from conference.registration.places import Registration
from conference.registration.states import State

# Places that can earn credit; a cancelled one keeps what it has no claim to any more.
EARNING = (State.CONFIRMED_UNPAID, State.PAID)
NOBODY = Presence()


@dataclass(frozen=True)
class Evidence:
    """All that is needed for some people's credit at an edition, read in a fixed number of queries."""

    edition: Edition
    places: list[Registration]
    approved: Mapping[str, list[SessionCredit]]
    present: Mapping[tuple[int, int], Presence]
    spoken: Mapping[tuple[int, int], Spoken]
    evaluated: frozenset[tuple[int, int]]

    def activities(self, place: Registration, code: str) -> list[tuple[SessionCredit, Activity]]:
        """Return what a place shows for a scheme: every approved session that somebody was scanned at or spoke in."""
        return [
            (credit, self._activity(place, credit))
            for credit in self.approved.get(code, ())
            if (place.pk, credit.session_id) in self.present or (place.user_id, credit.session_id) in self.spoken
        ]

    def _activity(self, place: Registration, credit: SessionCredit) -> Activity:
        session, key = credit.session, (place.pk, credit.session_id)
        spoken = self.spoken.get((place.user_id or 0, credit.session_id), NOT_SPOKEN)
        return Activity(
            key=source_of(self.edition, session.code),
            # The title as certified; a restricted session's own title stays behind its door.
            title=credit.locked_title or f"{session.code} {session.public_title}",
            eligible=eligible_time(session),
            creditable=Fraction(credit.minutes),
            present=self.present.get(key, NOBODY).spans,
            speaking=spoken.spans,
            speaking_marked=spoken.is_marked,
            evaluated=key in self.evaluated,
            registered_at=place.created_at,
        )


def source_of(edition: Edition, code: str) -> str:
    """Return the name of a session among all activities."""
    return f"conference:{edition.year}:{code}"


def holder_of(place: Registration) -> str:
    """Return the name of a place's person among all holders: their account's, where they have one."""
    return f"user:{place.user_id}" if place.user_id else f"registration:{place.public_id}"


def gather(edition: Edition, registrations: Iterable[int] | None = None) -> Evidence:
    """Read what is proved of an edition's people, or of some of them; of several places of an account, as of one."""
    places = Registration.objects.filter(edition=edition, state__in=EARNING, user__isnull=False)
    if registrations is not None:
        places = places.filter(pk__in=list(registrations))
    approved: dict[str, list[SessionCredit]] = defaultdict(list)
    credits_ = SessionCredit.objects.filter(session__edition=edition, approval=SessionCredit.Approval.APPROVED)
    for credit in credits_.select_related("session", "scheme").filter(session__starts_at__isnull=False):
        approved[credit.scheme.code].append(credit)
    first_of: dict[int, Registration] = {}
    of_place: dict[int, int] = {}
    for place in places.select_related("user").order_by("created_at", "pk"):
        of_place[place.pk] = first_of.setdefault(place.user_id or 0, place).pk
    present: dict[tuple[int, int], Presence] = {}
    for (place_pk, session), found in presences(edition=edition, registrations=list(of_place)).items():
        key = (of_place[place_pk], session)
        before = present.get(key, NOBODY)
        present[key] = Presence(union((*before.spans, *found.spans)), before.flags | found.flags)
    done = {(of_place[place_pk], session) for place_pk, session in evaluated(edition=edition) if place_pk in of_place}
    return Evidence(
        edition=edition,
        places=list(first_of.values()),
        approved=approved,
        present=present,
        spoken=speaking_times(edition),
        evaluated=frozenset(done),
    )
