"""What a completed course is worth under a body's rules: by its approved minutes, not by a clock. Pure and exact."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from certificates.credits.derivation import Step, step
from certificates.schemes.arithmetic import ZERO, Rules, credit


@dataclass(frozen=True, kw_only=True)
class Completed:
    """A course that somebody finished. `creditable` are the minutes that the body approved it for."""

    day: str
    version: int
    creditable: Fraction
    test_passed: bool = False
    evaluated: bool = False


def completion_credit(rules: Rules, done: Completed) -> tuple[Fraction, tuple[Step, ...]]:
    """Return the credit in the scheme's hours, and why; nothing while a test or an evaluation is missing."""
    steps: list[Step] = [step("completed", day=done.day, version=done.version, minutes=done.creditable)]
    steps += _missing(rules, done)
    if len(steps) > 1:
        return ZERO, tuple(steps)
    amount = credit(rules, done.creditable)
    steps.append(
        step(
            "rounded",
            minutes=done.creditable,
            size=rules.step_minutes,
            rounding=rules.rounding,
            unit=rules.unit_minutes,
            amount=amount,
        )
        if rules.rounding != "none"
        else step("exact", minutes=done.creditable, unit=rules.unit_minutes, amount=amount)
    )
    return amount, tuple(steps)


def _missing(rules: Rules, done: Completed) -> Iterable[Step]:
    if rules.needs_evaluation and not done.evaluated:
        yield step("no_evaluation")
    if rules.needs_test and not done.test_passed:
        yield step("no_test")
