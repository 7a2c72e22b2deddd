"""Write the agency's year: its order by the services, its people and many seats in bulk, with the dates of the year."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from billing.orders.inputs import BillTo, Buyer, NewLine
from billing.orders.models import Order
from billing.orders.services import place_order
from billing.payments.services import book_payment
from home.demo.agency_year.plan import COORDINATOR, COURSES, DOMAIN, OFFICERS, SPARE, Seat, has_left, seats_of_the_year
from home.demo.agency_year.writing import write_seats
from home.demo.people import PASSWORD
from home.demo.registrations import FAMILY, GIVEN
from people.accounts.models import User
from people.agencies.models import Agency, Approval, Membership
from training.courses.loading.services import load_training
from training.courses.models import Course
from training.enrollment.seats.accounts import Account
from training.enrollment.seats.buying import SELLER, seat_price
from training.enrollment.seats.models import SeatLot, SeatMovement

NAME = "Metropolitan Police (sample)"
YEAR = timedelta(days=365)
BILLING = BillTo(name="Accounts payable", address="1 Sample Square", country="US", email=f"ap@{DOMAIN}")


@transaction.atomic
def build_agency_year() -> Agency:
    """Make the agency with its year and return it; what is there already is left alone."""
    known = Agency.objects.filter(name=NAME).first()
    if known is not None:
        return known
    now = timezone.now()
    agency = Agency.objects.create(
        name=NAME, kind=Agency.Kind.LAW_ENFORCEMENT, country="US", state=Approval.APPROVED, evidence="demo",
        decided_at=now,
    )  # fmt: skip
    buyer = _coordinator(agency)
    officers, courses = _officers(agency), _courses()
    seats = list(seats_of_the_year(now))
    lots = _lots(agency, buyer, courses, seats, now)
    write_seats(lots=lots, officers=officers, seats=seats, actor=buyer)
    return agency


def _coordinator(agency: Agency) -> User:
    user = User.objects.create_user(COORDINATOR, PASSWORD, name="Margit Sandor")
    EmailAddress.objects.create(user=user, email=COORDINATOR, verified=True, primary=True)
    Membership.objects.create(
        user=user, agency=agency, role=Membership.Role.COORDINATOR, state=Approval.APPROVED, evidence="demo"
    )
    return user


def _officers(agency: Agency) -> list[User]:
    """Make the officers, members of the agency but for those who have left."""
    users = User.objects.bulk_create(
        User(
            email=f"officer{number:03}@{DOMAIN}",
            name=f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // len(GIVEN) % len(FAMILY)]}",
            password=make_password(None),
        )
        for number in range(OFFICERS)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    Membership.objects.bulk_create(
        Membership(
            user=user, agency=agency, evidence="demo", state=Approval.ENDED if has_left(number) else Approval.APPROVED
        )
        for number, user in enumerate(users)
    )
    return users


def _courses() -> list[Course]:
    """Return the first courses of the catalogue, and topics of the agency's own year up to the number."""
    found = list(Course.objects.published().select_related("current").order_by("position", "code")[:COURSES])
    if len(found) < COURSES:
        load_training(_topics(COURSES - len(found)))
        topics = Course.objects.published().filter(code__startswith="YEAR-").select_related("current")
        found += list(topics.order_by("code"))
    return found[:COURSES]


def _topics(count: int) -> dict[str, Any]:
    seats = {"individual_price_usd": 60, "agency_seat_price_usd": 50}
    modules = [
        {
            "id": f"YEAR-{number:02}",
            "order": 100 + number,
            "title": f"In-service topic {number}",
            "level": "introductory",
            "minutes": 60,
            "ce": {"minutes": 50, "credits": [{"code": "MCLE"}]},
            "lessons": [
                {"id": f"YEAR-{number:02}-L{part}", "order": part, "title": f"Part {part}", "minutes": 15,
                 "content": "An invented lesson."}
                for part in range(1, 5)
            ],
        }
        for number in range(1, count + 1)
    ]  # fmt: skip
    return {"catalogue": {"seats": seats}, "modules": modules, "learning_paths": []}


def _lots(agency: Agency, buyer: User, courses: list[Course], seats: list[Seat], now: datetime) -> dict[int, SeatLot]:
    """Buy and pay the seats of each course with some to spare, a year ago; return the lots by the course's place."""
    bought = now - YEAR
    wanted = {number: sum(seat.course == number for seat in seats) + SPARE for number in range(len(courses))}
    order = place_order(
        lines=[
            NewLine(description=f"Seat in {course.code} {course.title}", unit_net=seat_price(course),
                    quantity=wanted[number])
            for number, course in enumerate(courses)
        ],
        buyer=Buyer(name=buyer.name, email=buyer.email), billing=BILLING, currency=courses[0].currency,
        method=Order.Method.BANK_TRANSFER, seller=SELLER, submission_key="demo-agency-year", user=buyer, actor=buyer,
    )  # fmt: skip
    Order.objects.filter(pk=order.pk).update(placed_at=bought)
    book_payment(order=order, amount=order.total, method="bank_transfer", received_on=timezone.localdate(),
                 reference="demo", actor=buyer)  # fmt: skip
    lots = {}
    for (number, course), line in zip(enumerate(courses), order.lines.order_by("position"), strict=True):
        lots[number] = SeatLot.objects.create(
            agency=agency, buyer=buyer, course=course, line=line, quantity=line.quantity, created_at=bought,
            expires_on=timezone.localdate() + timedelta(days=30),
        )  # fmt: skip
    steps = ((Account.ISSUED, Account.PENDING, "ordered"), (Account.PENDING, Account.FREE, "paid"))
    SeatMovement.objects.bulk_create(
        SeatMovement(lot=lot, source=source, target=target, count=lot.quantity, reason=reason, actor=buyer,
                     created_at=bought)
        for source, target, reason in steps
        for lot in lots.values()
    )  # fmt: skip
    return lots
