"""Lots of seats, the movements between their accounts, and the people they were given to."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.orders.models import BookRow, BookRowQuerySet, OrderLine
from core.codes import public_id
from people.agencies.models import Agency, Approval
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.enrollment.seats.accounts import Account, Balance, balance_of


class SeatLotQuerySet(models.QuerySet["SeatLot"]):
    """Reads of lots."""

    def of(self, agency: Agency) -> "SeatLotQuerySet":
        """Keep an agency's."""
        return self.filter(agency=agency)

    def usable_on(self, day: date) -> "SeatLotQuerySet":
        """Keep those whose seats can still be given to somebody, what ends first in front."""
        return self.filter(expires_on__gte=day).order_by("expires_on", "pk")

    def past(self, day: date) -> "SeatLotQuerySet":
        """Keep those whose time is over."""
        return self.filter(expires_on__lt=day)

    def with_pending(self) -> "SeatLotQuerySet":
        """Add as `pending` how many seats wait for money or finance's word."""
        rows = SeatMovement.objects.filter(lot=OuterRef("pk")).order_by().values("lot")
        came = rows.filter(target=Account.PENDING).annotate(moved=Sum("count")).values("moved")
        went = rows.filter(source=Account.PENDING).annotate(moved=Sum("count")).values("moved")
        return self.annotate(pending=Coalesce(Subquery(came), 0) - Coalesce(Subquery(went), 0))

    def balances(self) -> dict[int, Balance]:
        """Return the balance of each lot by its key, in one query."""
        rows = SeatMovement.objects.filter(lot__in=self.order_by().values("pk"))
        moved: dict[int, list[tuple[str, str, int]]] = {key: [] for key in self.values_list("pk", flat=True)}
        for lot, source, target, count in (
            rows.order_by().values_list("lot", "source", "target").annotate(moved=Sum("count"))
        ):
            moved[lot].append((source, target, count))
        return {lot: balance_of(found) for lot, found in moved.items()}


class SeatLot(models.Model):
    """Seats of one course bought with one line of an order, by an agency or by a person for themselves."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="seat_lots", verbose_name=_("agency")
    )
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seat_lots", verbose_name=_("bought by")
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="seat_lots", verbose_name=_("course"))
    line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="seat_lot", verbose_name=_("line"))
    quantity = models.PositiveSmallIntegerField(_("seats"))
    expires_on = models.DateField(_("to be given to somebody by"))
    created_at = models.DateTimeField(_("bought"), default=timezone.now, editable=False)

    objects = SeatLotQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("lot of seats")
        verbose_name_plural = _("lots of seats")
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="training_lot_has_seats"),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | Q(quantity=1), name="training_lot_of_one_without_agency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.code} × {self.quantity}"

    @property
    def balance(self) -> Balance:
        """How many of its seats stand where; one query."""
        return balance_of(self.movements.values_list("source", "target", "count"))


class SeatMovement(BookRow):
    """Some seats of a lot that went from one account to another, once and for ever."""

    lot = models.ForeignKey(SeatLot, on_delete=models.PROTECT, related_name="movements")
    source = models.CharField(_("from"), max_length=10, choices=Account)
    target = models.CharField(_("to"), max_length=10, choices=Account)
    count = models.PositiveSmallIntegerField(_("seats"))
    assignment = models.ForeignKey(
        "SeatAssignment", null=True, blank=True, on_delete=models.PROTECT, related_name="movements"
    )
    reason = models.CharField(_("reason"), max_length=200)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects = BookRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("movement of seats")
        verbose_name_plural = _("movements of seats")
        constraints = [
            models.CheckConstraint(condition=Q(count__gt=0), name="training_movement_moves_something"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="training_movement_goes_somewhere"),
        ]

    def __str__(self) -> str:
        return f"{self.count}: {self.source} → {self.target}"


class SeatAssignmentQuerySet(models.QuerySet["SeatAssignment"]):
    """Reads of assignments."""

    def standing(self) -> "SeatAssignmentQuerySet":
        """Keep those that hold a seat."""
        return self.filter(state__in=SeatAssignment.STANDING)

    def invited(self) -> "SeatAssignmentQuerySet":
        """Keep those nobody has answered."""
        return self.filter(state=SeatAssignment.State.INVITED)

    def visible_to(self, agency: Agency) -> "SeatAssignmentQuerySet":
        """Keep what an agency may see of its people: whoever has left is gone from its view at once."""
        members = agency.memberships.filter(state=Approval.APPROVED).values("user")
        return self.filter(Q(user=None) | Q(user__in=members), lot__agency=agency)


class SeatAssignment(models.Model):
    """One seat given to one person, who may not have an account yet. What ended stays as a record."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        ACCEPTED = "accepted", _("at work")
        USED = "used", _("used")
        TAKEN_BACK = "taken_back", _("taken back")
        EXPIRED = "expired", _("expired")

    STANDING = (State.INVITED, State.ACCEPTED, State.USED)
    MOVES: dict[str, tuple[str, ...]] = {
        State.INVITED: (State.ACCEPTED, State.TAKEN_BACK, State.EXPIRED),
        State.ACCEPTED: (State.USED, State.TAKEN_BACK, State.EXPIRED),
        State.USED: (),
        State.TAKEN_BACK: (),
        State.EXPIRED: (),
    }

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    lot = models.ForeignKey(SeatLot, on_delete=models.PROTECT, related_name="assignments")
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="seat_assignments"
    )
    enrollment = models.OneToOneField(
        Enrollment, null=True, blank=True, on_delete=models.PROTECT, related_name="seat", verbose_name=_("enrolment")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    # The invitation's secret is stored as its digest only, and emptied when it was used: it works once.
    token_digest = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    answered_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = SeatAssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["name", "email", "pk"]
        verbose_name = _("seat given to somebody")
        verbose_name_plural = _("seats given to somebody")
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "email"],
                condition=Q(state__in=["invited", "accepted", "used"]),
                name="training_seat_once_a_lot",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["invited", "taken_back", "expired"]) | Q(user__isnull=False),
                name="training_seat_at_work_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot.course.code} ({self.pk})"

    def move_to(self, state: str) -> None:
        """Change the state in memory; raises ValueError for a move that the table does not allow."""
        if state not in self.MOVES[self.state]:
            raise ValueError(f"seat {self.pk}: {self.state} -> {state}")
        self.state = state

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it with its address in lower case, so that spellings of one address are one."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)
