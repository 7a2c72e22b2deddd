"""Paying by card: attempts, webhook, lost answers, late money."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone
from factories import billing as make

from billing.errors import NothingToPayError, OrderClosedError, PaymentUnavailableError, PaymentUnderWayError
from billing.orders.models import Order
from billing.orders.services import add_lines, cancel_order, reinstate_order
from billing.payments.holds import close, end_hold, end_holds, give_back, reconcile_attempts
from billing.payments.models import CheckoutAttempt, Transaction
from billing.payments.services import ask_stripe, start_checkout
from billing.queue.models import FinanceCase

pytestmark = pytest.mark.django_db
PAST = dt.timedelta(minutes=1)


def go(order):
    return start_checkout(order=order, **make.BACK)


def only_attempt(order):
    return order.attempts.get()


def fresh(order):
    return Order.objects.get(pk=order.pk)


def end_of_hold(order):
    Order.objects.filter(pk=order.pk).update(hold_until=timezone.now() - PAST)
    return fresh(order)


def test_a_paid_session_is_booked_by_the_webhook_and_the_seller_hears_it_once(fake_stripe, heard):
    order = make.order()
    url = go(order)
    attempt = only_attempt(order)
    fake_stripe.pay(attempt.session_id)

    outcomes = fake_stripe.deliver() + fake_stripe.deliver()

    order = fresh(order)
    assert url.startswith(fake_stripe.server.url)
    assert (order.state, order.balance, order.hold_until) == ("paid", Decimal(0), None)
    assert outcomes.count("booked") == 1
    assert heard == [("paid", order.number, False)]
    assert only_attempt(order).state == "completed"


def test_stripe_learns_neither_name_nor_address_nor_title(fake_stripe):
    order = make.order(make.ticket(description="Undercover operations"))
    go(order)

    (session,) = fake_stripe.sessions()
    for secret in ("Robin", "robin@example.org", "Undercover", "City of Example", order.secret):
        assert secret not in str(session)


def test_going_to_pay_stretches_the_hold_to_the_sessions_end_and_five_minutes(fake_stripe):
    order = make.order()
    go(order)

    attempt = only_attempt(order)
    assert fresh(order).hold_until - attempt.expires_at == pytest.approx(
        dt.timedelta(minutes=5), abs=dt.timedelta(seconds=1)
    )
    assert attempt.expires_at - attempt.created_at == pytest.approx(
        dt.timedelta(minutes=31), abs=dt.timedelta(seconds=2)
    )


def test_a_second_click_goes_to_the_same_page(fake_stripe):
    order = make.order()

    assert go(order) == go(order)
    assert len(fake_stripe.sessions()) == 1


@pytest.mark.parametrize("after", [False, True])
def test_an_error_of_stripes_loses_nothing_and_is_tried_again_with_the_same_key(fake_stripe, after):
    order = make.order()
    fake_stripe.break_down(times=4, after=after)
    with pytest.raises(PaymentUnavailableError):
        go(order)
    fake_stripe.server.faults.clear()

    for _turn in range(4):
        try:
            go(order)
        except PaymentUnavailableError:
            continue
        break

    assert fresh(order).state == "held"
    assert order.attempts.filter(state="open").count() == 1


def test_an_order_that_owes_more_than_its_open_page_gets_a_new_page(fake_stripe):
    order = make.order()
    first = go(order)
    add_lines(order=order, lines=[make.ticket("50.00")], actor=None)

    second = go(order)

    assert first != second
    assert [attempt.state for attempt in order.attempts.all()] == ["expired", "open"]


def test_paid_and_ended_orders_cannot_be_taken_to_stripe(fake_stripe):
    with pytest.raises(NothingToPayError):
        go(make.order(make.ticket("0.00")))
    with pytest.raises(OrderClosedError):
        go(cancel_order(order=make.order(), actor=None, reason=""))


def test_an_asynchronous_payment_keeps_the_places_until_the_bank_has_spoken(fake_stripe, heard):
    order = make.order()
    go(order)
    session_id = only_attempt(order).session_id
    fake_stripe.pay(session_id, "000123456789")
    fake_stripe.deliver()

    assert (fresh(order).state, fresh(order).hold_until) == ("awaiting", None)
    with pytest.raises(PaymentUnderWayError):
        go(order)

    fake_stripe.settle(session_id, succeeded=True)
    fake_stripe.deliver()
    assert fresh(order).state == "paid"
    assert heard == [("paid", order.number, False)]


def test_an_asynchronous_failure_gives_a_new_hold_and_an_old_event_after_it_changes_nothing(fake_stripe):
    order = make.order()
    go(order)
    session_id = only_attempt(order).session_id
    fake_stripe.pay(session_id, "000123456789")
    fake_stripe.settle(session_id, succeeded=False)

    for event in reversed(fake_stripe.events()):
        fake_stripe.post(event)

    order = fresh(order)
    assert (order.state, only_attempt(order).state) == ("held", "failed")
    assert order.hold_until > timezone.now()
    assert go(order)
    assert [attempt.state for attempt in order.attempts.all()] == ["failed", "open"]


def test_a_lost_webhook_heals_on_the_way_back_and_by_the_clock(fake_stripe):
    came_back, closed_the_window = make.order(), make.order()
    for order in (came_back, closed_the_window):
        go(order)
        fake_stripe.pay(only_attempt(order).session_id)
    CheckoutAttempt.objects.update(created_at=timezone.now() - dt.timedelta(minutes=10))

    assert ask_stripe(order=came_back) == "booked"
    assert reconcile_attempts() == 1

    assert set(Order.objects.values_list("state", flat=True)) == {"paid"}
    assert set(fake_stripe.deliver("checkout.session.completed")) == {"known"}


def test_a_hold_ends_only_when_stripe_says_that_the_page_is_closed(fake_stripe, heard):
    order = make.order()
    go(order)
    order = end_of_hold(order)
    fake_stripe.break_down(times=4)

    assert not end_hold(order)
    fake_stripe.server.faults.clear()
    assert end_holds() == 1

    assert (fresh(order).state, only_attempt(order).state) == ("expired", "expired")
    assert heard == [("cancelled", order.number, False)]
    assert end_holds() == 0


def test_a_hold_whose_page_was_paid_in_the_last_second_becomes_a_paid_order(fake_stripe):
    order = make.order()
    go(order)
    fake_stripe.pay(only_attempt(order).session_id)

    end_hold(end_of_hold(order))

    assert fresh(order).state == "paid"


def test_a_hold_without_any_page_just_ends():
    order = end_of_hold(make.order())

    assert end_holds() == 1
    assert fresh(order).state == "expired"


def test_the_buyer_can_give_a_hold_back_but_not_once_it_is_paid(fake_stripe):
    given, paid = make.order(), make.order()
    for order in (given, paid):
        go(order)
    fake_stripe.pay(only_attempt(paid).session_id)

    give_back(order=given, actor=None, reason="buyer")
    with pytest.raises(PaymentUnderWayError):
        give_back(order=paid, actor=None, reason="buyer")

    assert (fresh(given).state, fresh(paid).state) == ("cancelled", "paid")


def expired_and_paid(fake_stripe):
    """An order whose hold ended while Stripe's page, wrongly, was still paid."""
    order = make.order()
    go(order)
    fake_stripe.pay(only_attempt(order).session_id)
    Order.objects.filter(pk=order.pk).update(state="expired", hold_until=None)
    fake_stripe.deliver("checkout.session.completed")
    return fresh(order)


def test_a_late_payment_is_booked_told_and_queued_but_does_not_make_the_order_paid(fake_stripe, heard):
    order = expired_and_paid(fake_stripe)

    assert (order.state, order.paid) == ("expired", Decimal("1095.00"))
    assert heard == [("paid", order.number, True)]
    assert FinanceCase.objects.open().get().kind == "late_payment"


def test_the_seller_takes_the_places_again_and_the_case_is_settled(fake_stripe, heard):
    order = expired_and_paid(fake_stripe)

    order = reinstate_order(order=order)

    assert (order.state, FinanceCase.objects.open().count()) == ("paid", 0)
    assert heard[-1] == ("paid", order.number, False)


def test_the_page_of_a_cancelled_order_is_closed(fake_stripe):
    order = make.order()
    go(order)
    cancel_order(order=order, actor=None, reason="")

    assert close(order.pk) == "closed"
    assert only_attempt(order).state == "expired"


def test_amount_and_currency_are_compared(fake_stripe, heard):
    for change in ({"amount_total": 100}, {"currency": "eur"}):
        order = make.order()
        go(order)
        fake_stripe.pay(only_attempt(order).session_id)
        event = next(e for e in fake_stripe.events()[::-1] if e["type"] == "checkout.session.completed")
        event["data"]["object"].update(change)

        assert fake_stripe.post(event) == "mismatch"
        assert fresh(order).state == "held"

    assert FinanceCase.objects.open().filter(kind="amount_mismatch").count() == 2
    assert (Transaction.objects.count(), heard) == (0, [])


def test_a_payment_of_no_known_attempt_goes_to_the_queue(fake_stripe):
    order = make.order()
    go(order)
    fake_stripe.pay(only_attempt(order).session_id)
    CheckoutAttempt.objects.all().delete()

    assert "unknown" in fake_stripe.deliver()
    assert FinanceCase.objects.open().get().kind == "unknown_payment"
