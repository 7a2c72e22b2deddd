"""Until when tasks are due, who need not do one, and who claimed which speaker's pages."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.proposals.checklist import Task
from conference.speakers.models import Speaker


class TaskDue(models.Model):
    """The last day of a task in an edition; confirming is due when the call says (`Call.answer_by`)."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="task_dues")
    task = models.CharField(_("task"), max_length=12, choices=Task)
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("speakers' task's last day")
        verbose_name_plural = _("speakers' tasks' last days")
        constraints = [
            models.UniqueConstraint(fields=["edition", "task"], name="conference_task_due_once"),
            models.CheckConstraint(condition=~Q(task=Task.CONFIRM), name="conference_task_due_not_of_answers"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.last_day}"

    def moment(self, edition: Edition) -> datetime:
        """Return when it becomes overdue: at the end of the day at the venue."""
        return datetime.combine(self.last_day + timedelta(days=1), time.min, edition.zone)


class Waiver(models.Model):
    """One task that one speaker need not do, and why."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="waivers")
    task = models.CharField(_("task"), max_length=12, choices=Task)
    reason = models.CharField(_("reason"), max_length=300)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("waived by")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("waived task")
        verbose_name_plural = _("waived tasks")
        constraints = [models.UniqueConstraint(fields=["speaker", "task"], name="conference_task_waived_once")]

    def __str__(self) -> str:
        return f"{self.task} of speaker {self.speaker_id}"


class SpeakerClaim(models.Model):
    """An account that took the pages of a speaker whom organizers had entered; ended when staff took it off again."""

    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="claims")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("claim of a speaker's pages")
        verbose_name_plural = _("claims of speakers' pages")
        constraints = [
            models.UniqueConstraint(
                fields=["speaker"], condition=Q(ended_at=None), name="conference_speaker_claimed_once"
            )
        ]

    def __str__(self) -> str:
        return f"claim of speaker {self.speaker_id}"
