"""Buy seats: one order line, one lot, every seat pending until the money or finance's word is there."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.orders.inputs import BillTo, Buyer, NewLine
from billing.orders.models import Order
from billing.orders.services import place_order
from people.accounts.models import User
from people.agencies.models import Agency
from training.courses.models import Course
from training.enrollment.admission import is_admitted, missing_prerequisites
from training.enrollment.models import Enrollment
from training.enrollment.seats.accounts import Account
from training.enrollment.seats.errors import NotOnSale
from training.enrollment.seats.ledger import move
from training.enrollment.seats.models import SeatLot

SELLER = "training"
# How long a bought seat waits for a name.
DAYS_TO_ASSIGN = 365
MOST_SEATS = 1000


def seat_price(course: Course) -> Decimal:
    """Return what one of an agency's seats costs."""
    return course.seat_price or course.price


@transaction.atomic
def buy_seats(
    *,
    agency: Agency,
    quantities: Mapping[Course, int],
    buyer: User,
    billing: BillTo,
    method: str,
    submission_key: str,
    language: str = "en",
) -> Order:
    """Order seats for names to come and return the order; the same submission key returns the first one.

    Raises NotOnSale for a course that is not published or costs nothing, and for fewer seats than it sells at least.
    """
    for course, quantity in quantities.items():
        if course.current_id is None or not seat_price(course):
            raise NotOnSale
        if not course.minimum_seats <= quantity <= MOST_SEATS:
            raise NotOnSale(
                _("%(course)s: %(least)d to %(most)d seats.")
                % {"course": course.code, "least": course.minimum_seats, "most": MOST_SEATS}
            )
    lines = [
        NewLine(
            description=_("Seat in %(course)s") % {"course": f"{course.code} {course.title}"},
            unit_net=seat_price(course),
            quantity=quantity,
        )
        for course, quantity in quantities.items()
    ]
    return _place(
        lines=lines, courses=list(quantities), agency=agency, buyer=buyer, billing=billing, method=method,
        submission_key=submission_key, language=language,
    )  # fmt: skip


@transaction.atomic
def buy_own_place(
    *, course: Course, buyer: User, billing: BillTo, method: str, submission_key: str, language: str = "en"
) -> Order:
    """Order a place for oneself and return the order.

    Raises NotOnSale for a course that is not on sale, not for this person, that needs others first, or that they are
    in or have bought already.
    """
    if course.current_id is None or not course.price or not is_admitted(buyer, course):
        raise NotOnSale
    missing = missing_prerequisites(buyer, course)
    if missing:
        raise NotOnSale(_("To be completed first: %s.") % ", ".join(item.code for item in missing))
    if not Order.objects.filter(submission_key=submission_key).exists() and has_place(buyer, course):
        raise NotOnSale(_("You have a place in this course already."))
    line = NewLine(description=f"{course.code} {course.title}", unit_net=course.price)
    return _place(
        lines=[line], courses=[course], agency=None, buyer=buyer, billing=billing, method=method,
        submission_key=submission_key, language=language,
    )  # fmt: skip


def has_place(user: User, course: Course) -> bool:
    """Return whether somebody is in a course, or has ordered a place that stands."""
    if Enrollment.objects.filter(user=user, course=course, withdrawn_at=None, completed_at=None).exists():
        return True
    ordered = SeatLot.objects.filter(agency=None, buyer=user, course=course, line__order__state__in=Order.LIVE)
    return ordered.filter(assignments=None).exists()


def _place(*, lines: list[NewLine], courses: list[Course], agency: Agency | None, buyer: User, **order: Any) -> Order:
    if len({course.currency for course in courses}) != 1:
        raise NotOnSale(_("Buy courses of different currencies in orders of their own."))
    placed = place_order(
        lines=lines,
        buyer=Buyer(name=buyer.name or buyer.email, email=buyer.email),
        currency=courses[0].currency,
        seller=SELLER,
        user=buyer,
        actor=buyer,
        **order,
    )
    if not placed.just_placed:
        return placed
    for line, course in zip(placed.lines.order_by("position"), courses, strict=True):
        lot = SeatLot.objects.create(
            agency=agency, buyer=buyer, course=course, line=line, quantity=line.quantity, expires_on=_last_day()
        )
        move(
            lot=lot, source=Account.ISSUED, target=Account.PENDING, count=line.quantity, reason=_("ordered"),
            actor=buyer,
        )  # fmt: skip
    return placed


def _last_day() -> date:
    return timezone.localdate() + timedelta(days=DAYS_TO_ASSIGN)
