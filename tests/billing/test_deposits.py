"""Checks that pay several orders and people: what is left stays visible, nothing is paid twice."""

from decimal import Decimal

import pytest
from django.urls import reverse
from factories import billing as make
from factories.people import UserFactory

from billing.audit import find_errors
from billing.deposits.models import Deposit
from billing.deposits.services import allocate, open_lines, return_deposit, undo_allocation
from billing.errors import NotEnoughLeftError, NothingChosenError, WrongAmountError, WrongCurrencyError
from billing.orders.models import Order
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
PRICE = Decimal("1095.00")


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture(autouse=True)
def _books_are_in_order():
    yield
    assert list(find_errors()) == []


def four_people(**fields):
    return make.order(*[make.ticket() for _person in range(4)], method="purchase_order", **fields)


def test_a_check_pays_three_of_four_people_and_keeps_its_rest():
    order, check = four_people(), make.deposit("3500.00")
    first, second, third, fourth = open_lines(order)

    allocate(deposit=check, amounts={}, lines={line.pk: PRICE for line in (first, second, third)}, actor=None)

    order.refresh_from_db()
    assert (order.state, order.balance, check.rest) == (Order.State.AWAITING, PRICE, Decimal("215.00"))
    assert open_lines(order) == {fourth: PRICE}
    with pytest.raises(NotEnoughLeftError):
        allocate(deposit=check, amounts={}, lines={first.pk: Decimal("1.00")}, actor=None)
    with pytest.raises(NotEnoughLeftError):
        allocate(deposit=check, amounts={order.pk: PRICE}, actor=None)


def test_one_check_pays_several_orders_and_the_same_form_twice_pays_once():
    orders = [make.order(method="check"), four_people()]
    check = make.deposit("5475.00")
    amounts = {order.pk: order.balance for order in orders}

    first = allocate(deposit=check, amounts=amounts, actor=None, key="k")
    again = allocate(deposit=check, amounts=amounts, actor=None, key="k")

    assert again == first
    assert [order.state for order in Order.objects.all()] == [Order.State.PAID] * 2
    assert check.rest == 0


def test_a_wrong_part_is_taken_back_and_allocated_again(run_tasks):
    wrong, right, check = make.order(method="check"), make.order(method="check"), make.deposit("1095.00")
    (line,) = open_lines(wrong)
    (entry,) = allocate(deposit=check, amounts={}, lines={line.pk: PRICE}, actor=None)

    undo_allocation(deposit=check, entry=entry, reason="another city", actor=None)

    assert (check.rest, open_lines(wrong)) == (PRICE, {line: PRICE})
    with pytest.raises(WrongAmountError):
        undo_allocation(deposit=check, entry=entry, reason="again", actor=None)
    allocate(deposit=check, amounts={right.pk: PRICE}, actor=None)
    states = {order.pk: order.state for order in Order.objects.all()}
    assert states == {wrong.pk: Order.State.AWAITING, right.pk: Order.State.PAID}


@pytest.mark.parametrize("amount", ["0", "-1", "10000000000.00", "0.004"])
def test_a_deposit_of_a_strange_amount_is_refused(amount):
    with pytest.raises(WrongAmountError):
        make.deposit(amount)


def test_other_currencies_nothing_and_negative_parts_are_refused():
    order, check = make.order(method="check"), make.deposit(currency="eur")

    for amounts, error in (({order.pk: PRICE}, WrongCurrencyError), ({}, NothingChosenError),
                           ({order.pk: Decimal(-1)}, WrongAmountError)):  # fmt: skip
        with pytest.raises(error):
            allocate(deposit=check, amounts=amounts, actor=None)
    assert check.currency == "EUR"


def test_a_part_of_less_than_a_cent_is_refused():
    with pytest.raises(WrongAmountError):
        allocate(deposit=make.deposit("10.00"), amounts={four_people().pk: Decimal("0.001")}, actor=None)


def test_the_rest_goes_back_once():
    check = make.deposit("100.00")

    for _click in range(2):
        return_deposit(deposit=check, amount=Decimal("40.00"), reason="too much", key="r", actor=None)

    assert check.rest == Decimal("60.00")
    with pytest.raises(NotEnoughLeftError):
        return_deposit(deposit=check, amount=Decimal("60.01"), reason="too much", key="s", actor=None)


def test_finance_books_and_allocates_on_the_screen(client):
    client.force_login(UserFactory(roles=["finance"]))
    order = four_people()
    values = {"key": "abc", "amount": "2190", "currency": "usd", "method": "check", "payer": "City of Example",
              "reference": "=1+1", "received_on": "2027-02-03"}  # fmt: skip
    for _click in range(2):
        client.post(reverse("finance_deposits:new"), values)
    check = Deposit.objects.get()
    url = reverse("finance_deposits:detail", args=[check.pk])
    page = client.get(url)
    key, lines = page.context["form"]["key"].value(), list(open_lines(order))

    ticked = {f"line-{line.pk}": "on" for line in lines[:2]}
    done = client.post(url, {"act": "allocate", "key": key, **ticked})
    late = client.post(url, {"act": "allocate", "key": "other", f"order-{order.pk}": "5"})

    assert (done.status_code, late.status_code) == (302, 422)
    assert (order.paid, check.rest) == (Decimal("2190.00"), 0)
    assert AuditEntry.objects.filter(action="deposit.refused").count() == 1
    shown = client.get(reverse("finance_orders:detail", args=[order.pk])).content.decode()
    assert shown.count("paid of it by deposits") == 2
    assert client.get(reverse("finance_deposits:index") + "?rest=done").context["object_list"].count() == 1


def test_a_stranger_and_an_organizer_do_not_book(client):
    check = make.deposit()
    url = reverse("finance_deposits:detail", args=[check.pk])
    for role, seen, posted in (("organizer", 200, 302), ("check-in", 302, 302)):
        client.force_login(UserFactory(roles=[role]))
        assert (client.get(url).status_code, client.post(url, {"act": "allocate"}).status_code) == (seen, posted)
    assert not check.transactions.exists()
