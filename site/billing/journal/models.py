"""Entries of the journal and their lines."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import BookRow, BookRowQuerySet, Order


class JournalEntry(BookRow):
    """One posting, numbered without a gap; `source` names the row of the books it was made of, once."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    day = models.DateField(_("date"))
    source = models.CharField(_("source"), max_length=80, unique=True)
    text = models.CharField(_("text"), max_length=300)
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="journal_entries")
    currency = models.CharField(_("currency"), max_length=3)
    created_at = models.DateTimeField(_("posted"), default=timezone.now)

    objects = BookRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [models.Index(fields=["day", "number"], name="billing_journal_by_day")]

    def __str__(self) -> str:
        return f"{self.number}: {self.text}"


class JournalLine(BookRow):
    """A debit or a credit on one account."""

    entry = models.ForeignKey(JournalEntry, on_delete=models.PROTECT, related_name="lines")
    account = models.CharField(_("account"), max_length=40)
    debit = models.DecimalField(_("debit"), max_digits=12, decimal_places=2, default=0)
    credit = models.DecimalField(_("credit"), max_digits=12, decimal_places=2, default=0)

    objects = BookRowQuerySet.as_manager()

    class Meta:
        ordering = ["entry", "pk"]
        verbose_name = _("journal line")
        verbose_name_plural = _("journal lines")
        indexes = [models.Index(fields=["account"], name="billing_journal_by_account")]
        constraints = [
            models.CheckConstraint(
                condition=Q(debit__gt=0, credit=0) | Q(debit=0, credit__gt=0), name="billing_journal_line_one_side"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.debit} {self.credit}"
