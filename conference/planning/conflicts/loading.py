"""Read what conflicts depend on: two queries for any agenda, and no model instances."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q

from conference.agenda.access import AUDIENCES, CONTROLLED
from conference.agenda.conflicts import TURNAROUND, WALK, Conflict, Situation, Slot, find_conflicts
from conference.agenda.models import Appearance, Session, SessionCredit
from conference.edition.models import Edition
from conference.planning.conflicts.facts import Facts, facts_of, minute
from conference.speakers.models import label_of

EXAM = "exam"
PAUSES = frozenset({"break", "meal", "exhibit", "reception", "registration"})
FIELDS = ("pk", "code", "type", "status", "starts_at", "ends_at", "room_id", "all_day", "visibility", "audience_id",
          "audience__code", "room_reason", "learning_objectives", "capacity", "room__capacity", "room__allows_overlap",
          "room__access_controlled", "appearances__state", "appearances__speaker_id")  # fmt: skip
# What a speaker's label is made of.
LABEL = ("name", "public_label", "publish_name", "withheld")
# Further apart than this, two sessions are in nobody's way.
NEAR = timedelta(minutes=max(TURNAROUND, WALK))


@dataclass(frozen=True)
class Appearing:
    """A speaker who stands in a session, with the label that may be shown."""

    speaker: int
    state: str
    label: str


@dataclass(frozen=True)
class Surroundings:
    """What is against sessions after a change, and what was read to find it, by key of the session."""

    conflicts: list[Conflict]
    appearing: Mapping[int, Sequence[Appearing]]
    credits: Mapping[int, Sequence[tuple[str, str]]]

    @property
    def labels(self) -> dict[int, str]:
        """Return the labels of all speakers that were read, by key."""
        return {item.speaker: item.label for group in self.appearing.values() for item in group}


def conflicts_of(edition: Edition) -> list[Conflict]:
    """Return what does not go together in the working agenda, in two queries."""
    rows, appearing = _read(edition, Q(starts_at__isnull=False))
    return find_conflicts(_situation(rows, appearing, facts_of(edition, None, _around_exams(rows))))


def surroundings_of(edition: Edition, sessions: Iterable[Session]) -> Surroundings:
    """Return the conflicts in which sessions take part, in two queries about them and what stands near them.

    Conflicts are between two sessions at most, so that all others are as they were before.
    """
    mine = {session.pk: session for session in sessions}
    rows, appearing = _read(edition, Q(pk__in=mine) | _near(mine.values()))
    facts = facts_of(edition, mine, _around_exams(rows))
    codes = {session.code for session in mine.values()}
    found = find_conflicts(_situation(rows, appearing, facts))
    return Surroundings([item for item in found if not codes.isdisjoint(item.sessions)], appearing, facts.credits)


def _near(sessions: Iterable[Session]) -> Q:
    near = Q()
    for session in sessions:
        if session.starts_at and session.ends_at:
            near |= Q(starts_at__lt=session.ends_at + NEAR, ends_at__gt=session.starts_at - NEAR)
    return near


def _read(edition: Edition, which: Q) -> tuple[list[Any], dict[int, list[Appearing]]]:
    """Return sessions as rows, each once, and who stands in them in their order."""
    labels = [f"appearances__speaker__{name}" for name in LABEL]
    joined = Session.objects.of(edition).filter(which).values_list(*FIELDS, *labels, named=True)
    rows: dict[int, Any] = {}
    appearing: dict[int, list[Appearing]] = {}
    for row in joined.order_by("starts_at", "code", "appearances__position", "appearances__pk"):
        standing = appearing.setdefault(row.pk, [])
        rows.setdefault(row.pk, row)
        if row.appearances__speaker_id and row.appearances__state != Appearance.State.WITHDRAWN:
            name, public_label, publish_name, withheld = row[-len(LABEL) :]
            label = label_of(name, public_label, named=publish_name and not withheld)
            standing.append(Appearing(row.appearances__speaker_id, row.appearances__state, label))
    return list(rows.values()), appearing


def _situation(rows: Sequence[Any], appearing: Mapping[int, Sequence[Appearing]], facts: Facts) -> Situation:
    """Return everything scheduled that was not cancelled, with what may be against it."""
    standing = [row for row in rows if row.starts_at and row.status != Session.Status.CANCELLED]
    return Situation(
        slots=[_slot(row, appearing[row.pk], facts) for row in standing],
        overlapping=frozenset(row.room_id for row in standing if row.room__allows_overlap),
        controlled=frozenset(row.room_id for row in standing if row.room__access_controlled),
        closures=facts.closures,
        absences=facts.absences,
    )


def _around_exams(rows: Iterable[Any]) -> Collection[int]:
    """Return the keys of exams and of what overlaps them."""
    standing = [row for row in rows if row.starts_at and row.status != Session.Status.CANCELLED]
    exams = [row for row in standing if row.type == EXAM]
    return {
        row.pk for row in standing for exam in exams if row.starts_at < exam.ends_at and exam.starts_at < row.ends_at
    }


def _slot(row: Any, appearing: Sequence[Appearing], facts: Facts) -> Slot:
    approvals = {approval for _scheme, approval in facts.credits.get(row.pk, ())}
    places = [number for number in (row.capacity, row.room__capacity) if number is not None]
    return Slot(
        code=row.code,
        start=minute(row.starts_at),
        end=minute(row.ends_at),
        room=row.room_id,
        all_day=row.all_day,
        speakers=tuple(item.speaker for item in appearing),
        unconfirmed=tuple(item.speaker for item in appearing if item.state != Appearance.State.CONFIRMED),
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
        people=frozenset(facts.people.get(row.pk, ())),
    )
