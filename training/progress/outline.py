"""A course as its learner sees it: each step, what is done, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from training.courses.models import Lesson
from training.courses.rules import Match, Need, Rule, rule_of
from training.enrollment.admission import GOVERNMENT
from training.enrollment.models import Enrollment


@dataclass(frozen=True)
class Step:
    """One lesson with its place among the others. One that is locked shows not even its title."""

    lesson: dict[str, Any]
    number: int
    done: bool
    opened: datetime | None
    place: int = 0
    locked: bool = False

    @property
    def place_text(self) -> str:
        """The block read last, as the end of an address; the first where nothing is known."""
        return str(self.place or 1)

    @property
    def acknowledges(self) -> bool:
        """Whether its reader has to say that they understood it."""
        return bool(self.lesson["completion"] == Lesson.Completion.ACKNOWLEDGED)


@dataclass(frozen=True)
class Outline:
    """The whole of an enrolment. `granted` are the conditions that staff have attested."""

    steps: list[Step]
    passed: bool
    has_quiz: bool
    rule: Rule
    granted: frozenset[str]

    @property
    def done(self) -> int:
        """How many steps are behind the learner, the quiz and the sign-off among them."""
        lessons = len(self.steps) if Need.LESSONS in self.granted else sum(step.done for step in self.steps)
        return lessons + (self.has_quiz and self.passed) + (self.needs_sign_off and Need.SIGNED_OFF in self.granted)

    @property
    def total(self) -> int:
        """How many steps there are."""
        return len(self.steps) + self.has_quiz + self.needs_sign_off

    @property
    def resume(self) -> Step | None:
        """The lesson to go on with: the unfinished one seen last, else the first that is not done and not locked."""
        if Need.LESSONS in self.granted:
            return None
        waiting = [step for step in self.steps if not step.done and not step.locked]
        opened = [step for step in waiting if step.opened]
        return max(opened, key=attrgetter("opened"), default=next(iter(waiting), None))

    @property
    def lessons_done(self) -> bool:
        """Whether only the quiz is left, or nothing."""
        return Need.LESSONS in self.granted or all(step.done for step in self.steps)

    @property
    def quiz_is_open(self) -> bool:
        """Whether the quiz may be begun: after the lessons, and at once where passing it is enough by itself."""
        enough = self.rule.match == Match.ANY and Need.QUIZ in self.rule.needs
        return self.has_quiz and (self.lessons_done or enough)

    @property
    def is_locked(self) -> bool:
        """Whether the reader needs a clearance to go on."""
        return not self.lessons_done and any(step.locked for step in self.steps)

    @property
    def needs_sign_off(self) -> bool:
        """Whether an instructor's word is among the conditions."""
        return Need.SIGNED_OFF in self.rule.needs

    @property
    def met(self) -> frozenset[str]:
        """The conditions that hold."""
        found = {
            Need.LESSONS: self.lessons_done,
            Need.QUIZ: self.has_quiz and self.passed,
            Need.ACKNOWLEDGED: all(step.done for step in self.steps if step.acknowledges),
        }
        return self.granted | {need.value for need, holds in found.items() if holds}

    @property
    def conditions(self) -> Iterator[tuple[str, Any, bool]]:
        """Each condition of the rule, what it asks, and whether it holds."""
        met = self.met
        for need in self.rule.among(self._possible):
            yield need, Need(need).label, need in met

    @property
    def is_complete(self) -> bool:
        """Whether the completion rule holds."""
        return self.rule.holds(possible=self._possible, met=self.met)

    @property
    def _possible(self) -> frozenset[str]:
        found = {
            Need.LESSONS: True,
            Need.QUIZ: self.has_quiz,
            Need.ACKNOWLEDGED: any(step.acknowledges for step in self.steps),
            Need.SIGNED_OFF: True,
        }
        return frozenset(need.value for need, can in found.items() if can)


def outline_of(enrollment: Enrollment) -> Outline:
    """Read an enrolment's outline, in three queries; a clearance is asked for where a lesson is restricted."""
    progress = {item.code: item for item in enrollment.lessons.all()}
    granted = frozenset(item.need for item in enrollment.attestations.all())
    steps = []
    for number, lesson in enumerate(enrollment.version.lessons, 1):
        known = progress.get(lesson["code"])
        steps.append(
            Step(
                lesson=lesson,
                number=number,
                done=known is not None and known.done_at is not None,
                opened=known.seen_at if known else None,
                place=known.place if known else 0,
                locked=bool(lesson.get("restricted")) and GOVERNMENT.isdisjoint(enrollment.user.clearance_kinds),
            )
        )
    passed = Need.QUIZ in granted or any(item.passed for item in enrollment.attempts.all())
    return Outline(
        steps=steps,
        passed=passed,
        has_quiz=enrollment.version.quiz is not None,
        rule=rule_of(enrollment.version.content),
        granted=granted,
    )
