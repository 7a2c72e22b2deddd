"""Placing, changing and ending orders."""

from decimal import Decimal

import pytest
from factories import billing as make

from billing.errors import EmptyOrderError, NegativeTotalError
from billing.orders.models import Order, OrderLine

pytestmark = pytest.mark.django_db


def test_a_card_order_is_held_for_thirty_minutes(heard):
    order = make.order(make.ticket("100.00", quantity=2, discount=Decimal(10)))

    assert order.state == "held"
    assert order.hold_until - order.placed_at == __import__("datetime").timedelta(minutes=30)
    assert (order.total, order.paid, order.balance) == (Decimal("190.00"), Decimal(0), Decimal("190.00"))
    assert heard == []


@pytest.mark.parametrize("method", ["purchase_order", "bank_transfer", "check"])
def test_a_promise_is_confirmed_at_once(method, heard):
    order = make.order(method=method)

    assert (order.state, order.hold_until) == ("awaiting", None)
    assert heard == [("confirmed", order.number, False)]


def test_a_zero_total_is_paid_at_once_whatever_the_method(heard):
    order = make.order(make.ticket("0.00"), method="card")

    assert (order.state, order.method) == ("paid", "none")
    assert heard == [("paid", order.number, False)]


def test_the_same_submission_returns_the_same_order():
    first = make.order(submission_key="twice")
    second = make.order(submission_key="twice")

    assert (second.pk, first.just_placed, second.just_placed) == (first.pk, True, False)
    assert OrderLine.objects.count() == 1


def test_an_order_needs_lines_and_a_total_that_is_not_negative():
    with pytest.raises(EmptyOrderError):
        make.order(lines=[])
    with pytest.raises(NegativeTotalError):
        make.order(make.ticket("-5.00"))

    assert Order.objects.count() == 0


@pytest.mark.parametrize("method", ["card", "purchase_order"])
def test_placing_takes_the_same_few_queries_for_one_line_and_for_twenty(method, django_assert_num_queries):
    make.order()
    expected = {"card": 6, "purchase_order": 10}[method]

    with django_assert_num_queries(expected):
        make.order(method=method)
    with django_assert_num_queries(expected):
        make.order(*[make.ticket(f"{n}.00") for n in range(1, 21)], method=method)
