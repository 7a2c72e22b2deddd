"""A change that somebody asked for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.speakers.models import Speaker
from core.codes import public_id
from core.fields import EncryptedTextField


class ChangeQuerySet(models.QuerySet["ChangeRequest"]):
    """Reads of changes."""

    def waiting(self) -> "ChangeQuerySet":
        """Keep those on which nobody decided."""
        return self.filter(state=ChangeRequest.State.WAITING)

    def of(self, edition: Edition) -> "ChangeQuerySet":
        """Keep an edition's."""
        return self.filter(speaker__edition=edition)


class ChangeRequest(models.Model):
    """What a published text shall say instead. `proposed` is encrypted: it may be a name that is never published."""

    class Field(models.TextChoices):
        NAME = "name", _("name")
        BIOGRAPHY = "bio", _("biography")
        TITLE = "title", _("title")
        ABSTRACT = "abstract", _("abstract")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for the organizers")
        APPROVED = "approved", _("taken over")
        REFUSED = "refused", _("not taken over")
        WITHDRAWN = "withdrawn", _("taken back")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    speaker = models.ForeignKey(Speaker, on_delete=models.CASCADE, related_name="change_requests")
    session = models.ForeignKey(Session, null=True, on_delete=models.CASCADE, related_name="change_requests")
    field = models.CharField(_("what"), max_length=8, choices=Field)
    proposed = EncryptedTextField(_("new text"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("change asked for")
        verbose_name_plural = _("changes asked for")
        constraints = [
            models.CheckConstraint(
                condition=Q(field__in=["title", "abstract"], session__isnull=False)
                | Q(field__in=["name", "bio"], session=None),
                name="conference_change_is_of_speaker_or_session",
            ),
            models.UniqueConstraint(
                fields=["speaker", "field"], condition=Q(state="waiting", session=None),
                name="conference_change_of_speaker_waits_once",
            ),
            models.UniqueConstraint(
                fields=["session", "field"], condition=Q(state="waiting", session__isnull=False),
                name="conference_change_of_session_waits_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.field} {self.state}"
