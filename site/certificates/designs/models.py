"""A template in one version: what an issued certificate keeps for good."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.kinds import Kind
from core.files.models import PrivateFile


class Paper(models.TextChoices):
    """The paper that a certificate is made for."""

    LETTER = "letter", _("US Letter")
    A4 = "A4", _("A4")
    LETTER_WIDE = "letter landscape", _("US Letter, landscape")
    A4_WIDE = "A4 landscape", _("A4, landscape")


class DesignQuerySet(models.QuerySet["Design"]):
    """Reads of templates."""

    def used_for(self, kind: str) -> "Design | None":
        """Return the template in use for a kind of certificate."""
        return self.filter(kind=kind, in_use=True).first()


class Design(models.Model):
    """A version is changed in place until a certificate was made with it; from then on a change is the next version."""

    class State(models.TextChoices):
        TRYING = "trying", _("being tried out")
        READY = "ready", _("ready")
        FAILED = "failed", _("does not print")

    code = models.SlugField(_("short name"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind of certificate"), max_length=12, choices=Kind)
    paper = models.CharField(_("paper"), max_length=16, choices=Paper, default=Paper.LETTER)
    body = models.TextField(_("template"))
    style = models.TextField(_("styles"), blank=True)
    in_use = models.BooleanField(_("in use"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.TRYING)
    problem = models.CharField(_("what is wrong"), max_length=300, blank=True)
    sample = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = DesignQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "code", "-version"]
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="certificates_design_version_once"),
            models.UniqueConstraint(fields=["kind"], condition=Q(in_use=True), name="certificates_one_design_in_use"),
            models.CheckConstraint(
                condition=Q(in_use=False) | Q(state="ready"), name="certificates_design_in_use_prints"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code} {self.version})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it with the ends of lines that it is counted by."""
        self.body, self.style = self.body.replace("\r\n", "\n"), self.style.replace("\r\n", "\n")
        super().save(*args, **kwargs)
