"""Placing, changing and ending orders."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from factories import billing as make

from billing.errors import (
    AppendOnlyError,
    EmptyOrderError,
    IllegalMoveError,
    NegativeTotalError,
    NotReversibleError,
    OrderClosedError,
)
from billing.orders.models import Order, OrderLine
from billing.orders.services import add_lines, cancel_order, confirm_order, mark_fulfilled, reverse_lines
from billing.orders.tasks import wake_sellers
from billing.signals import order_confirmed

pytestmark = pytest.mark.django_db


def test_a_card_order_is_held_for_thirty_minutes(heard):
    order = make.order(make.ticket("100.00", quantity=2, discount=Decimal(10)))

    assert order.state == "held"
    assert order.hold_until - order.placed_at == dt.timedelta(minutes=30)
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


def test_a_hold_paid_in_part_does_not_end():
    order = make.booked(make.order(make.ticket("100.00")), Decimal("40.00"))

    assert (order.state, order.hold_until, order.balance) == ("awaiting", None, Decimal("60.00"))


def test_taking_back_in_parts_sums_to_the_line_exactly():
    order = make.order(make.ticket("10.00", quantity=3, discount=Decimal("1.00")), method="check")
    line = order.lines.get()

    for gross in ("-9.67", "-9.66", "-9.67"):
        (reversal,) = reverse_lines(order=order, lines=[line], quantities={line.pk: 1}, reason="", actor=None)
        assert reversal.gross == Decimal(gross)

    assert order.total == Decimal("0.00")
    with pytest.raises(NotReversibleError):
        reverse_lines(order=order, lines=[line], reason="", actor=None)


def test_taking_back_what_is_still_owed_makes_a_partly_paid_order_paid(heard):
    order = make.order(make.ticket("100.00"), make.ticket("50.00"), method="check")
    make.booked(order, Decimal("100.00"))

    reverse_lines(order=order, lines=[order.lines.last()], reason="", actor=None)

    assert Order.objects.get().state == "paid"
    assert [what for what, _number, _late in heard] == ["confirmed", "paid"]


def test_a_paid_order_owes_again_when_a_line_is_added():
    order = make.paid_by_check(make.order(make.ticket("100.00"), method="check"))

    add_lines(order=order, lines=[make.ticket("20.00")], actor=None)

    assert (Order.objects.get().state, order.balance) == ("awaiting", Decimal("20.00"))


def test_a_held_order_may_be_promised_instead(heard):
    order = confirm_order(order=make.order(), actor=None, method="bank_transfer")

    assert (order.state, order.method, order.hold_until) == ("awaiting", "bank_transfer", None)
    assert heard == [("confirmed", order.number, False)]
    with pytest.raises(IllegalMoveError):
        confirm_order(order=order, actor=None)


def test_an_order_is_cancelled_once(heard):
    order = cancel_order(order=make.order(method="check"), actor=None, reason="")

    assert (order.state, order.total) == ("cancelled", Decimal("0.00"))
    with pytest.raises(OrderClosedError):
        cancel_order(order=order, actor=None, reason="")
    with pytest.raises(OrderClosedError):
        add_lines(order=order, lines=[make.ticket()], actor=None)


def test_lines_and_transactions_are_never_changed_or_deleted():
    order = make.paid_by_check(make.order(method="check"))

    for row in (order.lines.get(), order.transactions.get()):
        for act in (row.save, row.delete, type(row).objects.all().delete):
            with pytest.raises(AppendOnlyError):
                act()


def test_a_seller_who_has_not_caught_up_is_told_again_until_it_has(heard):
    order = make.order(method="check")
    later = timezone.now() - dt.timedelta(minutes=3)
    Order.objects.update(woken_at=later)

    assert (wake_sellers(), wake_sellers()) == (1, 0)
    assert heard == [("confirmed", order.number, False)] * 2
    assert mark_fulfilled(order=Order.objects.get())
    Order.objects.update(woken_at=later)
    assert wake_sellers() == 0


def test_a_seller_that_was_overtaken_by_a_change_has_not_caught_up():
    seen = make.order(method="check")
    make.paid_by_check(Order.objects.get(pk=seen.pk))

    assert not mark_fulfilled(order=seen)


def test_a_failing_receiver_loses_neither_the_order_nor_the_wake_up(caplog):
    def broken(**kwargs):
        raise RuntimeError

    order_confirmed.connect(broken, sender=Order)
    try:
        make.order(method="check")
    finally:
        order_confirmed.disconnect(broken, sender=Order)

    order = Order.objects.get()
    assert (order.fulfilled_at, order.woken_at is not None) == (None, True)


def test_totals_come_with_the_list_in_one_query(django_assert_num_queries):
    for price in ("0.10", "0.20", "0.30"):
        make.booked(make.order(make.ticket(price), method="check"), Decimal("0.05"))

    with django_assert_num_queries(1):
        balances = [order.balance for order in Order.objects.with_totals().order_by("pk")]

    assert balances == [Decimal("0.05"), Decimal("0.15"), Decimal("0.25")]
