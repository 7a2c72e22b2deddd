"""Proposed and pending changes of places, what they cost, what the desk must know of them."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from billing.orders.models import Order
from conference.edition.models import Edition
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.discounts.models import DiscountCode, DiscountRule
from conference.registration.places import Registration
from core.codes import public_id
from core.fields import EncryptedTextField

ZERO = Decimal("0.00")


class ChangeRules(models.Model):
    """How an edition lets its people change what they bought."""

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, related_name="change_rules", verbose_name=_("edition")
    )
    hold_minutes = models.PositiveSmallIntegerField(
        _("minutes to pay"),
        default=60,
        validators=[MinValueValidator(35), MaxValueValidator(1440)],
        help_text=_("How long a change keeps its place until it is paid."),
    )
    proposal_days = models.PositiveSmallIntegerField(
        _("days to answer"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("How long both people have to agree to a substitution."),
    )
    offers_credit = models.BooleanField(_("credit instead of a refund"), default=True)
    credit_years = models.PositiveSmallIntegerField(
        _("years a credit lasts"), default=2, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )

    class Meta:
        verbose_name = _("rules of changes")
        verbose_name_plural = _("rules of changes")

    def __str__(self) -> str:
        return str(self.edition)


class SubstitutionFee(models.Model):
    """Until a day, what it costs to send a colleague; without a day, from then on. After the last day nobody can."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="substitution_fees", verbose_name=_("edition")
    )
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day; empty: from then on."))
    fee = models.DecimalField(
        _("fee"), max_digits=12, decimal_places=2, default=ZERO, validators=[MinValueValidator(ZERO)]
    )

    class Meta:
        ordering = [F("until").asc(nulls_last=True)]
        verbose_name = _("substitution fee")
        verbose_name_plural = _("substitution fees")
        constraints = [
            models.UniqueConstraint(fields=["edition", "until"], name="conference_substitution_fee_once_a_day"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(until=None), name="conference_substitution_fee_without_an_end_once"
            ),
            models.CheckConstraint(condition=Q(fee__gte=0), name="conference_substitution_fee_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.until or '…'}: {self.fee}"


class Change(models.Model):
    """Something more for a place that waits for its payment, and keeps its place meanwhile."""

    class Kind(models.TextChoices):
        TICKET = "ticket", _("another ticket")
        ADD_ON = "add_on", _("a further workshop or function")

    class State(models.TextChoices):
        HELD = "held", _("waits for its payment")
        APPLIED = "applied", _("done")
        LAPSED = "lapsed", _("not paid in time")

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="changes")
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="change")
    kind = models.CharField(max_length=8, choices=Kind)
    ticket_type = models.ForeignKey(TicketType, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    days = models.JSONField(default=list, blank=True)
    quantity = models.PositiveSmallIntegerField(default=1)
    proof = EncryptedTextField(blank=True)
    rule = models.ForeignKey(DiscountRule, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.ForeignKey(DiscountCode, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    discount = models.DecimalField(max_digits=12, decimal_places=2, default=ZERO)
    add_on = models.ForeignKey(AddOn, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.HELD)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change of a place")
        verbose_name_plural = _("changes of places")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(state="held"), name="conference_one_held_change_a_place"
            ),
            models.CheckConstraint(
                condition=Q(kind="ticket", ticket_type__isnull=False, add_on=None)
                | Q(kind="add_on", ticket_type=None, add_on__isnull=False),
                name="conference_change_names_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.get_kind_display()}"


class Substitution(models.Model):
    """A place that shall go to a colleague. Each side sees of the other only the name that was typed.

    Of the links only digests are kept; one that was used is emptied. What the colleague fills in is encrypted, and
    forgotten when the proposal ends.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("waits for both people")
        AGREED = "agreed", _("waits for its fee")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("taken back")
        EXPIRED = "expired", _("not answered in time")

    OPEN = (State.PROPOSED, State.AGREED)

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="substitutions")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    leaver_name = models.CharField(max_length=200)
    leaver_email = models.EmailField(max_length=254)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("work e-mail"), max_length=254)
    filled_in = EncryptedTextField(blank=True)
    leaver_digest = models.CharField(max_length=64, blank=True)
    joiner_digest = models.CharField(max_length=64, blank=True)
    leaver_agreed_at = models.DateTimeField(null=True, blank=True)
    joiner_agreed_at = models.DateTimeField(null=True, blank=True)
    fee = models.DecimalField(_("fee"), max_digits=12, decimal_places=2, default=ZERO)
    order = models.OneToOneField(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="substitution")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PROPOSED)
    until = models.DateTimeField(_("until"))
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("substitution")
        verbose_name_plural = _("substitutions")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state__in=["proposed", "agreed"]),
                name="conference_one_open_substitution_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "done"])
                | Q(leaver_agreed_at__isnull=False, joiner_agreed_at__isnull=False),
                name="conference_substitution_has_both_consents",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.get_state_display()}"


class DeskNotice(models.Model):
    """Something about a printed badge that the desk must put right by hand."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="desk_notices", verbose_name=_("registration")
    )
    what = models.CharField(_("changed"), max_length=60)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["settled_at", "-pk"]
        verbose_name = _("notice for the desk")
        verbose_name_plural = _("notices for the desk")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(settled_at=None), name="conference_one_open_notice_a_place"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.what}"


def rules_of(edition: Edition) -> ChangeRules:
    """Return an edition's rules, stored or not."""
    return ChangeRules.objects.filter(edition=edition).first() or ChangeRules(edition=edition)


def substitution_fee(edition: Edition, on: date) -> Decimal | None:
    """Return what a substitution costs on a day at the venue; None if it is not possible any more, or never was."""
    if on >= edition.start_date:
        return None
    fees = [row for row in SubstitutionFee.objects.filter(edition=edition) if row.until is None or on <= row.until]
    return min(fees, key=lambda row: row.until or date.max).fee if fees else None
