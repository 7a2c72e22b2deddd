"""Money back: by card through Stripe, by hand, in part, twice, refused."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from factories import billing as make

from billing.errors import NoCardPaymentError, WrongAmountError
from billing.orders.models import Order
from billing.orders.services import cancel_order
from billing.payments.services import book_payment, start_checkout
from billing.queue.models import FinanceCase
from billing.refunds.models import Refund
from billing.refunds.sending import send, send_overdue_refunds
from billing.refunds.services import book_refund, request_refund

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(fake_stripe):
    order = make.order(make.ticket("100.00"))
    start_checkout(order=order, **make.BACK)
    fake_stripe.pay(order.attempts.get().session_id)
    fake_stripe.deliver()
    return Order.objects.get(pk=order.pk)


def ask(order, amount, key="one", **fields):
    return request_refund(order=order, amount=Decimal(amount), reason="r", actor=None, key=key, **fields)


def test_a_refund_is_in_the_ledger_when_stripe_says_so_and_the_order_owes_nothing(fake_stripe, paid):
    (refund,) = ask(paid, "40.00")
    assert paid.paid == Decimal("100.00")

    send(refund.pk)
    fake_stripe.deliver()

    refund.refresh_from_db()
    order = Order.objects.get(pk=paid.pk)
    assert (refund.state, order.paid, order.balance, order.state) == (
        "succeeded",
        Decimal("60.00"),
        Decimal("0.00"),
        "paid",
    )
    assert [entry.amount for entry in order.transactions.order_by("pk")] == [Decimal("100.00"), Decimal("-40.00")]


def test_the_same_key_makes_one_refund_and_another_key_cannot_take_more_than_is_left(paid):
    first = ask(paid, "60.00")

    assert ask(paid, "60.00") == first
    with pytest.raises(WrongAmountError):
        ask(paid, "60.00", key="two")
    ask(paid, "40.00", key="three")
    with pytest.raises(WrongAmountError):
        ask(paid, "0.01", key="four")


@pytest.mark.parametrize("amount", ["0", "-1", "100.01"])
def test_nothing_and_too_much_cannot_be_paid_back(paid, amount):
    with pytest.raises(WrongAmountError):
        ask(paid, amount)

    assert Refund.objects.count() == 0


def test_cancelling_pays_back_what_is_asked_and_keeps_the_rest_as_a_line(fake_stripe, paid, heard):
    order = cancel_order(order=paid, actor=None, reason="", refund=Decimal("75.00"))
    send(order.refunds.get().pk)

    order = Order.objects.get(pk=paid.pk)
    assert (order.state, order.total, order.paid, order.balance) == (
        "cancelled",
        Decimal("25.00"),
        Decimal("25.00"),
        Decimal(0),
    )
    assert order.lines.last().description == "Cancellation fee"
    assert heard == [("cancelled", order.number, False)]


def test_a_silent_stripe_is_asked_again_with_the_same_key(fake_stripe, paid):
    (refund,) = ask(paid, "40.00")
    fake_stripe.break_down(times=2, after=True)

    assert send(refund.pk) == "unavailable"
    fake_stripe.server.faults.clear()
    Refund.objects.update(created_at=timezone.now() - dt.timedelta(minutes=5))
    outcome = send_overdue_refunds()

    assert outcome in (0, 1)
    assert len(fake_stripe.server.account.store.newest("refund")) == 1


def test_a_refund_that_comes_back_is_booked_back_and_queued(fake_stripe, paid):
    (refund,) = ask(paid, "40.00")
    send(refund.pk)
    refund.refresh_from_db()
    fake_stripe.fail_refund(refund.stripe_id)
    fake_stripe.deliver()

    refund.refresh_from_db()
    order = Order.objects.get(pk=paid.pk)
    assert (refund.state, order.paid) == ("failed", Decimal("100.00"))
    assert FinanceCase.objects.open().get().kind == "refund_failed"


def test_a_refund_that_stripe_refuses_is_queued(fake_stripe, paid):
    (refund,) = ask(paid, "40.00")
    Refund.objects.update(payment_intent="pi_unknown")

    assert send(refund.pk) == "refused"
    assert FinanceCase.objects.open().get().kind == "refund_failed"


def test_a_refund_made_in_stripes_dashboard_is_booked(fake_stripe, paid):
    body = {
        "id": "re_dashboard",
        "amount": 1000,
        "currency": "usd",
        "payment_intent": paid.transactions.get().provider_ref,
        "status": "succeeded",
        "metadata": {},
    }
    fake_stripe.post({"id": "evt_d", "type": "refund.created", "created": 1, "data": {"object": body}})

    assert paid.transactions.get(kind="refund").amount == Decimal("-10.00")


def test_money_that_came_by_check_is_not_paid_back_by_card():
    order = make.order(make.ticket("100.00"), method="check")
    book_payment(
        order=order, amount=Decimal(100), method="check", received_on=dt.date(2027, 1, 4), reference="7", actor=None
    )
    with pytest.raises(NoCardPaymentError):
        ask(order, "10.00")

    cancel_order(order=order, actor=None, reason="")
    assert FinanceCase.objects.open().get().details == {"pay_back_by_hand": "100.00"}
    book_refund(
        order=order, amount=Decimal(100), method="check", paid_on=dt.date(2027, 1, 9), reference="9", actor=None
    )
    assert Order.objects.get(pk=order.pk).balance == Decimal(0)


def test_what_was_kept_of_a_cancelled_order_can_be_given_back_later():
    order = make.order(make.ticket("100.00"), method="check")
    make.paid_by_check(order)
    cancel_order(order=order, actor=None, reason="", refund=Decimal("60.00"))
    for amount in ("60.00", "15.00"):
        book_refund(
            order=order, amount=Decimal(amount), method="check", paid_on=dt.date(2027, 1, 2), reference="2", actor=None
        )

    order.refresh_from_db()

    assert (order.state, order.paid, order.balance) == (Order.State.CANCELLED, Decimal("25.00"), Decimal(0))
