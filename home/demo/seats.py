"""The demo's agency: seats in every state, people who are invited, at work, late and done. All invented."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from billing.orders.inputs import BillTo
from billing.orders.models import Order
from billing.payments.services import book_payment
from home.demo.people import DOMAIN
from people.accounts.models import User
from people.agencies.models import Agency
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.enrollment.seats.assigning import assign_seat, take_seat
from training.enrollment.seats.buying import buy_seats
from training.enrollment.seats.models import SeatLot
from training.enrollment.seats.settling import follow_order
from training.progress.services import finish_lesson, settle
from training.quizzes.services import start_attempt, submit_attempt

# Name, how many lessons are read (None: not answered yet), whether the quiz is passed, days until it is due.
PEOPLE = (
    ("Ines Baptiste", 9, True, 30),
    ("Jonas Achterberg", 9, True, 30),
    ("Mirembe Nakato", 2, False, 30),
    ("Yusuf al-Rashid", 1, False, -3),
    ("กมล ศรีสุข", None, False, 30),
    ("Eoin Ó Súilleabháin", None, False, 30),
)
BILLING = BillTo(name="Accounts payable", address="200 Sample Street", country="US", email=f"ap@{DOMAIN}")


def build_seats(users: dict[str, User]) -> int:
    """Buy seats, paid ones and ones on a pro-forma, give some of them; return how many were bought. Idempotent."""
    agency, buyer = Agency.objects.get(name="Demo Agency"), users["coordinator"]
    if not SeatLot.objects.of(agency).exists():
        course, other = Course.objects.filter(code__in=["TMU-101", "TMU-102"]).order_by("code")
        paid = _buy(agency, buyer, course, 12)
        book_payment(order=paid, amount=paid.total, method="bank_transfer", received_on=timezone.localdate(),
                     reference="demo", actor=users["finance"])  # fmt: skip
        follow_order(Order.objects.get(pk=paid.pk))
        _buy(agency, buyer, other, 6)
        for number, (name, lessons, passed, days) in enumerate(PEOPLE, 1):
            due = timezone.localdate() + timedelta(days=days)
            email = f"officer{number}@{DOMAIN}"
            seat = assign_seat(agency=agency, course=course, email=email, name=name, due_on=due, actor=buyer)
            if lessons is not None:
                learn(take_seat(assignment=seat, user=_user(email, name)), lessons, passed=passed)
    return sum(SeatLot.objects.of(agency).values_list("quantity", flat=True))


def _buy(agency: Agency, buyer: User, course: Course, seats: int) -> Order:
    return buy_seats(
        agency=agency,
        quantities={course: seats},
        buyer=buyer,
        billing=BILLING,
        method=Order.Method.BANK_TRANSFER,
        submission_key=f"demo-seats-of-{course.code}",
    )


def _user(email: str, name: str) -> User:
    user = User.objects.create_user(email, None, name=name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def learn(enrollment: Enrollment, lessons: int, *, passed: bool) -> None:
    """Read so many lessons and, if `passed`, pass the quiz."""
    for lesson in enrollment.version.lessons[:lessons]:
        finish_lesson(enrollment=enrollment, code=lesson["code"])
    if passed:
        questions = (enrollment.version.quiz or {})["questions"]
        attempt = start_attempt(enrollment=enrollment)
        submit_attempt(attempt=attempt, answers={item["code"]: item["answer"] for item in questions})
        settle(enrollment=enrollment)
