"""A person's place at an edition, and what was bought for it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from billing.orders.models import Order, OrderLine
from conference.edition.models import Edition
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.orderdesk.indexing import SOURCES, index_places
from conference.registration.states import OCCUPYING, QueueReason, State
from core.codes import public_id
from core.fields import EncryptedTextField
from core.files.models import PrivateFile
from people.accounts.models import User


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Reads of registrations."""

    def of(self, edition: Edition) -> "RegistrationQuerySet":
        """Keep an edition's registrations."""
        return self.filter(edition=edition)

    def occupying(self) -> "RegistrationQuerySet":
        """Keep those that take a place."""
        return self.filter(state__in=OCCUPYING)

    def to_approve(self) -> "RegistrationQuerySet":
        """Keep those that wait for a person to decide; an order still in checkout is not shown yet."""
        return self.filter(state=State.APPLIED).exclude(order__state=Order.State.HELD, order__waits_for_seller=False)

    def approved(self) -> "RegistrationQuerySet":
        """Keep those whose vetting has passed and whose place is firm."""
        return self.filter(state__in=[State.CONFIRMED_UNPAID, State.PAID])

    def of_user(self, user: User) -> "RegistrationQuerySet":
        """Keep a person's own places: made while signed in as them, or for an address they have verified."""
        verified = user.emailaddress_set.filter(verified=True).values("email")  # type: ignore[attr-defined]
        return self.filter(Q(user=user) | Q(email__in=verified))

    def bulk_create(self, objs: Iterable["Registration"], *args: Any, **kwargs: Any) -> list["Registration"]:
        """Write places and the words they are found by."""
        made: list[Registration] = super().bulk_create(objs, *args, **kwargs)
        index_places(made, new=True)
        return made


class Registration(models.Model):
    """One place: who comes, with which ticket, and where vetting and money stand.

    `name` is empty while the buyer has not named the person yet. What the person needs (access, diet) and what they
    show as proof is encrypted; retention erases it.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="registrations")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="registrations")
    position = models.PositiveSmallIntegerField(default=1)
    ticket_type = models.ForeignKey(TicketType, on_delete=models.PROTECT, related_name="registrations")
    days = models.JSONField(_("days"), default=list, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="registrations"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    family_name = models.CharField(_("family name"), max_length=120, blank=True)
    badge_name = models.CharField(_("name on the badge"), max_length=120, blank=True)
    agency_on_badge = models.BooleanField(_("agency on the badge"), default=False)
    email = models.EmailField(_("work e-mail"), max_length=254, blank=True)
    agency = models.CharField(_("agency or organization"), max_length=200, blank=True)
    country = CountryField(_("country"), blank=True)
    address = EncryptedTextField(_("address"), blank=True)
    proof = EncryptedTextField(_("proof"), blank=True)
    proof_file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    access_needs = EncryptedTextField(_("access needs"), blank=True)
    dietary_needs = EncryptedTextField(_("dietary needs"), blank=True)
    consented_at = models.DateTimeField(_("consent to conduct and confidentiality"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.APPLIED)
    queue_reason = models.CharField(_("why a person must decide"), max_length=16, choices=QueueReason, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    ticket_token = models.CharField(max_length=43, null=True, blank=True, unique=True, editable=False)
    ticket_file = models.ForeignKey(PrivateFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("registered"), auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = RegistrationQuerySet.as_manager()

    # Set by vetting in memory, kept by the service once the place has its row; the safety team's business alone.
    safety_matches: "Sequence[tuple[int, str]]" = ()

    class Meta:
        ordering = ["order_id", "position"]
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="conference_registration_position_once"),
            models.CheckConstraint(
                condition=Q(ticket_token=None) | Q(state__in=[State.CONFIRMED_UNPAID, State.PAID]),
                name="conference_ticket_only_when_firm",
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "state"], name="conference_reg_by_state"),
            models.Index(fields=["email"], name="conference_reg_by_email"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Name to come"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the place and what it is found by."""
        super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if fields is None or SOURCES & set(fields):
            index_places([self])

    @property
    def is_named(self) -> bool:
        """Whether it is known who comes."""
        return bool(self.name and self.email)

    @property
    def price(self) -> Decimal:
        """What the place's ticket and add-ons cost, without what was cancelled of it."""
        lines = OrderLine.objects.filter(registration_item__registration=self, registration_item__cancelled_at=None)
        return sum(lines.values_list("gross", flat=True), Decimal("0.00"))

    @property
    def display_name(self) -> str:
        """What badge and ticket show: the badge name if one was given, else the name."""
        return self.badge_name or self.name


class RegistrationItem(models.Model):
    """What one order line bought for one place: the ticket, an add-on, or an answer that costs something."""

    class Kind(models.TextChoices):
        TICKET = "ticket", _("ticket")
        ADD_ON = "add_on", _("add-on")
        ANSWER = "answer", _("answer to a question")
        DIFFERENCE = "difference", _("difference to another ticket")

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=10, choices=Kind)
    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="registration_item")
    add_on = models.ForeignKey(AddOn, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    quantity = models.PositiveSmallIntegerField(default=1)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["ticket", "answer", "difference"], add_on=None)
                | Q(kind="add_on", add_on__isnull=False),
                name="conference_item_add_on_is_named",
            ),
            models.UniqueConstraint(
                fields=["registration", "add_on"],
                condition=Q(add_on__isnull=False, cancelled_at=None),
                name="conference_add_on_once",
            ),
            models.UniqueConstraint(
                fields=["registration"], condition=Q(kind="ticket"), name="conference_one_ticket_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.line_id}"
