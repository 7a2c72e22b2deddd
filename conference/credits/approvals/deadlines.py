"""What a body wants by when: to be asked, to have decided, to get the roster. Pure, from dates."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import SessionCredit

Approval = SessionCredit.Approval
# Deadlines so near are due.
SOON = timedelta(days=7)


class Step(models.TextChoices):
    """What has to be done."""

    ASK = "ask", _("ask for approval")
    DECISION = "decision", _("have the decision")
    ROSTER = "roster", _("hand in the roster")


class State(models.TextChoices):
    """How it stands with a deadline."""

    DONE = "done", _("done")
    OPEN = "open", _("open")
    SOON = "soon", _("due soon")
    LATE = "late", _("overdue")


@dataclass(frozen=True)
class Deadline:
    """One step with its last day, or without one where the body names none."""

    step: Step
    last_day: date | None
    state: State


def deadlines(
    *,
    approval: str,
    starts_on: date | None,
    ends_on: date | None,
    ask_days_before: int | None,
    roster_days_after: int | None,
    handed_in: bool,
    today: date,
) -> list[Deadline]:
    """Return a session's steps with a body, in the order in which they come.

    A decision is wanted before the session begins: what is approved later cannot be announced. Once the session is over
    nobody asks any more, and what nobody asked for wants nothing; a decision that was asked for still comes. The roster
    is wanted of what was approved, once the session is over; without a number of days it is open until it is handed in.
    """
    asked = approval != Approval.NONE
    is_over = ends_on is not None and ends_on < today
    if approval == Approval.DENIED or (is_over and not asked):
        return []
    ask_by = starts_on - timedelta(days=ask_days_before) if starts_on and ask_days_before is not None else None
    before_start = starts_on - timedelta(days=1) if starts_on else None
    found = [
        Deadline(Step.ASK, ask_by or before_start, _state(asked, ask_by or before_start, today)),
        Deadline(Step.DECISION, before_start, _state(approval == Approval.APPROVED, before_start, today)),
    ]
    if approval == Approval.APPROVED and ends_on and is_over:
        due = ends_on + timedelta(days=roster_days_after) if roster_days_after is not None else None
        found.append(Deadline(Step.ROSTER, due, _state(handed_in, due, today)))
    return found


def _state(is_done: bool, last_day: date | None, today: date) -> State:
    if is_done:
        return State.DONE
    if last_day is None:
        return State.OPEN
    if last_day < today:
        return State.LATE
    return State.SOON if last_day <= today + SOON else State.OPEN
