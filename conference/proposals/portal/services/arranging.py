"""Say until when tasks are due, and who need not do one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from conference.edition.models import Edition
from conference.proposals.checklist import Task
from conference.proposals.portal.models import TaskDue, Waiver
from conference.speakers.models import Speaker
from core.audit.services import record


@transaction.atomic
def set_dues(*, edition: Edition, days: Mapping[Task, date | None], actor: Any) -> None:
    """Keep the last days of tasks; None takes one away."""
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    for task, day in days.items():
        if day is None:
            TaskDue.objects.filter(edition=edition, task=task).delete()
        else:
            TaskDue.objects.update_or_create(edition=edition, task=task, defaults={"last_day": day})
    said = {str(task): day.isoformat() if day else "" for task, day in days.items()}
    record(actor=actor, action="speaker_tasks.dues_set", obj=edition, changes=said)


@transaction.atomic
def waive(*, speaker: Speaker, task: Task, reason: str, actor: Any) -> bool:
    """Spare one speaker one task; return whether that was news."""
    locked = Speaker.objects.select_for_update(of=("self",)).get(pk=speaker.pk)
    by = actor if getattr(actor, "pk", None) else None
    waiver, is_new = Waiver.objects.get_or_create(
        speaker=locked, task=task, defaults={"reason": reason, "waived_by": by}
    )
    if is_new:
        record(actor=actor, action="speaker_task.waived", obj=locked, reason=reason, changes={"task": waiver.task})
    return is_new


@transaction.atomic
def ask_again(*, speaker: Speaker, task: Task, actor: Any) -> bool:
    """Ask a speaker for a task that was waived; return whether it was."""
    locked = Speaker.objects.select_for_update(of=("self",)).get(pk=speaker.pk)
    gone, _rows = Waiver.objects.filter(speaker=locked, task=task).delete()
    if gone:
        record(actor=actor, action="speaker_task.asked_again", obj=locked, changes={"task": task.value})
    return bool(gone)
