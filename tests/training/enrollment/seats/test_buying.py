"""Seats follow their order: pending, free, refunded."""

import pytest
from factories.billing import paid_by_check
from factories.people import UserFactory
from factories.seats import BILLING, coordinator, course_on_sale, free_seats, ordered

from billing.books.registry import find_errors
from billing.orders.models import Order
from billing.orders.services import cancel_order, reverse_lines
from billing.purchase_orders.services import approve_purchase_order
from core.mail.models import OutboxMail
from training.enrollment.models import Enrollment
from training.enrollment.seats.accounts import Balance
from training.enrollment.seats.assigning import accept_seat, assign_seat, token_digest, use_seat
from training.enrollment.seats.buying import buy_own_place, buy_seats
from training.enrollment.seats.errors import NotOnSale
from training.enrollment.seats.models import SeatAssignment, SeatLot
from training.enrollment.seats.settling import NothingPending, follow_order, release_seats

pytestmark = pytest.mark.django_db


def balance(order):
    return SeatLot.objects.get(line__order=order).balance


def test_seats_on_a_transfer_are_pending_until_the_money_is_there(run_tasks):
    user, agency = coordinator()
    order = ordered(user, agency, course_on_sale(), 12)
    run_tasks()
    before = balance(order)

    paid_by_check(order)
    run_tasks()

    assert (before, balance(order)) == (Balance(pending=12), Balance(free=12))
    told = OutboxMail.objects.filter(kind__startswith="training").order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["training.seats.ordered", "training.seats.usable"]
    assert list(find_errors()) == []


def test_an_approved_purchase_order_opens_them_before_the_money(run_tasks):
    user, agency = coordinator()
    order = ordered(user, agency, course_on_sale(), 3, method="purchase_order")
    run_tasks()
    before = balance(order)

    approve_purchase_order(order=order, actor=UserFactory())
    run_tasks()

    assert (before, balance(order)) == (Balance(pending=3), Balance(free=3))


def test_finance_may_release_the_seats_of_a_pro_forma_once():
    user, agency = coordinator()
    order = ordered(user, agency, course_on_sale(), 3)
    lot, finance = SeatLot.objects.get(), UserFactory()

    assert release_seats(lot=lot, actor=finance, reason="the ministry's letter") == 3
    assert balance(order) == Balance(free=3)
    with pytest.raises(NothingPending):
        release_seats(lot=lot, actor=finance, reason="again")


def test_the_same_submission_buys_once():
    user, agency = coordinator()
    course = course_on_sale()
    orders = [
        buy_seats(agency=agency, quantities={course: 5}, buyer=user, billing=BILLING, method="bank_transfer",
                  submission_key="the-same-key-twice")
        for _time in range(2)
    ]  # fmt: skip

    assert orders[0] == orders[1]
    assert SeatLot.objects.get().quantity == 5


@pytest.mark.parametrize("seats", [0, 4, 1001])
def test_no_fewer_than_are_sold_at_least_and_no_absurd_number(seats):
    user, agency = coordinator()

    with pytest.raises(NotOnSale):
        ordered(user, agency, course_on_sale(least=5), seats)

    assert not Order.objects.exists()


def test_a_cancelled_order_takes_back_all_but_used_seats(run_tasks):
    user, agency = coordinator()
    course = course_on_sale()
    lot = free_seats(user, agency, course, 4)
    for email in ("a@x.example", "b@x.example"):
        assign_seat(agency=agency, course=course, email=email, actor=user)
    first, second = SeatAssignment.objects.order_by("pk")
    learners = [take(first), take(second)]
    use_seat(enrollment=Enrollment.objects.get(user=learners[0]))

    cancel_order(order=lot.line.order, actor=user, reason="not needed")
    run_tasks()

    assert lot.balance == Balance(used=1, refunded=3)
    assert Enrollment.objects.get(user=learners[0]).withdrawn_at is None
    assert Enrollment.objects.get(user=learners[1]).withdrawn_at is not None
    assert list(find_errors()) == []


def take(assignment):
    """Let somebody new take a seat; return them."""
    assignment.token_digest = token_digest(f"token-{assignment.pk}")
    assignment.save(update_fields=["token_digest"])
    learner = UserFactory()
    accept_seat(token=f"token-{assignment.pk}", user=learner)
    return learner


def test_a_part_of_a_line_taken_back_takes_free_seats_first(run_tasks):
    user, agency = coordinator()
    course = course_on_sale()
    lot = free_seats(user, agency, course, 5)
    assign_seat(agency=agency, course=course, email="a@x.example", actor=user)

    reverse_lines(order=lot.line.order, lines=[lot.line], quantities={lot.line.pk: 2}, reason="too many", actor=user)
    run_tasks()
    run_tasks()

    assert lot.balance == Balance(free=2, assigned=1, refunded=2)


def test_whoever_buys_a_place_begins_when_it_is_paid(run_tasks):
    buyer = UserFactory()
    course = course_on_sale()
    order = buy_own_place(
        course=course, buyer=buyer, billing=BILLING, method="bank_transfer", submission_key="own-place-of-a-test"
    )
    run_tasks()
    before = Enrollment.objects.filter(user=buyer).exists()
    paid_by_check(order)
    run_tasks()
    run_tasks()

    assert (before, Enrollment.objects.filter(user=buyer).count()) == (False, 1)
    assert balance(order) == Balance(assigned=1)


def test_nobody_buys_a_place_twice_or_out_of_turn():
    buyer = UserFactory()
    first = course_on_sale("C1")
    second = course_on_sale("C2")
    second.prerequisites.add(first)
    values = {"buyer": buyer, "billing": BILLING, "method": "bank_transfer"}
    buy_own_place(course=first, submission_key="own-place-number-1", **values)

    for course, key in ((first, "own-place-number-2"), (second, "own-place-number-3")):
        with pytest.raises(NotOnSale):
            buy_own_place(course=course, submission_key=key, **values)


def test_following_an_order_twice_changes_nothing():
    user, agency = coordinator()
    lot = free_seats(user, agency, course_on_sale(), 2)
    moved = lot.movements.count()

    follow_order(lot.line.order)

    assert lot.movements.count() == moved
