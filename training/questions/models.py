"""The bank: each course's questions, with what sorts them, how far they are reviewed, and every wording they had."""

from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from training.questions.kinds import MULTIPLE, NUMERIC, SHORT, SINGLE, TRUE_FALSE

CODE = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z", _("Letters A-Z, digits, hyphens and underscores only."))
# What a version of a course freezes of a question; the second kind only where it holds something, so that what was
# frozen before it existed compares equal.
FROZEN = ("code", "kind", "stem", "choices", "answer", "explanation", "points")
FROZEN_IF_FILLED = ("rules", "category", "tags", "difficulty")


class QuestionQuerySet(models.QuerySet["Question"]):
    """Reads of questions."""

    def asked(self) -> "QuestionQuerySet":
        """Keep those that may be asked: neither being written nor retired."""
        return self.filter(state__in=Question.State.asked())


class Question(models.Model):
    """One question of a course. `choices` are `{"id", "text", "feedback"}`, the last only where there is some.

    `answer` holds the ids that are right, the accepted wordings, or the number; `rules` how several answers count
    (`scoring`), what a wording may differ in (`fold`), by how much a number (`tolerance`).
    """

    class Kind(models.TextChoices):
        SINGLE = SINGLE, _("one answer")
        MULTIPLE = MULTIPLE, _("several answers")
        TRUE_FALSE = TRUE_FALSE, _("true or false")
        SHORT = SHORT, _("short answer, typed")
        NUMERIC = NUMERIC, _("number, typed")

    class Difficulty(models.TextChoices):
        EASY = "easy", _("easy")
        MEDIUM = "medium", _("medium")
        HARD = "hard", _("hard")

    class State(models.TextChoices):
        WRITING = "writing", _("being written, not asked")
        UNREVIEWED = "unreviewed", _("not reviewed yet")
        REVIEWED = "reviewed", _("reviewed")
        RETIRED = "retired", _("retired, not asked any more")

        @classmethod
        def asked(cls) -> tuple[str, ...]:
            """The states whose questions a new version of the course asks."""
            return cls.UNREVIEWED, cls.REVIEWED

    course = models.ForeignKey(
        "training.Course", on_delete=models.CASCADE, related_name="questions", verbose_name=_("course")
    )
    code = models.CharField(_("code"), max_length=40, validators=[CODE])
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    stem = models.TextField(_("question"))
    choices = models.JSONField(_("choices"), default=list)
    answer = models.JSONField(_("right answers"), default=list)
    rules = models.JSONField(_("rules"), default=dict, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    points = models.PositiveSmallIntegerField(_("points"), default=1, validators=[MinValueValidator(1)])
    category = models.CharField(_("category"), max_length=80, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    difficulty = models.CharField(_("difficulty"), max_length=10, choices=Difficulty.choices, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.UNREVIEWED)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["course", "position", "pk"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [models.UniqueConstraint(fields=["course", "code"], name="training_question_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.stem[:60]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the question; a new wording or key becomes its next version."""
        super().save(*args, **kwargs)
        last = self.versions.first() if self.pk else None
        if last is None or last.content != self.frozen():
            self.versions.create(number=last.number + 1 if last else 1, content=self.frozen())

    def frozen(self) -> dict[str, Any]:
        """Return the question as a version of the course holds it."""
        filled = {name: getattr(self, name) for name in FROZEN_IF_FILLED if getattr(self, name)}
        return {name: getattr(self, name) for name in FROZEN} | filled


class QuestionVersion(models.Model):
    """What a question said from some day on; never changed."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        ordering = ["question", "-number"]
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        constraints = [models.UniqueConstraint(fields=["question", "number"], name="training_question_version_once")]

    def __str__(self) -> str:
        return f"{self.question_id}/{self.number}"
