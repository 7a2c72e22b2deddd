"""A buyer's credit and its append-only entries; what is left of it is their sum."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import BookRow, BookRowQuerySet, Order
from billing.payments.models import Transaction
from core.codes import human_code
from core.money import ZERO, round_money

CODE_LENGTH = 12


def balance_code() -> str:
    """Return a new credit's code, made to be read out."""
    return human_code(CODE_LENGTH)


class BalanceQuerySet(models.QuerySet["Balance"]):
    """Reads of credits."""

    def with_rest(self) -> "BalanceQuerySet":
        """Add `rest_sum`, what is left of each, in SQL."""
        return self.annotate(rest_sum=Sum("entries__amount"))

    def over(self, on: date) -> "BalanceQuerySet":
        """Keep those whose last day lies before a day and of which something is left."""
        return self.with_rest().filter(Q(expires_on__lt=on) & Q(rest_sum__gt=ZERO))

    def bound_to(self, order: Order) -> "BalanceQuerySet":
        """Keep those of an order's buyer: the same address, or the same account."""
        own = Q(email__iexact=order.buyer_email)
        return self.filter(own | Q(user=order.user_id) if order.user_id else own)


class Balance(models.Model):
    """Money of a cancelled order that stays here for its buyer's later ones. Bound to the buyer; the code alone is
    worth nothing to anybody else."""

    code = models.CharField(_("code"), max_length=20, unique=True, default=balance_code, editable=False)
    source = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="balances", verbose_name=_("from order"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="balances"
    )
    email = models.EmailField(_("buyer's e-mail"), max_length=254)
    currency = models.CharField(_("currency"), max_length=3)
    expires_on = models.DateField(_("usable until"))
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    objects = BalanceQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("credit of a buyer")
        verbose_name_plural = _("credits of buyers")

    def __str__(self) -> str:
        return self.code

    @property
    def left(self) -> Decimal:
        """What can still be used."""
        if "rest_sum" in self.__dict__:
            return round_money(self.__dict__["rest_sum"] or ZERO)
        return sum((amount for amount in self.entries.values_list("amount", flat=True)), ZERO)

    def is_over(self, on: date) -> bool:
        """Whether its time has run out on a day."""
        return on > self.expires_on


class BalanceEntry(BookRow):
    """One change of a credit. Issued and used entries stand beside a transaction of an order, to the cent."""

    class Kind(models.TextChoices):
        ISSUED = "issued", _("issued")
        USED = "used", _("used")
        RETURNED = "returned", _("returned")
        EXPIRED = "expired", _("expired")

    balance = models.ForeignKey(Balance, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    transaction = models.OneToOneField(
        Transaction, null=True, blank=True, on_delete=models.PROTECT, related_name="balance_entry"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = BookRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("entry of a credit")
        verbose_name_plural = _("entries of credits")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["issued", "returned"], amount__gt=0)
                | Q(kind__in=["used", "expired"], amount__lt=0),
                name="billing_balance_entry_sign",
            ),
            models.CheckConstraint(
                condition=Q(kind="expired", transaction=None) | (~Q(kind="expired") & Q(transaction__isnull=False)),
                name="billing_balance_entry_has_money",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"
