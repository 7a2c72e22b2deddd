"""Read what conflicts depend on, in a fixed number of queries and without building model instances."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Model, QuerySet

from conference.agenda.access import AUDIENCES, CONTROLLED
from conference.agenda.conflicts import Conflict, Situation, Slot, Span, find_conflicts
from conference.agenda.models import Appearance, Session, SessionCredit
from conference.edition.models import Edition, RoomClosure
from conference.registration.personal.models import SavedSession, SignUp
from conference.registration.places import RegistrationItem
from conference.registration.states import OCCUPYING
from conference.speakers.models import SpeakerAbsence

EXAM = "exam"
PAUSES = frozenset({"break", "meal", "exhibit", "reception", "registration"})
FIELDS = ("pk", "code", "type", "status", "starts_at", "ends_at", "room_id", "all_day", "visibility", "audience_id",
          "audience__code", "room_reason", "learning_objectives", "capacity", "room__capacity", "room__allows_overlap",
          "room__access_controlled")  # fmt: skip


@dataclass
class _Facts:
    """What hangs on sessions, by session key."""

    speakers: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    credits: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    wanted: Mapping[int, int] = field(default_factory=dict)
    people: Mapping[int, frozenset[int]] = field(default_factory=dict)


def conflicts_of(edition: Edition) -> list[Conflict]:
    """Return what does not go together in the working agenda, in seven queries, two more where there is an exam."""
    return find_conflicts(situation_of(edition))


def situation_of(edition: Edition) -> Situation:
    """Return everything scheduled that was not cancelled, with what may be against it."""
    rows = list(
        Session.objects.of(edition)
        .scheduled()
        .exclude(status=Session.Status.CANCELLED)
        .values_list(*FIELDS, named=True)
    )
    facts = _facts(edition, rows)
    return Situation(
        slots=[_slot(row, facts) for row in rows],
        overlapping=frozenset(row.room_id for row in rows if row.room__allows_overlap),
        controlled=frozenset(row.room_id for row in rows if row.room__access_controlled),
        closures=_spans(RoomClosure.objects.filter(room__edition=edition), "room_id"),
        absences=_spans(SpeakerAbsence.objects.filter(speaker__edition=edition), "speaker_id"),
    )


def _facts(edition: Edition, rows: Sequence[Any]) -> _Facts:
    facts = _Facts()
    appearances = Appearance.objects.standing().filter(session__edition=edition)
    for session, speaker, state in appearances.values_list("session_id", "speaker_id", "state"):
        facts.speakers[session].append((speaker, state))
    approvals = SessionCredit.objects.filter(session__edition=edition)
    for session, approval in approvals.values_list("session_id", "approval"):
        facts.credits[session].add(approval)
    facts.wanted = _wanted(edition)
    facts.people = _exam_people(rows)
    return facts


def _wanted(edition: Edition) -> Mapping[int, int]:
    """Return how many people want each session: its saves or its sign-ups, whichever is more."""
    saves = dict(_counted(SavedSession.objects.filter(session__edition=edition)))
    for session, number in _counted(SignUp.objects.standing().filter(session__edition=edition)):
        saves[session] = max(saves.get(session, 0), number)
    return saves


def _counted(rows: QuerySet[Any]) -> Iterable[tuple[int, int]]:
    return list(rows.order_by().values_list("session_id").annotate(number=Count("pk")))


def _exam_people(rows: Sequence[Any]) -> Mapping[int, frozenset[int]]:
    """Return, for exams and what overlaps them, who saved or bought them, as keys of accounts."""
    exams = [row for row in rows if row.type == EXAM]
    around = {row.pk for row in rows for exam in exams if row.starts_at < exam.ends_at and exam.starts_at < row.ends_at}
    if not around:
        return {}
    people: dict[int, set[int]] = defaultdict(set)
    for session, user in SavedSession.objects.filter(session__in=around).values_list("session_id", "user_id"):
        people[session].add(user)
    bought = RegistrationItem.objects.filter(
        add_on__session__in=around,
        cancelled_at=None,
        registration__state__in=OCCUPYING,
        registration__user__isnull=False,
    )
    for session, user in bought.values_list("add_on__session_id", "registration__user_id"):
        people[session].add(user)
    return {session: frozenset(users) for session, users in people.items()}


def _slot(row: Any, facts: _Facts) -> Slot:
    speakers = facts.speakers.get(row.pk, ())
    approvals = facts.credits.get(row.pk, set())
    places = [number for number in (row.capacity, row.room__capacity) if number is not None]
    return Slot(
        code=row.code,
        start=_minute(row.starts_at),
        end=_minute(row.ends_at),
        room=row.room_id,
        all_day=row.all_day,
        speakers=tuple(speaker for speaker, _ in speakers),
        unconfirmed=tuple(speaker for speaker, state in speakers if state != Appearance.State.CONFIRMED),
        restricted=row.visibility == Session.Visibility.CLEARED or row.audience__code in CONTROLLED,
        room_reason=bool(row.room_reason.strip()),
        has_credit=bool(approvals - {SessionCredit.Approval.DENIED}),
        in_review=SessionCredit.Approval.REVIEW in approvals,
        objectives=len(row.learning_objectives),
        places=min(places, default=None),
        wanted=facts.wanted.get(row.pk, 0),
        is_exam=row.type == EXAM,
        audience=row.audience_id,
        audience_is_special=AUDIENCES.get(row.audience__code) is not None,
        is_pause=row.type in PAUSES,
        people=facts.people.get(row.pk, frozenset()),
    )


def _spans(rows: "QuerySet[Any, Model]", owner: str) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = defaultdict(list)
    for key, start, end in rows.values_list(owner, "starts_at", "ends_at"):
        found[key].append(Span(_minute(start), _minute(end)))
    return found


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // 60)
