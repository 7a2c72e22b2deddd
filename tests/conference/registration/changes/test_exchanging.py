"""Another ticket or a further workshop: the lines, the hold, the payment, the difference."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from factories.changes import firm, pay, place_of, quote
from factories.conference import AddOnFactory, TicketTypeFactory
from factories.discounts import group
from factories.registration import person, placed

from billing.audit import find_errors
from billing.orders.models import Order
from billing.orders.services import cancel_order, expire_order
from billing.queue.models import FinanceCase
from conference.registration.capacity import SoldOut, usage
from conference.registration.changes.models import Change
from conference.registration.changes.pricing import quote_ticket
from conference.registration.changes.services.cancelling import give_up_place
from conference.registration.changes.services.exchanging import Pending, buy_add_on, exchange_ticket
from conference.registration.services.deciding import approve_place
from conference.registration.services.placing import PriceChanged
from conference.registration.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def cheap():
    return TicketTypeFactory(code="CHEAP", vetting="manual", early=100, regular=100, late=100)


@pytest.fixture
def dear(cheap):
    return TicketTypeFactory(
        edition=cheap.edition, code="DEAR", vetting="manual", early=160, regular=160, late=160, capacity=1
    )


def exchange(place, ticket, key="k" * 16, **fields):
    expected = quote_ticket(place, ticket_type=ticket, days=[]).shown
    values = {"place": place, "ticket_type": ticket, "days": [], "proof": "", "expected": expected, "actor": None}
    return exchange_ticket(**{**values, "key": key, **fields})


def end_hold(order):
    Order.objects.filter(pk=order.pk).update(hold_until=timezone.now() - timedelta(seconds=1))
    expire_order(order=order)


def test_a_dearer_ticket_takes_effect_when_it_is_paid(cheap, dear, run_tasks):
    order = firm(run_tasks, person(cheap))

    extra = exchange(place_of(order), dear)

    assert (extra.total, extra.state, place_of(order).ticket_type) == (60, "held", cheap)
    assert usage(cheap.edition).ticket_left(dear) == 0
    assert usage(cheap.edition).edition == 1
    old_code = place_of(order).ticket_token
    pay(extra)
    run_tasks()
    place = place_of(order)
    assert (place.ticket_type, place.state, place.ticket_token) == (dear, State.APPLIED, None)
    approve_place(place=place, actor=None)
    run_tasks()
    place = place_of(order)
    assert (place.state, place.price) == (State.PAID, 160)
    assert place.ticket_token not in (None, old_code)
    assert list(find_errors()) == []


def test_an_unpaid_change_lapses_and_frees_its_place(cheap, dear, run_tasks):
    order = firm(run_tasks, person(cheap))
    extra = exchange(place_of(order), dear)

    end_hold(extra)
    run_tasks()

    assert Change.objects.get().state == Change.State.LAPSED
    assert place_of(order).ticket_type == cheap
    assert usage(cheap.edition).ticket_left(dear) == 1
    assert list(find_errors()) == []


def test_late_money_takes_the_place_again_or_waits_for_finance(cheap, dear, run_tasks):
    order = firm(run_tasks, person(cheap))
    extra = exchange(place_of(order), dear)
    end_hold(extra)
    run_tasks()
    pay(extra)
    run_tasks()
    assert place_of(order).ticket_type == dear

    other = firm(run_tasks, person(cheap))
    late = Order.objects.none()
    dear.capacity = 2
    dear.save()
    late = exchange(place_of(other), dear, key="m" * 16)
    end_hold(late)
    run_tasks()
    dear.capacity = 1
    dear.save()
    pay(late)
    run_tasks()
    assert place_of(other).ticket_type == cheap
    assert FinanceCase.objects.get(order=late).kind == "paid_no_place"


def test_a_held_place_is_nobody_elses(cheap, dear, run_tasks):
    first, second = firm(run_tasks, person(cheap)), firm(run_tasks, person(cheap))
    exchange(place_of(first), dear)

    with pytest.raises(SoldOut):
        exchange(place_of(second), dear, key="n" * 16)
    with pytest.raises(SoldOut):
        placed(person(dear))


def test_a_second_click_makes_no_second_order(cheap, dear, run_tasks):
    order = firm(run_tasks, person(cheap))

    first, second = (exchange(place_of(order), dear) for _click in range(2))

    assert first == second
    with pytest.raises(Pending):
        exchange(place_of(order), dear, key="o" * 16)


def test_a_cheaper_ticket_pays_the_difference_back(cheap, dear, run_tasks):
    order = firm(run_tasks, person(dear))

    assert exchange(place_of(order), cheap) is None
    run_tasks()

    order.refresh_from_db()
    assert (order.total, order.refunds.get().amount) == (100, 60)
    assert place_of(order).price == 100
    assert list(find_errors()) == []


def test_giving_up_an_exchanged_place_pays_back_over_both_orders(cheap, dear, run_tasks):
    order = firm(run_tasks, person(cheap))
    extra = exchange(place_of(order), dear)
    pay(extra)
    run_tasks()

    shown = quote(place_of(order))
    give_up_place(place=place_of(order), expected_back=shown.back, as_credit=False, actor=None)
    run_tasks()

    assert (shown.paid, shown.back) == (160, 85)
    assert (order.refunds.get().amount, extra.refunds.get().amount) == (25, 60)
    assert Order.objects.get(pk=extra.pk).state == "cancelled"
    assert list(find_errors()) == []


def test_an_order_by_invoice_takes_the_difference_onto_its_invoice(cheap, dear, run_tasks):
    order = firm(run_tasks, person(cheap), method="purchase_order", paid=False)

    assert exchange(place_of(order), dear) is None
    run_tasks()

    order.refresh_from_db()
    assert (order.total, order.state) == (160, "awaiting")
    assert [invoice.total for invoice in order.invoices.filter(kind="invoice").order_by("pk")] == [100, 60]
    assert list(find_errors()) == []


def test_the_groups_discount_is_looked_for_anew_and_said(cheap, dear, run_tasks):
    group(2, cheap.edition, kind="percent", code="AGENCY10")
    order = firm(run_tasks, person(cheap), person(cheap))

    lines = quote_ticket(place_of(order), ticket_type=dear, days=[]).lines

    assert [line.amount for line in lines] == [160, -16, -90, None]


def test_a_workshop_is_bought_returned_and_bought_again(cheap, run_tasks):
    workshop = AddOnFactory(edition=cheap.edition, price=Decimal("50.00"), capacity=1)
    order = firm(run_tasks, person(cheap))
    for key in ("p" * 16, "q" * 16):
        extra = buy_add_on(place=place_of(order), add_on=workshop, expected=Decimal(50), key=key, actor=None)
        assert usage(cheap.edition).add_on_left(workshop) == 0
        pay(extra)
        run_tasks()
        assert place_of(order).items.filter(add_on=workshop, cancelled_at=None).count() == 1
        cancel_order(order=extra, actor=None, reason="test")
        run_tasks()
        assert place_of(order).items.filter(add_on=workshop, cancelled_at=None).count() == 0
    assert list(find_errors()) == []


def test_money_for_a_place_that_has_ended_goes_back_whole(cheap, dear, run_tasks):
    order = firm(run_tasks, person(cheap))
    extra = exchange(place_of(order), dear)
    pay(extra)
    give_up_place(place=place_of(order), expected_back=Decimal(25), as_credit=False, actor=None)
    run_tasks()

    assert extra.refunds.get().amount == 60
    assert list(find_errors()) == []


def test_a_wrong_figure_is_refused(cheap, dear, run_tasks):
    order = firm(run_tasks, person(cheap))

    with pytest.raises(PriceChanged):
        exchange(place_of(order), dear, expected=Decimal(1))
