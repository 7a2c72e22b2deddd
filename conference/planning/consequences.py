"""Who and what an act on sessions affects, counted before it is done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conference.agenda.models import Session, SessionCredit
from conference.agenda.services.editing import APPROVED_CONTENT
from conference.registration.personal.models import SavedSession, SignUp
from conference.registration.places import RegistrationItem
from conference.registration.states import OCCUPYING


@dataclass
class Affected:
    """How many people and approvals hang on a session."""

    saved: int = 0
    placed: int = 0
    waiting: int = 0
    tickets: int = 0
    approvals: int = 0

    @property
    def people(self) -> int:
        """At least so many people are affected: the largest group, since one person may be in several."""
        return max(self.saved, self.placed + self.waiting, self.tickets)


def affected_by(sessions: Iterable[int]) -> dict[int, Affected]:
    """Return what hangs on sessions, given by key, in four queries; those on which nothing hangs are left out."""
    keys = list(sessions)
    found: dict[int, Affected] = defaultdict(Affected)
    for session, number in _count(SavedSession.objects.filter(session__in=keys), "session_id"):
        found[session].saved = number
    for session, state, number in _count(SignUp.objects.standing().filter(session__in=keys), "session_id", "state"):
        setattr(found[session], "placed" if state == SignUp.State.PLACED else "waiting", number)
    bought = RegistrationItem.objects.filter(
        add_on__session__in=keys, cancelled_at=None, registration__state__in=OCCUPYING
    )
    for session, number in _count(bought, "add_on__session_id"):
        found[session].tickets = number
    approved = SessionCredit.objects.filter(session__in=keys, approval=SessionCredit.Approval.APPROVED)
    for session, number in _count(approved, "session_id"):
        found[session].approvals = number
    return dict(found)


def consequences_of(before: Session, after: Session) -> list[str]:
    """Return what a change of a stored session means for people and approvals, in sentences; none if for nobody."""
    affected = affected_by([before.pk]).get(before.pk, Affected())
    return [*_for_people(before, after, affected), *_for_approvals(before, after, affected)]


def people_in_words(code: str, affected: Affected) -> str:
    """Return who hangs on a session: `B03: 12 saved it, 3 have a place.`"""
    parts = [
        ngettext("%d saved it", "%d saved it", affected.saved) % affected.saved if affected.saved else "",
        ngettext("%d has a place", "%d have a place", affected.placed) % affected.placed if affected.placed else "",
        ngettext("%d waits", "%d wait", affected.waiting) % affected.waiting if affected.waiting else "",
        ngettext("%d bought it", "%d bought it", affected.tickets) % affected.tickets if affected.tickets else "",
    ]
    return f"{code}: {', '.join(filter(None, parts))}."


def _for_people(before: Session, after: Session, affected: Affected) -> list[str]:
    if not affected.people:
        return []
    cancelled = after.status != before.status and after.status in {Session.Status.CANCELLED, Session.Status.DRAFT}
    restricted = after.visibility not in {before.visibility, Session.Visibility.PUBLIC}
    told = [
        _("Visitors will no longer find it there.") if cancelled else "",
        _("Those who may not see it keep its public title alone.") if restricted else "",
        _("Some of them may not be admitted any more.") if after.audience_id != before.audience_id else "",
        _("It moves.") if (before.starts_at, before.room_id) != (after.starts_at, after.room_id) else "",
    ]
    said = " ".join(filter(None, told))
    return [f"{people_in_words(before.code, affected)} {said}"] if said else []


def _for_approvals(before: Session, after: Session, affected: Affected) -> list[str]:
    if not affected.approvals or all(getattr(before, name) == getattr(after, name) for name in APPROVED_CONTENT):
        return []
    return [_("%s is approved for credit. This change puts its approval back to review.") % before.code]


def _count(rows: "QuerySet[Any]", *by: str) -> list[Any]:
    return list(rows.order_by().values_list(*by).annotate(number=Count("pk")))
