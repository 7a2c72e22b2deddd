"""Cancel by the terms: the same in preview and in fact, over the original payments."""

from decimal import Decimal

import pytest
from factories.changes import firm, pay, place_of, quote
from factories.conference import AddOnFactory, TicketTypeFactory
from factories.registration import person
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from billing.audit import find_errors
from billing.balances.models import Balance
from billing.invoices.models import Invoice
from billing.queue.models import FinanceCase
from billing.refunds.models import Refund
from billing.refunds.services import available
from conference.registration.changes.quotes import quote_cancellation
from conference.registration.changes.services.cancelling import TermsMoved, give_up_item, give_up_place
from conference.registration.places import Registration
from conference.registration.services.naming import PlaceClosed
from conference.registration.states import State
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    return TicketTypeFactory(vetting="manual")


def give_up(place, **fields):
    place = place_of(place.order, place.position)
    back = quote(place).back
    return give_up_place(**{"place": place, "expected_back": back, "as_credit": False, "actor": None, **fields})


def asked_back(order):
    return sum(refund.amount for refund in Refund.objects.filter(order=order))


def test_a_paid_place_goes_back_less_the_fee(ticket, run_tasks):
    order = firm(run_tasks, person(ticket))

    shown = give_up(place_of(order))

    assert (shown.paid, shown.kept, shown.back) == (ticket.early, Decimal("75.00"), ticket.early - 75)
    assert asked_back(order) == ticket.early - 75
    assert place_of(order).state == State.CANCELLED
    assert "registration.given_up" in OutboxMail.objects.values_list("kind", flat=True)
    assert list(find_errors()) == []


def test_several_payments_take_back_the_newest_first(ticket, run_tasks):
    order = firm(run_tasks, person(ticket), method="card", paid=False)
    pay(order, Decimal("100.00"))
    pay(order)
    run_tasks()

    give_up(place_of(order))

    assert sorted(refund.amount for refund in order.refunds.all()) == sorted(
        [amount for amount in (ticket.early - 100, ticket.early - 75 - (ticket.early - 100)) if amount > 0]
    )
    assert list(find_errors()) == []


def test_a_check_is_paid_back_by_hand(ticket, run_tasks):
    order = firm(run_tasks, person(ticket), person(ticket), method="check")

    give_up(place_of(order))

    case = FinanceCase.objects.get(order=order)
    assert case.details["pay_back_by_hand"] == str(ticket.early - 75)


def test_an_unpaid_purchase_order_gets_a_credit_note_and_nothing_back(ticket, run_tasks):
    order = firm(run_tasks, person(ticket), person(ticket), method="purchase_order", paid=False)

    shown = give_up(place_of(order))
    run_tasks()

    order.refresh_from_db()
    assert (shown.paid, shown.back, shown.released) == (0, 0, ticket.early)
    assert (order.total, order.balance) == (ticket.early, ticket.early)
    assert Invoice.objects.get(order=order, kind="credit_note").total == -ticket.early
    assert list(find_errors()) == []


def test_what_was_paid_in_part_covers_the_others_first(ticket, run_tasks):
    order = firm(run_tasks, person(ticket), person(ticket), method="purchase_order", paid=False)
    pay(order, ticket.early, "check")

    shown = give_up(place_of(order))

    order.refresh_from_db()
    assert (shown.paid, shown.back, order.balance) == (0, 0, 0)


def test_one_workshop_goes_back_without_a_fee(ticket, run_tasks):
    workshop = AddOnFactory(edition=ticket.edition, price=Decimal("95.00"))
    order = firm(run_tasks, person(ticket, add_ons=[workshop]))
    place = place_of(order)
    item = place.items.get(add_on=workshop)

    give_up_item(place=place, item=item, expected_back=Decimal("95.00"), as_credit=False, actor=None)
    run_tasks()

    assert asked_back(order) == Decimal("95.00")
    assert place_of(order).state == State.PAID
    with pytest.raises(PlaceClosed):
        give_up_item(place=place, item=item, expected_back=Decimal("95.00"), as_credit=False, actor=None)
    assert list(find_errors()) == []


def test_a_figure_that_was_not_shown_is_refused(ticket, run_tasks):
    order = firm(run_tasks, person(ticket))

    with pytest.raises(TermsMoved) as moved:
        give_up(place_of(order), expected_back=Decimal("1.00"))

    assert moved.value.quote.back == ticket.early - 75
    assert place_of(order).state == State.PAID


def test_a_place_is_given_up_once(ticket, run_tasks):
    order = firm(run_tasks, person(ticket), person(ticket))
    give_up(place_of(order))

    with pytest.raises(PlaceClosed):
        give_up_place(place=place_of(order), expected_back=ticket.early - 75, as_credit=False, actor=None)


def test_credit_instead_of_a_refund_is_the_buyers(ticket, run_tasks):
    order = firm(run_tasks, person(ticket))

    give_up(place_of(order), as_credit=True)
    run_tasks()

    credit = Balance.objects.get()
    order.refresh_from_db()
    assert (credit.left, credit.email, credit.expires_on.year) == (ticket.early - 75, order.buyer_email, 2029)
    assert (order.balance, order.refunds.count()) == (0, 0)
    mail = OutboxMail.objects.get(kind="registration.given_up")
    assert mail.sensitive
    assert list(find_errors()) == []


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    prices=st.lists(st.decimals("0.01", "900", places=2), min_size=1, max_size=3),
    fee=st.decimals("0", "200", places=2),
    paid=st.decimals("0", "1", places=2),
    gone=st.integers(1, 3),
    as_credit=st.booleans(),
)
def test_paid_less_refunds_less_fees_is_always_the_ledger(run_tasks, **drawn):
    """Whatever was paid: what is kept, what is on its way and what is owed come to the lines, to the cent."""
    prices, fee, paid, gone, as_credit = (drawn[name] for name in ("prices", "fee", "paid", "gone", "as_credit"))
    tickets = [TicketTypeFactory(early=price, regular=price, late=price) for price in prices]
    edition = tickets[0].edition
    edition.cancellation_terms.all().delete()
    edition.cancellation_terms.create(refund="full_less_fee", fee=fee)
    order = firm(run_tasks, *(person(ticket) for ticket in tickets), method="check", paid=False)
    amount = (order.total * paid).quantize(Decimal("0.01"))
    if amount:
        pay(order, amount, "check")
    kept = Decimal(0)
    for place in Registration.objects.filter(order=order)[:gone]:
        shown = quote_cancellation(place_of(order, place.position), on=edition.today())
        kept += give_up(place, as_credit=as_credit).kept
        assert shown.kept + shown.back == shown.paid
    order.refresh_from_db()
    coming = sum(place.price for place in order.registrations.occupying())

    assert order.total == coming + kept
    credited = sum(credit.left for credit in Balance.objects.filter(source=order))
    by_hand = sum(Decimal(case.details.get("pay_back_by_hand", 0)) for case in FinanceCase.objects.filter(order=order))
    assert amount - credited - available(order) == 0 if as_credit else available(order) == amount
    assert by_hand == 0 if as_credit else by_hand <= amount
    assert list(find_errors()) == []
