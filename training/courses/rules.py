"""What completes a course, as data: some conditions, of which all or any must hold. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Need(models.TextChoices):
    """One condition."""

    LESSONS = "lessons", _("every lesson is read to its end")
    QUIZ = "quiz", _("the quiz is passed")
    ACKNOWLEDGED = "acknowledged", _("every lesson that asks for it is acknowledged")
    SIGNED_OFF = "signed_off", _("an instructor has signed it off")


class Match(models.TextChoices):
    """How many of the conditions must hold."""

    ALL = "all", _("all of these hold")
    ANY = "any", _("any of these holds")


USUAL = (Need.LESSONS, Need.QUIZ)


def usual_needs() -> list[str]:
    """Return what courses need unless somebody says otherwise."""
    return [need.value for need in USUAL]


@dataclass(frozen=True)
class Rule:
    """The conditions of one version."""

    needs: tuple[str, ...] = tuple(need.value for need in USUAL)
    match: str = Match.ALL.value

    def among(self, possible: Collection[str]) -> tuple[str, ...]:
        """Return the conditions that can be met here: a course without a quiz asks for none. Lessons always can."""
        return tuple(need for need in self.needs if need in possible) or (Need.LESSONS.value,)

    def holds(self, *, possible: Collection[str], met: Collection[str]) -> bool:
        """Return whether the course is complete."""
        asked = self.among(possible)
        return (any if self.match == Match.ANY else all)(need in met for need in asked)


def rule_of(content: dict[str, Any]) -> Rule:
    """Return the rule that a version holds; one that says none has the usual one."""
    stored = content.get("rule")
    return Rule(tuple(stored["needs"]), stored["match"]) if stored else Rule()


def stored_rule(match: str, needs: Collection[str]) -> dict[str, Any]:
    """Return what a version stores of the rule: nothing where it is the usual one."""
    ordered = [need.value for need in Need if need in needs]
    return {} if Rule(tuple(ordered), match) == Rule() else {"rule": {"match": match, "needs": ordered}}
