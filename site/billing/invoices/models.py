"""Documents about money and the numbers they carry."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.errors import AppendOnlyError
from billing.orders.models import Order
from core.codes import public_id
from core.files.models import PrivateFile


class NumberSeries(models.Model):
    """The last number given in a series and year; its row is locked while one is taken, so there is no gap."""

    series = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="billing_series_unique")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}: {self.last}"


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    """Reads of documents."""

    def standing(self) -> "InvoiceQuerySet":
        """Keep those that no other document stands for."""
        return self.filter(replaced_by=None)

    def counted(self) -> "InvoiceQuerySet":
        """Keep those with a number of a gapless series."""
        return self.exclude(kind__in=Invoice.UNCOUNTED)


class Invoice(models.Model):
    """A quote, invoice, receipt or credit note: a snapshot, never changed once issued. Its PDF is made by a task.

    An order's lines are numbered; a document covers the positions `first_position` to `last_position`, and the
    documents of an order follow each other, so every line stands on exactly one of them.
    """

    class Kind(models.TextChoices):
        QUOTE = "quote", _("quote")
        INVOICE = "invoice", _("invoice")
        RECEIPT = "receipt", _("receipt")
        CREDIT_NOTE = "credit_note", _("credit note")
        PRO_FORMA = "pro_forma", _("pro-forma invoice")

    # Promises and previews: no claim on money, so no number of a gapless series.
    UNCOUNTED = (Kind.QUOTE, Kind.PRO_FORMA)

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    number = models.CharField(_("number"), max_length=24, unique=True)
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="invoices")
    credits = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit_notes")
    # The invoice that this one stands for since it went to somebody else; that one stays, marked replaced.
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by", verbose_name=_("replaces")
    )
    first_position = models.PositiveIntegerField(default=0)
    last_position = models.PositiveIntegerField(default=0)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    due_on = models.DateField(_("due"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    language = models.CharField(max_length=10, default="en")
    net = models.DecimalField(_("net"), max_digits=12, decimal_places=2)
    tax = models.DecimalField(_("tax"), max_digits=12, decimal_places=2)
    total = models.DecimalField(_("total"), max_digits=12, decimal_places=2)
    lines = models.JSONField(default=list)
    payments = models.JSONField(default=list)
    # The terms as they stood at the issue: days until it is due, the sentence about lateness.
    terms = models.JSONField(default=dict)
    bill_to = models.JSONField(default=dict)
    file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = InvoiceQuerySet.as_manager()

    # What may still be filled in after the issue.
    LATER = frozenset({"file", "file_id"})

    class Meta:
        ordering = ["-issued_at", "-pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [models.Index(fields=["-issued_at", "-id"], name="billing_invoice_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="quote", order=None) | (~Q(kind="quote") & Q(order__isnull=False)),
                name="billing_invoice_only_quotes_have_no_order",
            ),
            models.UniqueConstraint(
                fields=["order", "first_position"],
                condition=Q(first_position__gt=0),
                name="billing_invoice_lines_once",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | Q(kind="invoice", first_position=0),
                name="billing_invoice_replacement_names_no_new_lines",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and not set(kwargs.get("update_fields") or ["all"]) <= self.LATER:
            raise AppendOnlyError("A document is never changed once issued; write a credit note.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("A document is never deleted.")
