"""What a cohort proves of its people, as certificates want it: presence inside the meetings, never beyond."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.credits.engine import Activity
from certificates.credits.models import Claim, Credit
from certificates.intervals import Span, Spans, intersect, minutes
from certificates.issuing.drafts import Draft, Line
from certificates.issuing.models import Certificate
from training.cohorts.models import Cohort, CohortPlace, PresenceNote


def source_of(cohort: Cohort) -> str:
    """Return the name of a cohort among all activities and occasions."""
    return f"cohort:{cohort.public_id}"


def activities_of(cohort: Cohort) -> list[tuple[CohortPlace, Activity]]:
    """Return each place with what is proved of its person, in a fixed number of queries.

    A note of presence counts where a meeting was; what two notes cover counts once. A cohort is worth its course's
    creditable minutes, and never more than its meetings last.
    """
    eligible = cohort.spans
    if not eligible:
        return []
    lasts = minutes(eligible)
    worth = min(Fraction(cohort.course.credit_minutes), lasts) if cohort.course.credit_minutes else lasts
    noted: dict[int, list[Span]] = defaultdict(list)
    for note in PresenceNote.objects.filter(place__cohort=cohort, struck_at=None):
        noted[note.place_id].append(note.span)
    places = cohort.places.filter(state=CohortPlace.State.TAKEN).select_related("user")
    return [
        (
            place,
            Activity(
                key=source_of(cohort),
                title=f"{cohort.course.code} {cohort.course.title}",
                eligible=eligible,
                creditable=worth,
                present=intersect(noted[place.pk], eligible),
                registered_at=place.taken_at,
            ),
        )
        for place in places
    ]


def drafts_of(cohort: Cohort) -> Iterator[Draft]:
    """Yield a certificate of attendance for everybody with proved time, and one for each scheme that credited it."""
    meetings = list(cohort.meetings.all())
    credited: dict[str, list[Credit]] = defaultdict(list)
    for credit in Credit.objects.standing().filter(source=source_of(cohort)).select_related("scheme"):
        credited[credit.holder_key].append(credit)
    licences = {
        (claim.user_id, claim.scheme_code): claim.licence
        for claim in Claim.objects.filter(user__cohort_places__cohort=cohort)
    }
    for place, activity in activities_of(cohort):
        if not minutes(activity.present):
            continue
        user = place.user
        lines = [(meeting, _proved(activity.present, meeting.span)) for meeting in meetings]
        first, last = date_format(meetings[0].day), date_format(meetings[-1].day)
        base: dict[str, Any] = {
            "occasion": source_of(cohort), "holder_key": f"user:{user.pk}", "holder": user,
            "name": user.display_name or user.name or user.email.partition("@")[0], "title": activity.title,
            "issuer": str(settings.ORGANIZATION["name"]), "place": cohort.city,
            "dates": first if first == last else f"{first} – {last}",
        }  # fmt: skip
        yield Draft(
            kind=Certificate.Kind.ATTENDANCE,
            **base,
            statement=_("Attended the meetings below for the minutes that the instructor has noted."),
            lines=tuple(
                Line(title=activity.title, day=date_format(meeting.day), minutes=str(proved))
                for meeting, proved in lines
                if proved
            ),
        )
        for credit in credited[f"user:{user.pk}"]:
            yield _credit_draft(credit, base, licences.get((user.pk, credit.scheme_code), ""))


def _credit_draft(credit: Credit, base: dict[str, Any], licence: str) -> Draft:
    amount = f"{credit.total.normalize():f}"
    line = Line(
        title=credit.title, day=base["dates"], minutes=f"{credit.minutes.normalize():f}", amount=amount,
        number=credit.number,
    )  # fmt: skip
    return Draft(
        kind=Certificate.Kind.CREDIT, **base, scheme=credit.scheme, credit=amount, licence=licence, lines=(line,),
        statement=_("Credited for the attended course under the rules of %(name)s.") % {"name": credit.scheme.name},
    )  # fmt: skip


def _proved(present: Spans, meeting: Span) -> int:
    """Return the full minutes of a meeting that are proved."""
    return int(minutes(intersect(present, [meeting])))
