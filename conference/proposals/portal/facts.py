"""What is known of speakers' tasks, read for many of them in a fixed number of queries.

Tasks are a table: whoever adds one adds its condition to `DONE`, and its screen to `own.screens`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Length

from conference.agenda.models import Appearance, Session
from conference.agenda.models.appearances import AppearanceQuerySet
from conference.edition.models import Edition
from conference.materials.models import Handout
from conference.materials.policy import OPENING
from conference.proposals.checklist import Facts, Standing, Task
from conference.proposals.models import Call, PresenterIdentity
from conference.proposals.portal.models import TaskDue, Waiver
from conference.proposals.states import ACCEPTING, State
from conference.speakers.models import Headshot, Speaker, SpeakerQuerySet

OWN = OuterRef("pk")
# A session without a proposal was made by the organizers; of the others people know once they were told.
TOLD = Q(session__proposal=None) | Q(
    session__proposal__state=State.SUBMITTED, session__proposal__announced_decision__in=ACCEPTING
)
# Encrypted values cannot be searched, but nothing is stored as nothing.
LENGTHS = {"bio_length": Length("identity__bio"), "disclosure_length": Length("identity__disclosure")}


def known_places() -> AppearanceQuerySet:
    """Return the places in sessions that still stand and of which their speakers know."""
    return Appearance.objects.standing().exclude(session__status=Session.Status.CANCELLED).filter(TOLD)


def _own_places(**values: Any) -> AppearanceQuerySet:
    return known_places().filter(speaker=OWN, **values)


def _with_slides() -> Exists:
    return Exists(Handout.objects.kept().sent().filter(session=OuterRef("session")))


def _declared_in_a_part() -> Exists:
    rows = PresenterIdentity.objects.filter(presenter__speaker=OWN).annotate(length=Length("disclosure"))
    return Exists(rows.filter(length__gt=0))


# When each task is done; made anew for each query.
DONE: dict[Task, Callable[[], Any]] = {
    Task.CONFIRM: lambda: ~Exists(_own_places(state=Appearance.State.INVITED)),
    Task.BIOGRAPHY: lambda: Q(bio__gt="") | Q(bio_length__gt=0),
    Task.HEADSHOT: lambda: Exists(Headshot.objects.filter(speaker=OWN)) | Q(photo__isnull=False),
    Task.DISCLOSURE: lambda: Q(disclosure_length__gt=0) | _declared_in_a_part(),
    Task.OBJECTIVES: lambda: ~Exists(_own_places(session__learning_objectives=[], session__ce_minutes__gt=0)),
    Task.AV: lambda: ~Q(av_needs=[]) | Q(av_answered_at__isnull=False),
    Task.SLIDES: lambda: ~Exists(_own_places(session__handouts__in=OPENING).exclude(_with_slides())),
}


# Of whom a task is asked; of everybody else it is neither open nor done. A picture is asked for where it will be shown.
ASKED: dict[Task, Any] = {
    Task.HEADSHOT: Q(publish_name=True, publish_photo=True, withheld=False),
    Task.SLIDES: Q(is_asked_for_slides=True),
}


def done_name(task: Task) -> str:
    """Return what the annotation is called that says whether a task is done."""
    return f"has_done_{task}"


def with_facts(speakers: SpeakerQuerySet) -> SpeakerQuerySet:
    """Add to speakers what their tasks' states are made of."""
    found = speakers.annotate(**LENGTHS, is_asked_for_slides=Exists(_own_places(session__handouts__in=OPENING)))
    conditions = {
        done_name(task): ExpressionWrapper(Q(condition()), output_field=BooleanField())
        for task, condition in DONE.items()
    }
    return found.annotate(**conditions).prefetch_related("waivers")


def presenting(edition: Edition) -> SpeakerQuerySet:
    """Return an edition's speakers who stand in a session and know it."""
    return Speaker.objects.of(edition).filter(Exists(known_places().filter(speaker=OWN)))


def is_asked(speaker: Speaker, task: Task) -> bool:
    """Return whether a task is asked of a speaker."""
    if task == Task.SLIDES:
        return bool(speaker.is_asked_for_slides)  # type: ignore[attr-defined]
    return task not in ASKED or (speaker.is_named and speaker.publish_photo)


def dues_of(editions: Iterable[Edition]) -> Mapping[int, Mapping[Task, datetime]]:
    """Return when which task becomes overdue, by edition's key, in two queries."""
    known = {edition.pk: edition for edition in editions}
    found: dict[int, dict[Task, datetime]] = {key: {} for key in known}
    for due in TaskDue.objects.filter(edition__in=known):
        found[due.edition_id][Task(due.task)] = due.moment(known[due.edition_id])
    for edition, moment in Call.objects.filter(edition__in=known).values_list("edition_id", "answer_by"):
        if moment:
            found[edition][Task.CONFIRM] = moment
    return found


def facts_of(speaker: Speaker, due: Mapping[Task, datetime]) -> Facts:
    """Return the facts of a speaker that `with_facts` read."""
    return Facts(
        done={task: getattr(speaker, done_name(task)) for task in DONE if is_asked(speaker, task)},
        waived=frozenset(Task(item.task) for item in speaker.waivers.all()),
        due=due,
    )


def stands(task: Task, standing: Standing, due: Mapping[Task, datetime], now: datetime) -> Q:
    """Return which of the speakers that `with_facts` read have a task in a state."""
    done = Q(**{done_name(task): True})
    waived = Exists(Waiver.objects.filter(speaker=OWN, task=task))
    moment = due.get(task)
    is_late = moment is not None and now >= moment
    undone = Q(~done, ~Q(waived)) if is_late == (standing == Standing.OVERDUE) else Q(pk__in=[])
    chosen = {Standing.DONE: done, Standing.WAIVED: Q(~done, waived)}.get(standing, undone)
    return Q(ASKED[task], chosen) if task in ASKED else chosen
