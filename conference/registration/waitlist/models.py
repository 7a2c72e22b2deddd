"""A wish for places that are full, and an edition's rules for handing freed ones on."""

from datetime import datetime

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import Order
from conference.edition.models import Edition
from conference.registration.catalogue import AddOn, TicketType
from conference.registration.places import Registration
from conference.registration.waitlist.states import CLAIMING, OPEN, WAIT_MOVES, WaitState, WrongTurn
from core.codes import public_id, secret


class WaitlistRules(models.Model):
    """How long a freed place is held for whom it was offered; without a row, a day."""

    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, related_name="waitlist_rules", verbose_name=_("edition")
    )
    is_open = models.BooleanField(_("takes new wishes"), default=True)
    offer_hours = models.PositiveSmallIntegerField(_("hours an offer is held"), default=24)

    class Meta:
        verbose_name = _("rules of the waitlist")
        verbose_name_plural = _("rules of the waitlist")
        constraints = [
            models.CheckConstraint(
                condition=Q(offer_hours__gte=1, offer_hours__lte=336), name="conference_waitlist_hours_make_sense"
            )
        ]

    def __str__(self) -> str:
        return str(self.edition)


class WaitEntryQuerySet(models.QuerySet["WaitEntry"]):
    """Reads of wishes."""

    def claiming(self) -> "WaitEntryQuerySet":
        """Keep those that keep places from others."""
        return self.filter(state__in=CLAIMING)

    def standing(self) -> "WaitEntryQuerySet":
        """Keep those that are not over."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> "WaitEntryQuerySet":
        """Keep those that stand in line, the first first: by priority, then by when they came."""
        return self.filter(state=WaitState.WAITING).order_by("-priority", "queued_at", "pk")

    def overdue(self, now: datetime) -> "WaitEntryQuerySet":
        """Keep offers whose time is over."""
        return self.filter(state=WaitState.OFFERED, held_until__lte=now)


class WaitEntry(models.Model):
    """One wish: how many places of a ticket type, or one of an add-on for a place that is there.

    Whoever has its link may see it, take its offer and give it up; the secret is used for nothing else.
    """

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    secret = models.CharField(max_length=64, default=secret, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="wait_entries")
    ticket_type = models.ForeignKey(
        TicketType, null=True, on_delete=models.PROTECT, related_name="wait_entries", verbose_name=_("ticket")
    )
    add_on = models.ForeignKey(
        AddOn, null=True, on_delete=models.PROTECT, related_name="wait_entries", verbose_name=_("add-on")
    )
    registration = models.ForeignKey(Registration, null=True, on_delete=models.PROTECT, related_name="wait_entries")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254)
    quantity = models.PositiveSmallIntegerField(_("places"), default=1)
    accepts_fewer = models.BooleanField(_("takes fewer"), default=False)
    priority = models.SmallIntegerField(
        _("priority"), default=0, help_text=_("Higher numbers stand before lower ones; 0 is everybody's.")
    )
    state = models.CharField(_("state"), max_length=8, choices=WaitState, default=WaitState.ASKED)
    queued_at = models.DateTimeField(_("in line since"), null=True)
    offered = models.PositiveSmallIntegerField(_("offered"), default=0)
    held_until = models.DateTimeField(_("held until"), null=True)
    order = models.ForeignKey(Order, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("order"))
    language = models.CharField(max_length=10, default="en")
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)

    objects = WaitEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-priority", "queued_at", "pk"]
        verbose_name = _("wish on the waitlist")
        verbose_name_plural = _("waitlist")
        constraints = [
            models.CheckConstraint(
                condition=Q(ticket_type__isnull=False, add_on=None)
                | Q(ticket_type=None, add_on__isnull=False, registration__isnull=False, quantity=1),
                name="conference_wish_is_for_one_thing",
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=20), name="conference_wish_is_for_some"),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered__gte=1, held_until__isnull=False),
                name="conference_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "offered"]) | Q(queued_at__isnull=False),
                name="conference_wish_in_line_since",
            ),
            models.UniqueConstraint(
                fields=["ticket_type", "email"],
                condition=Q(state__in=["asked", "waiting", "offered"], add_on=None),
                name="conference_wish_once_a_ticket",
            ),
            models.UniqueConstraint(
                fields=["add_on", "registration"],
                condition=Q(state__in=["asked", "waiting", "offered"], ticket_type=None),
                name="conference_wish_once_an_add_on",
            ),
        ]
        indexes = [models.Index(fields=["edition", "state"], name="conference_wish_by_state")]

    def __str__(self) -> str:
        return f"{self.what} × {self.quantity}"

    @property
    def what(self) -> str:
        """What it is for, in public words."""
        return self.ticket_type.name if self.ticket_type else self.add_on.session.public_title  # type: ignore[union-attr]

    @property
    def is_takeable(self) -> bool:
        """Whether its offer stands at this moment."""
        return self.state == WaitState.OFFERED and self.held_until is not None and self.held_until > timezone.now()

    def move_to(self, state: str) -> None:
        """Change the state in memory if the table allows it; raises WrongTurn."""
        if state not in WAIT_MOVES[self.state]:
            raise WrongTurn(f"A wish cannot go from {self.state} to {state}.")
        self.state = state

    def before(self) -> "WaitEntryQuerySet":
        """Return who stands before it for the same thing."""
        line = WaitEntry.objects.waiting().filter(ticket_type=self.ticket_type_id, add_on=self.add_on_id)
        earlier = Q(queued_at__lt=self.queued_at) | Q(queued_at=self.queued_at, pk__lt=self.pk)
        return line.filter(Q(priority__gt=self.priority) | (Q(priority=self.priority) & earlier))

    def position(self) -> tuple[int, int]:
        """Return how many wishes stand before it, and how many places those want."""
        wishes = self.before()
        wanted: int | None = wishes.aggregate(wanted=Sum("quantity"))["wanted"]
        return wishes.count(), wanted or 0
