"""Speakers by tasks, as organizers look at them: filtered, counted, each with their states."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import BooleanField, Exists, ExpressionWrapper, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Session
from conference.edition.models import Edition, Track
from conference.proposals.checklist import UNDONE, Item, Standing, Task, checklist
from conference.proposals.letters.models import Kind
from conference.proposals.portal.facts import DONE, facts_of, known_places, presenting, stands, with_facts
from conference.speakers.models import Speaker, SpeakerQuerySet

Dues = Mapping[Task, datetime]
ALL = ("", _("all"))
# "Not done" is what one most often looks for: open or overdue.
UNDONE_CHOICE = ("undone", _("not done"))
# Those whose name may not be shown come after those who are found by it.
LAST = ExpressionWrapper(Q(name=""), output_field=BooleanField())
UNNAMED = Q(publish_name=False) | Q(withheld=True)


@dataclass(frozen=True)
class Row:
    """A speaker with their tasks; a task that is not asked of them is None."""

    speaker: Speaker
    items: Mapping[Task, Item | None]

    @property
    def cells(self) -> Sequence[tuple[Task, Item | None]]:
        """The tasks in the order of the columns."""
        return list(self.items.items())

    @property
    def undone(self) -> Sequence[Item]:
        """What is still open."""
        return [item for item in self.items.values() if item and item.is_undone]


def columns() -> list[Task]:
    """Return the tasks that there are."""
    return [task for task in Task if task in DONE]


def rows(speakers: Iterable[Speaker], dues: Dues, now: datetime) -> list[Row]:
    """Return speakers that `with_facts` read with their tasks."""
    return [row_of(speaker, dues, now) for speaker in speakers]


def row_of(speaker: Speaker, dues: Dues, now: datetime) -> Row:
    """Return one of them."""
    found: dict[Task, Item] = {item.task: item for item in checklist(facts_of(speaker, dues), now)}
    return Row(speaker, {task: found.get(task) for task in columns()})


def speakers_of(edition: Edition) -> SpeakerQuerySet:
    """Return an edition's speakers with what their states are made of, and when they were last reminded."""
    reminded = Max("letters__created_at", filter=Q(letters__kind=Kind.TASKS))
    return with_facts(presenting(edition)).annotate(reminded_at=reminded).order_by(LAST, "name", "code")


def undone(dues: Dues, now: datetime, tasks: Iterable[Task] | None = None) -> Q:
    """Return which speakers have something left to do."""
    chosen = columns() if tasks is None else list(tasks)
    return reduce(or_, (stands(task, standing, dues, now) for task in chosen for standing in UNDONE), Q(pk__in=[]))


class MatrixFilter(forms.Form):
    """Keeps speakers by what they are called, a task, its state, a track or a session."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    task = forms.ChoiceField(label=_("Task"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ALL, UNDONE_CHOICE, *Standing.choices])
    track = forms.ModelChoiceField(
        label=_("Track"), queryset=Track.objects.none(), required=False, empty_label=_("all")
    )
    session = forms.ModelChoiceField(
        label=_("Session"), queryset=Session.objects.none(), required=False, empty_label=_("all")
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["task"].choices = [ALL, *((task.value, task.label) for task in columns())]
        fields["track"].queryset = edition.tracks.all()
        places = known_places().filter(session__edition=edition).order_by()
        fields["session"].queryset = Session.objects.filter(pk__in=places.values("session")).order_by("code")

    def narrow(self, speakers: SpeakerQuerySet, dues: Dues, now: datetime) -> SpeakerQuerySet:
        """Keep what was asked for; an invalid filter keeps nobody, so that nobody is written to by mistake."""
        if not self.is_bound:
            return speakers
        if not self.is_valid():
            return speakers.none()
        values = self.cleaned_data
        if values["q"]:
            text = values["q"].strip()
            called = Q(name__icontains=text) | Q(code__iexact=text) | Q(UNNAMED, public_label__icontains=text)
            speakers = speakers.filter(called)
        if values["state"] or values["task"]:
            speakers = speakers.filter(_in_state(values["task"], values["state"], dues, now))
        if values["track"]:
            speakers = speakers.filter(Exists(_places(session__track=values["track"])))
        if values["session"]:
            speakers = speakers.filter(Exists(_places(session=values["session"])))
        return speakers


def _places(**values: Any) -> Any:
    return known_places().filter(speaker=OuterRef("pk"), **values)


def _in_state(task: str, state: str, dues: Dues, now: datetime) -> Q:
    """Return who has the task, or any, in the state; a task alone asks for those who have not done it."""
    tasks = [Task(task)] if task else columns()
    if state in ("", UNDONE_CHOICE[0]):
        return undone(dues, now, tasks)
    return reduce(or_, (stands(item, Standing(state), dues, now) for item in tasks), Q(pk__in=[]))
