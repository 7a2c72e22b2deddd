"""Who and what an act on sessions affects, counted before it is done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from conference.agenda.models import SessionCredit
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


def _count(rows: "QuerySet[Any]", *by: str) -> list[Any]:
    return list(rows.order_by().values_list(*by).annotate(number=Count("pk")))
