"""Who spoke in which session, and for how long: what bodies credit to speakers, and do not credit as attendance."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from certificates.intervals import Span, Spans, intersect
from conference.agenda.models import Appearance, Session
from conference.attendance.presence import eligible_time
from conference.edition.models import Edition


@dataclass(frozen=True)
class Spoken:
    """When somebody spoke; where nobody has marked for how long, that is the whole session."""

    spans: Spans = ()
    is_marked: bool = True


NOT_SPOKEN = Spoken()


def speaking_times(edition: Edition) -> dict[tuple[int, int], Spoken]:
    """Return the speaking time in sessions that are over, by (account, session) keys, in one query.

    Credit staff mark minutes on the appearance; those of one session lie one after the other, in the presenters' order.
    Who withdrew or never answered did not speak.
    """
    rows = Appearance.objects.filter(session__edition=edition, session__ends_at__lte=timezone.now())
    rows = rows.exclude(session__status=Session.Status.CANCELLED).filter(state=Appearance.State.CONFIRMED)
    of_session: dict[int, list[Appearance]] = defaultdict(list)
    for appearance in rows.select_related("session", "speaker").order_by("session", "position", "pk"):
        of_session[appearance.session_id].append(appearance)
    return {
        (appearance.speaker.user_id, appearance.session_id): spoken
        for appearances in of_session.values()
        for appearance, spoken in zip(appearances, _in_turn(appearances), strict=True)
        if appearance.speaker.user_id
    }


def _in_turn(appearances: list[Appearance]) -> list[Spoken]:
    """Return each presenter's time; minutes beyond the session's end are none."""
    eligible = eligible_time(appearances[0].session)
    found, start = [], eligible[0].start
    for appearance in appearances:
        if appearance.speaking_minutes is None:
            found.append(Spoken(eligible, is_marked=False))
            continue
        end = start + timedelta(minutes=appearance.speaking_minutes)
        spans = intersect([Span(start, end)], eligible) if start < end else ()
        found.append(Spoken(spans))
        start = end
    return found
