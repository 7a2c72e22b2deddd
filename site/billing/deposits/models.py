"""A check or transfer as it arrived, and for which lines its parts were meant."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Round
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import MONEY, BookRow, BookRowQuerySet, OrderLine
from billing.payments.models import Transaction
from core.money import ZERO, round_money

METHODS = [
    choice
    for choice in Transaction.Method.choices
    if choice[0] not in (Transaction.Method.CARD, Transaction.Method.BALANCE)
]


class DepositQuerySet(BookRowQuerySet):
    """Reads of deposits."""

    def arrived(self) -> "DepositQuerySet":
        """Keep what came in, without the rows that take one back."""
        found: DepositQuerySet = self.filter(reverses=None)
        return found

    def with_rest(self) -> "DepositQuerySet":
        """Add as `rest_sum` what is allocated to no order yet; the property then asks the database nothing."""
        used = Transaction.objects.filter(deposit=OuterRef("pk")).order_by().values("deposit")
        back = Deposit.objects.filter(reverses=OuterRef("pk")).order_by().values("reverses")
        gone = Coalesce(Subquery(used.annotate(sum=Sum("amount")).values("sum")), ZERO, output_field=MONEY)
        returned = Coalesce(Subquery(back.annotate(sum=Sum("amount")).values("sum")), ZERO, output_field=MONEY)
        # SQLite adds decimals as binary fractions; rounding makes the sum exact again.
        rest = Round(F("amount") + returned - gone, precision=2, output_field=MONEY)
        found: DepositQuerySet = self.annotate(rest_sum=rest)
        return found

    def unallocated(self) -> "DepositQuerySet":
        """Keep those of which something is left."""
        found: DepositQuerySet = self.arrived().with_rest().filter(Q(rest_sum__gt=ZERO))
        return found


class Deposit(BookRow):
    """Money that came to the bank in one piece. A row with `reverses` takes some of another back (negative)."""

    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    method = models.CharField(_("method"), max_length=16, choices=METHODS)
    payer = models.CharField(_("paid by"), max_length=200, blank=True)
    reference = models.CharField(_("check number or bank reference"), max_length=200)
    received_on = models.DateField(_("received on"), default=timezone.localdate)
    note = models.CharField(_("note"), max_length=300, blank=True)
    reverses = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversals")
    key = models.CharField(max_length=80, unique=True)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("booked"), default=timezone.now)

    objects = DepositQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("deposit")
        verbose_name_plural = _("deposits")
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="billing_deposit_only_reversals_are_negative",
            ),
            models.CheckConstraint(condition=Q(method__in=["bank_transfer", "check"]), name="billing_deposit_by_hand"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.amount} {self.currency}"

    @property
    def rest(self) -> Decimal:
        """What is allocated to no order yet."""
        if "rest_sum" in self.__dict__:
            return round_money(self.__dict__["rest_sum"])
        used = self.transactions.aggregate(sum=Sum("amount"))["sum"] or ZERO
        back = self.reversals.aggregate(sum=Sum("amount"))["sum"] or ZERO
        return round_money(self.amount + back - used)


class Allocation(BookRow):
    """Which line of its order a part of a payment is for: a person's place among those one check pays."""

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="allocations")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="allocations")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)

    objects = BookRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.UniqueConstraint(fields=["transaction", "line"], name="billing_allocation_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="billing_allocation_not_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.amount}"
