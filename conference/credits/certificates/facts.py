"""What is proved of an edition's people, by holder: what certificates are made of and rules ask for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from certificates.intervals import minutes, union
from conference.agenda.models import Session
from conference.attendance.pairing import Presence
from conference.attendance.presence import eligible_time, presences
from conference.credits.evidence import EARNING, NOBODY, holder_of
from conference.edition.models import Edition
from conference.evaluation.due import NOT_ASKED
from conference.evaluation.models import EvaluationDone
from conference.registration.places import Registration


@dataclass(frozen=True)
class Attended:
    """A session somebody was in: the minutes that are proved, and whether they evaluated it (or nobody is asked to)."""

    session: Session
    minutes: Fraction
    eligible: Fraction
    evaluated: bool

    def counts(self, percent: int) -> bool:
        """Return whether somebody was there for so many percent of it; some time must be proved in any case."""
        return self.minutes >= 1 and self.minutes * 100 >= self.eligible * percent


@dataclass
class Person:
    """A holder: the first of their places, and what is proved of all of them together."""

    place: Registration
    attended: list[Attended] = field(default_factory=list)
    edition_evaluated: bool = False


def people_of(edition: Edition, holders: Iterable[str] | None = None) -> dict[str, Person]:
    """Return an edition's holders, or some of them, in a fixed number of queries; an account's places are one."""
    wanted = None if holders is None else set(holders)
    places = Registration.objects.filter(edition=edition, state__in=EARNING).select_related("user", "edition")
    found: dict[str, Person] = {}
    holder: dict[int, str] = {}
    for place in places.order_by("created_at", "pk"):
        key = holder_of(place)
        if wanted is None or key in wanted:
            holder[place.pk] = key
            found.setdefault(key, Person(place))
    evaluated: set[tuple[str, int]] = set()
    for place_pk, session_pk in EvaluationDone.objects.filter(registration__in=holder).values_list(
        "registration_id", "session_id"
    ):
        if session_pk is None:
            found[holder[place_pk]].edition_evaluated = True
        else:
            evaluated.add((holder[place_pk], session_pk))
    present: dict[tuple[str, int], Presence] = defaultdict(lambda: NOBODY)
    for (place_pk, session_pk), presence in presences(edition=edition, registrations=list(holder)).items():
        key_ = (holder[place_pk], session_pk)
        before = present[key_]
        present[key_] = Presence(union((*before.spans, *presence.spans)), before.flags | presence.flags)
    sessions = Session.objects.in_bulk({session_pk for _key, session_pk in present})
    for (key, session_pk), presence in present.items():
        session = sessions[session_pk]
        done = (key, session_pk) in evaluated or session.type in NOT_ASKED
        found[key].attended.append(Attended(session, minutes(presence.spans), minutes(eligible_time(session)), done))
    for person in found.values():
        person.attended.sort(key=lambda one: (one.session.starts_at is None, one.session.starts_at, one.session.code))
    return found
