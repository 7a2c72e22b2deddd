"""Discount rules, the codes that give them, and each use of one."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from conference.edition.models import Edition
from conference.registration.states import OCCUPYING
from people.agencies.models import Agency

ZERO = Decimal("0.00")


class DiscountRule(models.Model):
    """What is taken off whose tickets. A code's rule waits for a code; the others apply by themselves."""

    class Kind(models.TextChoices):
        PERCENT = "percent", _("percent")
        AMOUNT = "amount", _("amount")
        PRICE = "price", _("fixed price")

    class Way(models.TextChoices):
        CODE = "code", _("to whoever has a code")
        GROUP = "group", _("by itself, to many from one agency")
        ADDRESS = "address", _("by itself, to the addresses of an agency")

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="discount_rules", verbose_name=_("edition")
    )
    code = models.CharField(_("name"), max_length=40, help_text=_("Stands on orders and invoices."))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, default=ZERO)
    rule = models.TextField(_("rule"), blank=True, help_text=_("In your own words; shown to staff."))
    way = models.CharField(_("given"), max_length=8, choices=Way, default=Way.CODE)
    minimum = models.PositiveSmallIntegerField(
        _("people from one agency"), null=True, blank=True, help_text=_("From how many on; for groups only.")
    )
    ticket_codes = models.JSONField(_("ticket types"), default=list, blank=True)
    domains = models.JSONField(_("e-mail domains"), default=list, blank=True)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("agency")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("The last day, at the venue."))
    max_uses = models.PositiveIntegerField(
        _("places in all"), null=True, blank=True, help_text=_("The quota; empty: no limit.")
    )
    budget = models.DecimalField(
        _("budget"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("Empty: no limit.")
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("discount rule")
        verbose_name_plural = _("discount rules")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="conference_discount_code_once_an_edition"),
            models.CheckConstraint(condition=Q(value__gte=0), name="conference_discount_not_negative"),
            models.CheckConstraint(
                condition=~Q(kind="percent") | Q(value__lte=100), name="conference_discount_at_most_all"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_from__lte=F("valid_until")),
                name="conference_discount_valid_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """Refuse a percentage above a hundred, a group without a number, and dates in the wrong order."""
        if self.kind == self.Kind.PERCENT and self.value is not None and self.value > 100:
            raise ValidationError({"value": _("No more than 100 percent can be taken off.")})
        if self.way == self.Way.GROUP and not self.minimum:
            raise ValidationError({"minimum": _("Write from how many people on the rule applies.")})
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("The last day lies before the first.")})


class DiscountCode(models.Model):
    """A code that people type; single-use ones may be bound to a person's address."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="discount_codes", editable=False)
    rule = models.ForeignKey(DiscountRule, on_delete=models.PROTECT, related_name="codes", verbose_name=_("rule"))
    code = models.CharField(_("code"), max_length=40)
    email = models.EmailField(
        _("only for"), max_length=254, blank=True, help_text=_("The person's address; empty: whoever has the code.")
    )
    max_uses = models.PositiveIntegerField(
        _("places"), null=True, blank=True, default=1, help_text=_("1: a single use; empty: no limit.")
    )
    is_active = models.BooleanField(_("active"), default=True)
    note = models.CharField(_("note"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("discount code")
        verbose_name_plural = _("discount codes")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="conference_discount_typed_code_once"),
        ]

    def __str__(self) -> str:
        return self.code

    def used(self) -> int:
        """How many places it serves now; the list has counted them for all its rows."""
        counted: int | None = self.__dict__.get("live_uses")
        return DiscountUse.objects.live().filter(code=self).count() if counted is None else counted

    used.short_description = _("used")  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Keep codes comparable, and refuse one that the edition has already."""
        self.code, self.email = normal_code(self.code), self.email.strip().lower()
        if not self.code:
            raise ValidationError({"code": _("Write a code.")})
        if self.rule_id:
            twin = DiscountCode.objects.filter(edition=self.rule.edition_id, code=self.code).exclude(pk=self.pk)
            if twin.exists():
                raise ValidationError({"code": _("The edition has this code already.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the edition that of the rule."""
        self.edition_id = self.rule.edition_id
        super().save(*args, **kwargs)


class DiscountUseQuerySet(models.QuerySet["DiscountUse"]):
    """Reads of uses."""

    def live(self) -> "DiscountUseQuerySet":
        """Keep the uses whose place is taken; when a place ends, its use is free again."""
        return self.filter(registration__state__in=OCCUPYING)


class DiscountUse(models.Model):
    """One place's discount: how much, under which rule, by which code. A place has at most one."""

    rule = models.ForeignKey(DiscountRule, on_delete=models.PROTECT, related_name="uses", verbose_name=_("rule"))
    code = models.ForeignKey(
        DiscountCode, null=True, on_delete=models.PROTECT, related_name="uses", verbose_name=_("code")
    )
    registration = models.OneToOneField(
        "conference.Registration", on_delete=models.PROTECT, related_name="discount_use", verbose_name=_("place")
    )
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2)
    created_at = models.DateTimeField(_("given"), auto_now_add=True)

    objects = DiscountUseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("use of a discount")
        verbose_name_plural = _("uses of discounts")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="conference_discount_use_is_something")]

    def __str__(self) -> str:
        return f"{self.rule} {self.amount}"


def normal_code(text: str) -> str:
    """Return a typed code as it is compared: capitals, without white space."""
    return "".join(text.split()).upper()[:40]
