"""Forms, answers that belong to nobody, and, apart from them, who is done.

No row of an answer leads to a person and no row of who is done leads to an answer: neither has a time, and the keys of
both are random, so that neither order says which belongs to which.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.evaluation.questions import Question, read_questions
from conference.registration.models import Registration


class FormQuerySet(models.QuerySet["EvaluationForm"]):
    """Reads of forms."""

    def current(self) -> "FormQuerySet":
        """Keep the version of each form that is answered now."""
        return self.filter(replaced_at=None)


class EvaluationForm(models.Model):
    """One version of an edition's questions about its sessions or about itself; once answered it is not changed."""

    class About(models.TextChoices):
        SESSION = "session", _("each session")
        EDITION = "edition", _("the whole conference")

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="evaluation_forms", verbose_name=_("edition")
    )
    about = models.CharField(_("about"), max_length=8, choices=About)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    questions = models.JSONField(_("questions"), default=list)
    opens_after = models.PositiveSmallIntegerField(
        _("opens after, minutes"), default=30, help_text=_("Minutes after the beginning; of the conference's last day.")
    )
    closes_on = models.DateField(_("last day"), help_text=_("At the venue."))
    replaced_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = FormQuerySet.as_manager()

    class Meta:
        ordering = ["-edition__year", "about", "-version"]
        verbose_name = _("evaluation form")
        verbose_name_plural = _("evaluation forms")
        constraints = [
            models.UniqueConstraint(fields=["edition", "about", "version"], name="conference_evaluation_form_once"),
            models.UniqueConstraint(
                fields=["edition", "about"], condition=Q(replaced_at=None), name="conference_evaluation_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.get_about_display()} ({self.version})"

    def asked(self) -> list[Question]:
        """Return the questions in order."""
        return read_questions(self.questions)

    @property
    def is_closed(self) -> bool:
        """Whether its last day at the venue is over."""
        return self.edition.today() > self.closes_on


class EvaluationAnswer(models.Model):
    """What somebody answered; nobody knows who. `session` is empty for the edition as a whole.

    `shown` answers are in the results that organizers see: they come in lots of five or more while the form is open.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(EvaluationForm, on_delete=models.PROTECT, related_name="answers")
    session = models.ForeignKey(Session, null=True, on_delete=models.PROTECT, related_name="evaluations")
    values = models.JSONField()
    shown = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        verbose_name = _("answer to an evaluation")
        verbose_name_plural = _("answers to evaluations")
        indexes = [models.Index(fields=["form", "session", "shown"], name="conference_eval_of_session")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.session_id or ''}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once: nobody changes what somebody said."""
        if not self._state.adding:
            raise AnswerIsFinal
        super().save(*args, **kwargs)


class AnswerIsFinal(Exception):
    """An answer was about to be changed."""


class EvaluationDone(models.Model):
    """That a registered person has evaluated a session, or the edition if `session` is empty; never what they said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="evaluations_done")
    session = models.ForeignKey(Session, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = _("evaluation done")
        verbose_name_plural = _("evaluations done")
        constraints = [
            models.UniqueConstraint(fields=["registration", "session"], name="conference_evaluated_once"),
            models.UniqueConstraint(
                fields=["registration"], condition=Q(session=None), name="conference_edition_evaluated_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.session_id or ''}".strip()
