"""An order, its states and its append-only lines."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Round
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.errors import AppendOnlyError, IllegalMoveError
from core.codes import human_code, public_id, secret
from core.money import ZERO, round_money

if TYPE_CHECKING:
    from people.accounts.models import User

MONEY = models.DecimalField(max_digits=12, decimal_places=2)


def order_number() -> str:
    """Return a new order's number, made to be read out; not gapless and not a secret."""
    return f"TM-{human_code(8)}"


def summed(model: Any, field: str, order: str = "pk") -> Any:
    """Return the expression that sums a field over an order's rows; `order` is the outer query's way to its key."""
    sums = model.objects.filter(order=OuterRef(order)).order_by().values("order").annotate(sum=Sum(field))
    # SQLite adds decimals as binary fractions; rounding makes the sum exact again, so that it can be compared.
    return Coalesce(Round(Subquery(sums.values("sum")), precision=2), ZERO, output_field=MONEY)


class OrderQuerySet(models.QuerySet["Order"]):
    """Reads of orders."""

    def with_totals(self) -> "OrderQuerySet":
        """Add `total_sum`, `paid_sum` and `balance_sum`, in SQL; the properties then ask the database nothing."""
        # The ledger refers to orders, so its model is looked up late.
        ledger = Order._meta.get_field("transactions").related_model
        return self.annotate(
            total_sum=summed(OrderLine, "gross"),
            paid_sum=summed(ledger, "amount"),
        ).annotate(balance_sum=Round(F("total_sum") - F("paid_sum"), precision=2, output_field=MONEY))

    def of(self, user: "User") -> "OrderQuerySet":
        """Keep a person's orders: placed signed in, or as a guest with an address they have verified since."""
        addresses = user.emailaddress_set.filter(verified=True).values("email")  # type: ignore[attr-defined]
        return self.filter(Q(user=user) | Q(user=None, buyer_email__in=addresses))

    def sold_by(self, seller: str) -> "OrderQuerySet":
        """Keep the orders of one seller."""
        return self.filter(seller=seller)

    def live(self) -> "OrderQuerySet":
        """Keep what takes places: held, confirmed or paid."""
        return self.filter(state__in=Order.LIVE)

    def hold_ended(self) -> "OrderQuerySet":
        """Keep held orders whose time is over."""
        return self.filter(state=Order.State.HELD, hold_until__lte=timezone.now())

    def unpaid(self) -> "OrderQuerySet":
        """Keep orders whose promise was accepted and whose money is not all here."""
        return self.filter(state=Order.State.AWAITING)

    def owing(self) -> "OrderQuerySet":
        """Keep, with totals, those of the unpaid that still owe money."""
        return self.unpaid().with_totals().filter(Q(balance_sum__gt=ZERO))

    def not_fulfilled(self) -> "OrderQuerySet":
        """Keep orders whose seller has not yet caught up with their last change."""
        return self.filter(fulfilled_at=None).exclude(woken_at=None)


class Order(models.Model):
    """One purchase. What it costs is the sum of its lines, what was paid the sum of its ledger; neither is stored."""

    class State(models.TextChoices):
        HELD = "held", _("on hold")
        AWAITING = "awaiting", _("confirmed, unpaid")
        PAID = "paid", _("paid")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("expired")

    class Method(models.TextChoices):
        CARD = "card", _("card")
        PURCHASE_ORDER = "purchase_order", _("purchase order")
        BANK_TRANSFER = "bank_transfer", _("bank transfer")
        CHECK = "check", _("check")
        NONE = "none", _("nothing to pay")

    LIVE = (State.HELD, State.AWAITING, State.PAID)
    # A promise to pay later, accepted when the order is placed.
    PROMISES = (Method.PURCHASE_ORDER, Method.BANK_TRANSFER, Method.CHECK)
    MOVES: dict[str, tuple[str, ...]] = {
        State.HELD: (State.AWAITING, State.PAID, State.CANCELLED, State.EXPIRED),
        # Back to a hold when an asynchronous card payment failed and the buyer may try again.
        State.AWAITING: (State.HELD, State.PAID, State.CANCELLED),
        # Owing again after a line was added or a payment was charged back.
        State.PAID: (State.AWAITING, State.CANCELLED),
        # Money came late and the seller had the places still.
        State.EXPIRED: (State.PAID,),
        State.CANCELLED: (),
    }

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    secret = models.CharField(max_length=64, default=secret, editable=False)
    number = models.CharField(_("number"), max_length=16, unique=True, default=order_number, editable=False)
    submission_key = models.CharField(max_length=64, unique=True, editable=False)
    seller = models.SlugField(max_length=40, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="orders",
        verbose_name=_("account"),
    )
    buyer_name = models.CharField(_("buyer"), max_length=200)
    buyer_email = models.EmailField(_("buyer's e-mail"), max_length=254)
    billing_name = models.CharField(_("billing contact"), max_length=200, blank=True)
    billing_agency = models.CharField(_("agency or company"), max_length=200, blank=True)
    billing_address = models.TextField(_("billing address"), max_length=500, blank=True)
    billing_country = models.CharField(_("country"), max_length=2, blank=True)
    billing_email = models.EmailField(_("billing e-mail"), max_length=254, blank=True)
    billing_tax_id = models.CharField(_("tax id"), max_length=40, blank=True)
    billing_reference = models.CharField(_("PO number or reference"), max_length=60, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    method = models.CharField(_("method"), max_length=16, choices=Method)
    state = models.CharField(_("state"), max_length=10, choices=State)
    hold_until = models.DateTimeField(_("held until"), null=True, blank=True)
    # A held order that may not be paid yet: its seller decides first.
    waits_for_seller = models.BooleanField(default=False, editable=False)
    language = models.CharField(max_length=10, default="en")
    terms_snapshot = models.JSONField(default=dict, blank=True)
    placed_at = models.DateTimeField(_("placed"), default=timezone.now)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    # Money arrived for an order that had ended; the seller decides, until then this stands.
    late_paid_at = models.DateTimeField(null=True, blank=True)
    # The outbox: woken by each change the seller must act on, fulfilled when it has.
    woken_at = models.DateTimeField(null=True, blank=True)
    fulfilled_at = models.DateTimeField(null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    # Set by `place_order`: False if the same submission had placed it before.
    just_placed: bool = False
    # Set by `place_order`: the lines it wrote, in their order.
    new_lines: "Sequence[OrderLine]" = ()

    class Meta:
        ordering = ["-placed_at", "-pk"]
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = [
            models.Index(fields=["-placed_at", "-id"], name="billing_order_newest"),
            models.Index(fields=["state", "hold_until"], name="billing_order_holds"),
            models.Index(fields=["buyer_email"], name="billing_order_buyer"),
            models.Index(fields=["woken_at"], condition=Q(fulfilled_at=None), name="billing_order_outbox"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | Q(hold_until__isnull=False), name="billing_order_hold_has_an_end"
            ),
            models.CheckConstraint(condition=~Q(submission_key=""), name="billing_order_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """The buyer's page for someone signed in who may see the order."""
        return reverse("billing:order", args=[self.public_id])

    @property
    def guest_path(self) -> str:
        """The page's path with its secret; whoever has the link may see the order."""
        return reverse("billing:guest_order", args=[self.public_id, self.secret])

    @property
    def total(self) -> Decimal:
        """What all lines come to."""
        if "total_sum" in self.__dict__:
            return round_money(self.__dict__["total_sum"])
        return sum((gross for gross in self.lines.values_list("gross", flat=True)), ZERO)

    @property
    def paid(self) -> Decimal:
        """What was paid, less what was paid back."""
        if "paid_sum" in self.__dict__:
            return round_money(self.__dict__["paid_sum"])
        return sum((amount for amount in self.transactions.values_list("amount", flat=True)), ZERO)

    @property
    def balance(self) -> Decimal:
        """What is still owed; negative if we owe the buyer."""
        return self.total - self.paid

    @property
    def is_live(self) -> bool:
        """Whether it takes places."""
        return self.state in self.LIVE

    @property
    def is_covered(self) -> bool:
        """Whether money or an approved purchase order is there: what waits for either may be handed out."""
        if self.state == self.State.PAID:
            return True
        # Without a purchase order the reverse relation raises, hence the default.
        promise = getattr(self, "purchase_order", None)
        return self.state == self.State.AWAITING and promise is not None and promise.state == "approved"

    @property
    def is_payable_by_card(self) -> bool:
        """Whether a Checkout may be started, if anything is owed; an agency may pay its invoice by card too."""
        if self.waits_for_seller:
            return False
        return self.state in (self.State.HELD, self.State.AWAITING)

    @property
    def is_in_checkout(self) -> bool:
        """Whether its buyer is about to pay it; nothing of it is firm until then."""
        return self.state == self.State.HELD and not self.waits_for_seller

    @property
    def billing_contact(self) -> str:
        """The address that documents and reminders go to."""
        return self.billing_email or self.buyer_email

    def move_to(self, state: str) -> None:
        """Change the state in memory if the table allows it, with its time; raises IllegalMoveError."""
        if state not in self.MOVES[self.state]:
            raise IllegalMoveError(f"{self.number}: {self.state} -> {state}")
        self.state = state
        if state != self.State.HELD:
            self.hold_until = None
        if state == self.State.PAID:
            self.paid_at, self.ended_at = timezone.now(), None
        if state in (self.State.CANCELLED, self.State.EXPIRED):
            self.ended_at = timezone.now()


class BookRowQuerySet(models.QuerySet[Any]):
    """Rows of the books are added and read, nothing else."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self.model._meta.verbose_name_plural} are never changed.")

    def delete(self) -> NoReturn:
        raise AppendOnlyError(f"{self.model._meta.verbose_name_plural} are never deleted.")


class BookRow(models.Model):
    """An append-only row: saved once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and not self._state.adding:
            raise AppendOnlyError(f"{self._meta.verbose_name_plural} are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError(f"{self._meta.verbose_name_plural} are never deleted.")


class OrderLine(BookRow):
    """One thing bought, or taken back (`reverses`, negative quantity). The description holds public titles only."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    description = models.CharField(_("description"), max_length=300)
    quantity = models.IntegerField(_("quantity"))
    unit_net = models.DecimalField(_("unit price"), max_digits=12, decimal_places=2)
    discount = models.DecimalField(_("discount"), max_digits=12, decimal_places=2, default=ZERO)
    discount_reason = models.CharField(_("reason of the discount"), max_length=120, blank=True)
    tax_rate = models.DecimalField(_("tax rate, %"), max_digits=6, decimal_places=3, default=ZERO)
    tax = models.DecimalField(_("tax"), max_digits=12, decimal_places=2, default=ZERO)
    gross = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    reverses = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversals")
    created_at = models.DateTimeField(default=timezone.now)

    objects = BookRowQuerySet.as_manager()

    class Meta:
        ordering = ["order", "position"]
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="billing_line_position_unique"),
            models.CheckConstraint(condition=~Q(quantity=0), name="billing_line_quantity_not_zero"),
            models.CheckConstraint(
                condition=Q(reverses=None, quantity__gt=0) | Q(reverses__isnull=False, quantity__lt=0),
                name="billing_line_only_reversals_are_negative",
            ),
            models.CheckConstraint(condition=Q(tax_rate__gte=0), name="billing_line_tax_rate_not_negative"),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def net(self) -> Decimal:
        """The amount before tax."""
        return self.gross - self.tax
