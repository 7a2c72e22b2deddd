"""A course as its learner sees it: each step, what is done, and what comes next."""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from training.enrollment.models import Enrollment


@dataclass(frozen=True)
class Step:
    """One lesson with its place among the others."""

    lesson: dict[str, Any]
    number: int
    done: bool
    opened: datetime | None


@dataclass(frozen=True)
class Outline:
    """The whole of an enrolment. `resume` is the lesson to go on with, None once all are done."""

    steps: list[Step]
    passed: bool
    has_quiz: bool

    @property
    def done(self) -> int:
        """How many steps are behind the learner, the quiz among them."""
        return sum(step.done for step in self.steps) + (self.has_quiz and self.passed)

    @property
    def total(self) -> int:
        """How many steps there are."""
        return len(self.steps) + self.has_quiz

    @property
    def resume(self) -> Step | None:
        """The unfinished lesson seen last, else the first that is not done."""
        waiting = [step for step in self.steps if not step.done]
        opened = [step for step in waiting if step.opened]
        return max(opened, key=attrgetter("opened"), default=next(iter(waiting), None))

    @property
    def lessons_done(self) -> bool:
        """Whether only the quiz is left, or nothing."""
        return all(step.done for step in self.steps)

    @property
    def is_complete(self) -> bool:
        """Whether the completion rule holds: every lesson read, the quiz passed where there is one."""
        return self.lessons_done and (self.passed or not self.has_quiz)


def outline_of(enrollment: Enrollment) -> Outline:
    """Read an enrolment's outline, in two queries."""
    progress = {item.code: item for item in enrollment.lessons.all()}
    steps = [
        Step(
            lesson=lesson,
            number=number,
            done=lesson["code"] in progress and progress[lesson["code"]].done_at is not None,
            opened=progress[lesson["code"]].seen_at if lesson["code"] in progress else None,
        )
        for number, lesson in enumerate(enrollment.version.lessons, 1)
    ]
    passed = any(item.passed for item in enrollment.attempts.all())
    return Outline(steps=steps, passed=passed, has_quiz=enrollment.version.quiz is not None)
