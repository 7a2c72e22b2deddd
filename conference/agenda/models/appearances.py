"""Speakers in sessions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.agenda.models.sessions import Session
from conference.speakers.models import Speaker


class AppearanceQuerySet(models.QuerySet["Appearance"]):
    """Reads of appearances."""

    def standing(self) -> "AppearanceQuerySet":
        """Keep those that were not withdrawn."""
        return self.exclude(state=Appearance.State.WITHDRAWN)


class Appearance(models.Model):
    """A speaker in a session, and whether they have agreed to come."""

    class State(models.TextChoices):
        INVITED = "invited", _("not answered yet")
        CONFIRMED = "confirmed", _("confirmed")
        OTHER_TIME = "other_time", _("asks for another time")
        WITHDRAWN = "withdrawn", _("withdrawn")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="appearances")
    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="appearances", verbose_name=_("speaker")
    )
    role = models.CharField(_("role"), max_length=40, default="lead")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CONFIRMED)

    speaking_minutes = models.PositiveSmallIntegerField(
        _("minutes spoken"),
        null=True,
        blank=True,
        help_text=_(
            "For bodies that credit speaking. Left empty, it is not known: speaking then earns nothing, and the "
            "session counts as no attendance where a body takes speaking time from it."
        ),
    )

    objects = AppearanceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(fields=["session", "speaker"], name="conference_appearance_once_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.speaker} ({self.role})"
