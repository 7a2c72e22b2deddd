"""What a speaker has to do before the conference, and how each task stands: facts in, states out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Task(models.TextChoices):
    """What is asked of speakers, in the order in which they read it."""

    CONFIRM = "confirm", _("confirm that you present")
    BIOGRAPHY = "biography", _("biography")
    HEADSHOT = "headshot", _("picture")
    DISCLOSURE = "disclosure", _("disclosure of interests")
    OBJECTIVES = "objectives", _("learning objectives")
    AV = "av", _("technical needs")
    SLIDES = "slides", _("slides")


class Standing(models.TextChoices):
    """How a task stands."""

    DONE = "done", _("done")
    OPEN = "open", _("open")
    OVERDUE = "overdue", _("overdue")
    WAIVED = "waived", _("waived")


# What a person still has to see to.
UNDONE = (Standing.OPEN, Standing.OVERDUE)


@dataclass(frozen=True)
class Facts:
    """What is known of one speaker in one edition. A task that is missing in `done` is not asked of them.

    `due` has the moment at which a task becomes overdue; a task without one never does.
    """

    done: Mapping[Task, bool]
    waived: frozenset[Task] = frozenset()
    due: Mapping[Task, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """A task of somebody's."""

    task: Task
    standing: Standing
    due: datetime | None = None

    @property
    def last_minute(self) -> datetime | None:
        """The last moment at which it is in time: of a day that ends at midnight, that day."""
        return self.due - timedelta(minutes=1) if self.due else None

    @property
    def is_undone(self) -> bool:
        """Whether somebody still has to see to it."""
        return self.standing in UNDONE


def standing_of(*, done: bool, waived: bool, due: datetime | None, now: datetime) -> Standing:
    """Return how a task stands. What is done is done, whether or not it was waived; it is overdue from `due` on."""
    if done:
        return Standing.DONE
    if waived:
        return Standing.WAIVED
    return Standing.OVERDUE if due is not None and now >= due else Standing.OPEN


def checklist(facts: Facts, now: datetime) -> tuple[Item, ...]:
    """Return a speaker's tasks in order, each with its state at `now`."""
    return tuple(
        Item(
            task,
            standing_of(done=facts.done[task], waived=task in facts.waived, due=facts.due.get(task), now=now),
            facts.due.get(task),
        )
        for task in Task
        if task in facts.done
    )
