"""Write an edition's questions; what was answered keeps the questions that it answered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from conference.edition.models import Edition
from conference.evaluation.models import EvaluationForm
from conference.evaluation.questions import Question, stored
from core.audit.services import record


@transaction.atomic
def write_form(
    *, edition: Edition, about: str, questions: Sequence[Question], opens_after: int, closes_on: date,
    actor: Any,
) -> EvaluationForm:  # fmt: skip
    """Return the current version with these questions: the same row, or a new one if the old one has answers."""
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    rows = EvaluationForm.objects.filter(edition=edition, about=about)
    current = rows.select_for_update(of=("self",)).current().first()
    data = stored(questions)
    if current and current.questions != data and current.answers.exists():
        current.replaced_at = timezone.now()
        current.save(update_fields=["replaced_at"])
        current = EvaluationForm(edition=edition, about=about, version=current.version + 1)
    form = current or EvaluationForm(edition=edition, about=about)
    form.questions, form.opens_after, form.closes_on = data, opens_after, closes_on
    form.save()
    record(
        actor=actor, action="evaluation.questions_written", obj=form,
        changes={"version": form.version, "questions": len(data), "closes": closes_on},
    )  # fmt: skip
    return form
