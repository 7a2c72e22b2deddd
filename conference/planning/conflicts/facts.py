"""What hangs on sessions, rooms and speakers and decides about conflicts, all of it in one query."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import CharField, Count, DateTimeField, F, QuerySet, Value

from conference.agenda.conflicts import Span
from conference.agenda.models import SessionCredit
from conference.edition.models import Edition, RoomClosure
from conference.registration.personal.models import SavedSession, SignUp
from conference.registration.places import RegistrationItem
from conference.registration.states import OCCUPYING
from conference.speakers.models import SpeakerAbsence

NO_TIME = Value(None, output_field=DateTimeField())
NO_WORD = Value("", output_field=CharField())
NOTHING = Value(0)


@dataclass
class Facts:
    """By session key, but for `closures` (by room) and `absences` (by speaker).

    `credits` are codes of schemes with their approvals; `wanted` counts saves or sign-ups, whichever are more; `people`
    are the accounts that saved or bought an exam or what overlaps one.
    """

    closures: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    absences: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    credits: dict[int, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    wanted: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    people: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))


class _Row(NamedTuple):
    """One line of the query. Which of its columns hold something depends on its kind."""

    kind: str
    owner: int
    number: int
    start: datetime
    end: datetime
    word: str
    state: str


def facts_of(edition: Edition, sessions: Collection[int] | None, exams: Collection[int]) -> Facts:
    """Return the facts about sessions, given by key, or about all of the edition's for None.

    `exams` are the keys of exams and of what overlaps them.
    """
    mine = {"session__in": sessions} if sessions is not None else {"session__edition": edition}
    # The first one says what the columns hold; times have to stand in it.
    first, *others = [
        _spans("closure", RoomClosure.objects.filter(room__edition=edition), "room_id"),
        _spans("absence", SpeakerAbsence.objects.filter(speaker__edition=edition), "speaker_id"),
        SessionCredit.objects.filter(**mine)
        .order_by()
        .values_list(_word("credit"), "session_id", NOTHING, NO_TIME, NO_TIME, "scheme__code", "approval"),
        _counts("wanted", SavedSession.objects.filter(**mine)),
        _counts("wanted", SignUp.objects.standing().filter(**mine)),
        *(_people(exams) if exams else []),
    ]
    found = Facts()
    for row in first.union(*others, all=True):
        _take(found, _Row(*row))
    for credits_ in found.credits.values():
        credits_.sort()
    return found


def _take(found: Facts, row: _Row) -> None:
    match row.kind:
        case "closure":
            found.closures[row.owner].append(Span(minute(row.start), minute(row.end)))
        case "absence":
            found.absences[row.owner].append(Span(minute(row.start), minute(row.end)))
        case "credit":
            found.credits[row.owner].append((row.word, row.state))
        case "wanted":
            found.wanted[row.owner] = max(found.wanted[row.owner], row.number)
        case "person":
            found.people[row.owner].add(row.number)


def _spans(kind: str, rows: QuerySet[Any], owner: str) -> Any:
    return rows.order_by().values_list(_word(kind), owner, NOTHING, "starts_at", "ends_at", NO_WORD, NO_WORD)


def _counts(kind: str, rows: QuerySet[Any]) -> Any:
    counted = rows.order_by().values("session_id").annotate(number=Count("pk"))
    return counted.values_list(_word(kind), "session_id", "number", NO_TIME, NO_TIME, NO_WORD, NO_WORD)


def _people(sessions: Collection[int]) -> list[Any]:
    saved = SavedSession.objects.filter(session__in=sessions)
    bought = RegistrationItem.objects.filter(
        add_on__session__in=sessions,
        cancelled_at=None,
        registration__state__in=OCCUPYING,
        registration__user__isnull=False,
    )
    columns = (NO_TIME, NO_TIME, NO_WORD, NO_WORD)
    return [
        saved.order_by().values_list(_word("person"), "session_id", "user_id", *columns),
        bought.order_by().values_list(_word("person"), F("add_on__session_id"), F("registration__user_id"), *columns),
    ]


def _word(text: str) -> Value:
    return Value(text, output_field=CharField())


def minute(moment: datetime) -> int:
    """Return a moment in minutes since the epoch."""
    return int(moment.timestamp() // 60)
