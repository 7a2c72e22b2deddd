"""Take an evaluation: what was said goes to one table, that it was said to another, together and once."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from conference.agenda.models import Session
from conference.evaluation.models import EvaluationAnswer, EvaluationDone, EvaluationForm
from conference.registration.models import Registration

# Fewer answers than this are shown to nobody, neither alone nor as the difference of two looks.
ENOUGH = 5


class AlreadyDone(Exception):
    """The person has evaluated it before; what they said then stays."""


class FormClosed(Exception):
    """The form's last day is over, or another version has taken its place."""


@transaction.atomic
def hand_in(
    *, form: EvaluationForm, registration: Registration, session: Session | None, values: Mapping[str, Any]
) -> None:
    """Keep an evaluation; raises AlreadyDone or FormClosed. Nothing is audited: an entry's time would tell.

    `values` have passed the form (`forms.AnswerForm`).
    """
    place = lock_person(registration)
    if EvaluationDone.objects.filter(registration=place, session=session).exists():
        raise AlreadyDone
    # Locked, so that a version is not replaced while it gets its first answer and two lots do not count each other.
    locked = EvaluationForm.objects.select_for_update(of=("self",)).select_related("edition").get(pk=form.pk)
    if locked.replaced_at or locked.is_closed:
        raise FormClosed
    EvaluationDone.objects.create(registration=place, session=session)
    EvaluationAnswer.objects.create(form=locked, session=session, values=dict(values))
    _show_in_lots(locked, session)


def lock_person(registration: Registration) -> Registration:
    """Return the person's place under a row lock: two tabs of theirs come one after the other."""
    return Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)


def _show_in_lots(form: EvaluationForm, session: Session | None) -> None:
    """Let new answers into the results once there are enough of them: one more answer is never told from the others."""
    waiting = EvaluationAnswer.objects.filter(form=form, session=session, shown=False)
    if waiting.count() >= ENOUGH:
        waiting.update(shown=True)
