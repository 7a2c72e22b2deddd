"""Random moves of coordinators, learners, finance and time: the books of seats stay right."""

import contextlib
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from factories.billing import paid_by_check
from factories.people import UserFactory
from factories.seats import coordinator, course_on_sale, ordered
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from billing.books.registry import find_errors
from billing.errors import BillingError
from billing.orders.models import Order
from billing.orders.services import cancel_order, reverse_lines
from training.enrollment.models import Enrollment
from training.enrollment.seats import assigning
from training.enrollment.seats.due import end_seats
from training.enrollment.seats.errors import SeatError
from training.enrollment.seats.models import SeatAssignment, SeatLot
from training.enrollment.seats.settling import follow_order, release_seats

pytestmark = pytest.mark.django_db
ADDRESSES = st.sampled_from([f"p{number}@x.example" for number in range(5)])
ANY = st.integers(0, 30)


class Seats(RuleBasedStateMachine):
    """One agency, one course, every act in any order; what is refused changes nothing."""

    @initialize()
    def begin(self):
        self.user, self.agency = coordinator()
        self.course = course_on_sale()

    def pick(self, rows, number):
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    @rule(seats=st.integers(1, 3))
    def order(self, seats):
        ordered(self.user, self.agency, self.course, seats)

    @rule(number=ANY)
    def pay(self, number):
        order = self.pick(Order.objects.filter(state=Order.State.AWAITING), number)
        if order and order.balance > 0:
            follow_order(paid_by_check(order))

    @rule(number=ANY)
    def release(self, number):
        lot = self.pick(SeatLot.objects.all(), number)
        if lot:
            with contextlib.suppress(SeatError):
                release_seats(lot=lot, actor=self.user, reason="letter")

    @rule(number=ANY)
    def cancel(self, number):
        order = self.pick(Order.objects.all(), number)
        if order:
            with contextlib.suppress(BillingError):
                follow_order(cancel_order(order=order, actor=self.user, reason="no"))

    @rule(number=ANY)
    def take_a_part_back(self, number):
        lot = self.pick(SeatLot.objects.all(), number)
        if lot:
            with contextlib.suppress(BillingError):
                reverse_lines(
                    order=lot.line.order, lines=[lot.line], quantities={lot.line.pk: 1}, reason="one", actor=self.user
                )
                follow_order(Order.objects.get(pk=lot.line.order_id))

    @rule(email=ADDRESSES)
    def assign(self, email):
        with contextlib.suppress(SeatError):
            assigning.assign_seat(agency=self.agency, course=self.course, email=email, actor=self.user)

    @rule(number=ANY)
    def accept(self, number):
        assignment = self.pick(SeatAssignment.objects.invited(), number)
        if assignment:
            SeatAssignment.objects.filter(pk=assignment.pk).update(token_digest=assigning.token_digest("token"))
            assigning.accept_seat(token="token", user=UserFactory())

    @rule(number=ANY)
    def take_back(self, number):
        assignment = self.pick(SeatAssignment.objects.all(), number)
        if assignment:
            with contextlib.suppress(SeatError):
                assigning.take_back(assignment=assignment, actor=self.user, reason="moved")

    @rule(number=ANY, email=ADDRESSES)
    def reassign(self, number, email):
        assignment = self.pick(SeatAssignment.objects.all(), number)
        if assignment:
            with contextlib.suppress(SeatError):
                assigning.reassign(assignment=assignment, email=email, actor=self.user)

    @rule(number=ANY)
    def use(self, number):
        assignment = self.pick(SeatAssignment.objects.exclude(enrollment=None), number)
        if assignment:
            assigning.use_seat(enrollment=assignment.enrollment)

    @rule(number=ANY)
    def let_time_pass(self, number):
        lot = self.pick(SeatLot.objects.all(), number)
        if lot:
            SeatLot.objects.filter(pk=lot.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
            end_seats(timezone.localdate())

    @rule(number=ANY)
    def run_out(self, number):
        assignment = self.pick(SeatAssignment.objects.exclude(enrollment=None), number)
        if assignment:
            Enrollment.objects.filter(pk=assignment.enrollment_id).update(expires_at=timezone.now())
            end_seats(timezone.localdate())

    @rule(number=ANY, email=ADDRESSES)
    def correct(self, number, email):
        assignment = self.pick(SeatAssignment.objects.all(), number)
        if assignment:
            with contextlib.suppress(SeatError):
                assigning.correct_address(assignment=assignment, email=email, actor=self.user)

    @invariant()
    def books_are_right(self):
        Order.objects.update(fulfilled_at=None, woken_at=None)
        assert list(find_errors()) == []
        total = sum(balance.bought for balance in SeatLot.objects.balances().values())
        assert total == sum(SeatLot.objects.values_list("quantity", flat=True))


def test_the_books_of_seats_stay_right():
    class Rolled(Seats):
        """Each run in a savepoint of its own."""

        def __init__(self):
            super().__init__()
            self.savepoint = transaction.savepoint()

        def teardown(self):
            transaction.savepoint_rollback(self.savepoint)

    run_state_machine_as_test(
        Rolled,
        settings=settings(
            max_examples=12, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
