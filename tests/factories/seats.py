"""Agencies with coordinators and seats."""

import itertools
from decimal import Decimal

from factories.billing import paid_by_check
from factories.people import AgencyFactory, UserFactory
from factories.training import make_course

from billing.orders.inputs import BillTo
from people.accounts.models import User
from people.agencies.models import Agency, Approval, Membership
from training.enrollment.seats.buying import buy_seats
from training.enrollment.seats.models import SeatLot
from training.enrollment.seats.settling import follow_order

BILLING = BillTo(name="Accounts payable", address="1 Main St", country="CA", email="ap@ottawa.example")
_keys = itertools.count(1)


def coordinator(agency: Agency | None = None, user: User | None = None):
    """Return somebody who coordinates an agency, both new unless given, as staff have approved."""
    agency, user = agency or AgencyFactory(), user or UserFactory()
    Membership.objects.create(
        user=user, agency=agency, role=Membership.Role.COORDINATOR, state=Approval.APPROVED, evidence="letter seen"
    )
    return user, agency


def course_on_sale(code="C1", price=150, least=1, **values):
    """Return a published course whose seats cost something."""
    course = make_course(code=code, **values)
    course.price, course.seat_price, course.minimum_seats = Decimal(price) + 30, Decimal(price), least
    course.save()
    return course


def ordered(user, agency, course, seats, method="bank_transfer"):
    """Return an order of seats; on a transfer they are pending until it is paid."""
    return buy_seats(
        agency=agency,
        quantities={course: seats},
        buyer=user,
        billing=BILLING,
        method=method,
        submission_key=f"seats-of-a-test-{next(_keys)}",
    )


def free_seats(user, agency, course, seats):
    """Buy and pay seats; return their lot."""
    order = paid_by_check(ordered(user, agency, course, seats))
    follow_order(order)
    return SeatLot.objects.get(line__order=order)
