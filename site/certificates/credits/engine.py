"""What presence is worth under a body's rules: intervals, then minutes, then credit. Pure and exact; each step is told.

Presence is cut to the session's eligible time, loses speaking time where the body asks for that and the time that
another session has counted already, is capped by what the session is worth, and is rounded last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from certificates.credits.derivation import Step, sentences, step
from certificates.intervals import Spans, intersect, minutes, subtract, union
from certificates.schemes.arithmetic import (
    ZERO,
    Rounding,
    Rules,
    counted_minutes,
    credit,
    needed_minutes,
    speaking_credit,
)


class Missing(StrEnum):
    """What stands between a person and a credit."""

    PRESENCE = "presence"
    EVALUATION = "evaluation"
    TEST = "test"
    REGISTRATION = "registration"


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One session or course as evidence: when it could be attended, what it is worth, and what is proved of a person.

    `creditable` are minutes. `speaking` is when they spoke; `speaking_marked` is false where nobody has said for how
    long, and then it is no attendance and earns nothing of its own either. `registered_at` is when the person
    registered, None where nobody asks.
    """

    key: str
    title: str
    eligible: Spans
    creditable: Fraction
    present: Spans = ()
    speaking: Spans = ()
    speaking_marked: bool = True
    evaluated: bool = False
    test_passed: bool = False
    registered_at: datetime | None = None

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return self.eligible[0].start


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What an activity is worth to somebody under one version of a scheme.

    `amount` is the credit for attending, `speaking_amount` that for speaking, both in the scheme's hours; `minutes`
    are those that count. `taken` is the time, present or speaking, that counts here and nowhere else. `missing` says
    what would have to be there.
    """

    activity: Activity
    minutes: Fraction
    amount: Fraction
    speaking_amount: Fraction
    taken: Spans
    missing: tuple[Missing, ...]
    steps: tuple[Step, ...]

    @property
    def total(self) -> Fraction:
        """Both amounts together."""
        return self.amount + self.speaking_amount

    @property
    def sentences(self) -> list[str]:
        """Why, in sentences."""
        return sentences(self.steps)


def outcomes(rules: Rules, activities: Iterable[Activity]) -> list[Outcome]:
    """Return the outcome of each activity under the same rules, in the order of their beginnings."""
    return outcomes_in_order((rules, activity) for activity in activities)


def outcomes_in_order(rows: Iterable[tuple[Rules, Activity]]) -> list[Outcome]:
    """Return the outcome of each activity under its own version of a body's rules, in the order of their beginnings.

    No minute counts twice: what an earlier session has counted is taken from a later one that overlaps it, whichever
    version either was approved under. A session that earns nothing takes nothing away.
    """
    found: list[Outcome] = []
    for rules, activity in sorted(rows, key=lambda row: (row[1].starts_at, row[1].key)):
        found.append(outcome(rules, activity, earlier=[item for item in found if item.total]))
    return found


def outcome(rules: Rules, activity: Activity, *, earlier: Sequence[Outcome] = ()) -> Outcome:
    """Return what one activity is worth, after those that have counted already."""
    steps: list[Step] = []
    present = _presence(rules, activity, earlier, steps)
    counted = _counted(rules, activity, minutes(present), steps)
    missing = _missing(rules, activity, counted, steps)
    amount = ZERO if missing else _credited(rules, counted, steps)
    spoken = ZERO if set(missing) - {Missing.PRESENCE} else _spoken(rules, activity, steps)
    return Outcome(
        activity=activity,
        minutes=counted if amount else ZERO,
        amount=amount,
        speaking_amount=spoken,
        taken=union((*(present if amount else ()), *(activity.speaking if spoken else ()))),
        missing=() if spoken and not counted else missing,
        steps=tuple(steps),
    )


def _presence(rules: Rules, activity: Activity, earlier: Sequence[Outcome], steps: list[Step]) -> Spans:
    """Return the presence that may count, telling each cut."""
    present = union(activity.present)
    if not present:
        steps.append(step("absent"))
        return ()
    steps.append(step("present", spans=present, minutes=minutes(present)))
    present = intersect(present, activity.eligible)
    steps.append(step("eligible", spans=union(activity.eligible), minutes=minutes(present)))
    if rules.subtract_speaking and activity.speaking:
        present = subtract(present, activity.speaking)
        steps.append(step("spoke", spans=union(activity.speaking), minutes=minutes(present)))
    clashing = [item for item in earlier if intersect(item.taken, present)]
    for other in clashing:
        present = subtract(present, other.taken)
    if clashing:
        titles = [item.activity.title for item in clashing]
        steps.append(step("elsewhere", titles=titles, minutes=minutes(present)))
    return present


def _counted(rules: Rules, activity: Activity, present: Fraction, steps: list[Step]) -> Fraction:
    """Return the minutes that count, telling the cap and whether they are enough."""
    if not present:
        return ZERO
    creditable = _creditable(rules, activity)
    capped = min(present, creditable)
    if capped < present:
        steps.append(step("capped", creditable=creditable, minutes=capped))
    counted = counted_minutes(rules, present=present, creditable=creditable)
    needed = needed_minutes(rules, creditable)
    if needed or not counted:
        kind = "enough" if counted else "too_little"
        steps.append(step(kind, needed=needed, creditable=creditable, minutes=capped))
    if counted > capped:
        steps.append(step("whole", minutes=counted))
    return counted


def _creditable(rules: Rules, activity: Activity) -> Fraction:
    """Return what attending is worth at most: a speaker whose speaking is no attendance can attend only the rest."""
    if not rules.subtract_speaking:
        return activity.creditable
    spoken = minutes(intersect(activity.speaking, activity.eligible))
    return max(activity.creditable - spoken, ZERO)


def _missing(rules: Rules, activity: Activity, counted: Fraction, steps: list[Step]) -> tuple[Missing, ...]:
    """Return what is not there, telling each."""
    missing = [] if counted else [Missing.PRESENCE]
    if rules.needs_evaluation and not activity.evaluated:
        steps.append(step("no_evaluation"))
        missing.append(Missing.EVALUATION)
    if rules.needs_test and not activity.test_passed:
        steps.append(step("no_test"))
        missing.append(Missing.TEST)
    late = activity.registered_at is not None and activity.registered_at >= activity.starts_at
    if rules.registered_before and late:
        steps.append(step("registered_late"))
        missing.append(Missing.REGISTRATION)
    return tuple(missing)


def _credited(rules: Rules, counted: Fraction, steps: list[Step]) -> Fraction:
    amount = credit(rules, counted)
    if rules.rounding == Rounding.NONE:
        steps.append(step("exact", minutes=counted, unit=rules.unit_minutes, amount=amount))
    else:
        steps.append(
            step(
                "rounded",
                minutes=counted,
                size=rules.step_minutes,
                rounding=rules.rounding,
                unit=rules.unit_minutes,
                amount=amount,
            )
        )
    return amount


def _spoken(rules: Rules, activity: Activity, steps: list[Step]) -> Fraction:
    spoken = minutes(intersect(activity.speaking, activity.eligible))
    if not spoken or not rules.speaker_multiplier:
        return ZERO
    if not activity.speaking_marked:
        steps.append(step("unmarked"))
        return ZERO
    amount = speaking_credit(rules, spoken)
    steps.append(step("speaking", minutes=spoken, times=rules.speaker_multiplier, amount=amount))
    return amount
