"""A PDF of the published agenda, and what it shows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from core.files.models import PrivateFile


class AgendaDocument(models.Model):
    """One document of a kind, for one part of an edition in one language.

    `fingerprint` is that of everything its file shows; without a file, of what a task was asked to show at `asked_at`.
    """

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("programme")
        DOOR_SIGNS = "door_signs", _("door signs")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="agenda_documents")
    kind = models.CharField(max_length=12, choices=Kind)
    # Which part of the edition: the day of door signs as YYYY-MM-DD; a programme has all of it.
    part = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=12)
    fingerprint = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    file = models.OneToOneField(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("document of the agenda")
        verbose_name_plural = _("documents of the agenda")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "kind", "part", "language"], name="conference_agenda_document_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="programme", part="") | (Q(kind="door_signs") & ~Q(part="")),
                name="conference_agenda_document_signs_of_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.kind} {self.part}".strip()
