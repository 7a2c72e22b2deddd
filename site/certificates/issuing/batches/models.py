"""A batch and its rows. A row holds what one certificate will say, frozen when the batch began: it is the outbox."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from certificates.designs.models import Design
from certificates.issuing.drafts import Ready
from certificates.issuing.models import Certificate
from certificates.issuing.services import Outcome
from certificates.kinds import Kind
from certificates.schemes.models import CreditScheme
from core.codes import public_id
from core.fields import EncryptedTextField

FAILED = "failed"


class Batch(models.Model):
    """One run for one occasion. Rules, schemes and templates are those of its beginning."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        DONE = "done", _("done")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    occasion = models.CharField(_("occasion"), max_length=80, db_index=True)
    kinds = models.JSONField(_("kinds"), default=list)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.RUNNING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("begun"), auto_now_add=True)
    # When a worker last did something: where that is long ago, the worker is dead and another one goes on.
    worked_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("batch of certificates")
        verbose_name_plural = _("batches of certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["occasion"], condition=~Q(state="done"), name="certificates_one_batch_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.occasion} {self.pk}"

    def progress(self) -> dict[str, int]:
        """Return how many rows there are, wait, were made, superseded, unchanged and failed, and PDFs to be made."""
        counts = {f"n_{value}": Count("pk", filter=Q(outcome=value)) for value in (*Outcome.values, FAILED)}
        found = self.rows.aggregate(
            total=Count("pk"), waiting=Count("pk", filter=Q(outcome="")),
            printing=Count("pk", filter=Q(document=BatchRow.Document.WAITING)), **counts,
        )  # fmt: skip
        return {name.removeprefix("n_"): count for name, count in found.items()}


class BatchRow(models.Model):
    """One certificate to be. Its draft is emptied once it is issued: then the certificate says it."""

    class Document(models.TextChoices):
        NONE = "", ""
        WAITING = "waiting", _("waiting")
        MADE = "made", _("made")
        FAILED = "failed", _("failed")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    scheme = models.ForeignKey(CreditScheme, null=True, on_delete=models.PROTECT, related_name="+")
    scheme_code = models.CharField(max_length=40, blank=True)
    holder_key = models.CharField(max_length=80)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField(null=True)
    design = models.ForeignKey(Design, on_delete=models.PROTECT, related_name="+")
    draft = EncryptedTextField(blank=True)
    outcome = models.CharField(
        _("what was done"), max_length=10, blank=True, choices=[*Outcome.choices, (FAILED, _("failed"))]
    )
    certificate = models.ForeignKey(Certificate, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(_("PDF"), max_length=8, blank=True, choices=Document, default=Document.NONE)
    problem = models.CharField(_("what is wrong"), max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("certificate of a batch")
        verbose_name_plural = _("certificates of a batch")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "kind", "scheme_code", "holder_key"], name="certificates_batch_row_once"
            ),
        ]
        indexes = [
            models.Index(fields=["batch", "outcome"], name="certificates_row_by_outcome"),
            models.Index(fields=["batch", "document"], name="certificates_row_by_document"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.holder_key}"

    def ready(self) -> Ready:
        """Return what is to be issued."""
        return Ready(
            occasion=self.batch.occasion,
            kind=self.kind,
            holder_key=self.holder_key,
            holder=self.holder,
            scheme=self.scheme,
            text=self.draft,
            expires_on=self.expires_on,
        )
