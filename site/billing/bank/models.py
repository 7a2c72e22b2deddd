"""An imported statement and its lines."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.deposits.models import Deposit
from core.codes import public_id
from core.files.models import PrivateFile


class BankStatement(models.Model):
    """A file of the bank's: checked first, taken in when a person says so, known by its digest ever after."""

    class State(models.TextChoices):
        CHECKED = "checked", _("checked, not taken in")
        IMPORTED = "imported", _("taken in")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("file"), max_length=200)
    currency = models.CharField(_("currency"), max_length=3)
    # How the person said that dates and amounts are to be read.
    day_order = models.CharField(max_length=8, default="auto")
    decimal_mark = models.CharField(max_length=8, default="auto")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKED)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")

    def __str__(self) -> str:
        return self.name


class BankLine(models.Model):
    """One movement of the account. What it says never changes; a person says what becomes of it."""

    class State(models.TextChoices):
        OPEN = "open", _("to be matched")
        BOOKED = "booked", _("booked")
        IGNORED = "ignored", _("not ours")

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField(_("row"))
    booked_on = models.DateField(_("date"))
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    payer = models.CharField(_("name"), max_length=200, blank=True)
    text = models.CharField(_("reference"), max_length=500, blank=True)
    bank_reference = models.CharField(_("bank's reference"), max_length=120, blank=True)
    # The same movement in another file, or in the same one again, is the same line.
    fingerprint = models.CharField(max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    deposit = models.OneToOneField(
        Deposit, null=True, blank=True, on_delete=models.PROTECT, related_name="bank_line", verbose_name=_("deposit")
    )
    reason = models.CharField(_("why it is not ours"), max_length=200, blank=True)

    class Meta:
        ordering = ["-booked_on", "-pk"]
        verbose_name = _("bank movement")
        verbose_name_plural = _("bank movements")
        indexes = [models.Index(fields=["state", "-booked_on", "-id"], name="billing_bank_line_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="booked", deposit__isnull=False) | (~Q(state="booked") & Q(deposit=None)),
                name="billing_bank_line_booked_has_a_deposit",
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="billing_bank_line_not_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.amount} {self.currency}"
