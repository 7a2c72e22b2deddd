"""Payment after approval, and what goes back when an application that was paid is declined."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from factories.billing import paid_by_check
from factories.conference import TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed

from billing.audit import find_errors
from billing.orders.models import Order
from billing.payments.holds import end_holds
from billing.queue.models import FinanceCase
from conference.registration.services.deciding import approve_place, refuse_place
from conference.registration.services.naming import name_person
from conference.registration.states import State
from conference.registration.vetting.rules import VettingRules
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    return TicketTypeFactory(vetting="manual", payment="after")


def test_nothing_is_payable_before_the_approval_and_the_application_is_in_the_queue(client, ticket, run_tasks):
    order = placed(person(ticket))
    place = order.registrations.get()
    run_tasks()

    stored = Order.objects.get(pk=order.pk)
    page = client.get(order.guest_path).content.decode()
    assert (stored.state, stored.waits_for_seller, stored.is_payable_by_card) == ("held", True, False)
    assert list(type(place).objects.to_approve()) == [place]
    assert "Nothing is to be paid yet." in page
    assert OutboxMail.objects.get().kind == "registration.received"


def test_an_approval_opens_the_payment_until_a_day_that_is_data(ticket, run_tasks):
    VettingRules.objects.create(edition=ticket.edition, ticket_type=ticket, pay_days=7)
    order = placed(person(ticket))
    approve_place(place=order.registrations.get(), actor=UserFactory())
    run_tasks()

    order = Order.objects.get(pk=order.pk)
    assert order.is_payable_by_card
    assert timedelta(days=6, hours=23) < order.hold_until - timezone.now() <= timedelta(days=7)
    assert OutboxMail.objects.filter(kind="registration.payable").count() == 1

    paid_by_check(order)
    run_tasks()
    assert order.registrations.get().state == State.PAID
    assert list(find_errors()) == []


def test_a_place_that_is_not_paid_in_time_is_free_again(ticket, run_tasks):
    order = placed(person(ticket))
    approve_place(place=order.registrations.get(), actor=UserFactory())
    Order.objects.update(hold_until=timezone.now() - timedelta(minutes=1))

    end_holds()
    run_tasks()

    assert order.registrations.get().state == State.EXPIRED


def test_an_order_waits_until_its_last_place_is_decided(ticket, run_tasks):
    order = placed(person(ticket), person(ticket), person(ticket, name="", email=""))
    first, second, unnamed = order.registrations.order_by("position")
    approve_place(place=first, actor=UserFactory())
    refuse_place(place=second, actor=UserFactory(), reason="no")
    assert Order.objects.get(pk=order.pk).waits_for_seller

    name_person(place=unnamed, person=person(ticket))
    unnamed.refresh_from_db()
    approve_place(place=unnamed, actor=UserFactory())
    run_tasks()

    order = Order.objects.get(pk=order.pk)
    assert (order.waits_for_seller, order.total) == (False, 2 * ticket.early)
    assert list(find_errors()) == []


def test_declining_all_ends_the_order(ticket, run_tasks):
    order = placed(person(ticket))
    refuse_place(place=order.registrations.get(), actor=UserFactory(), reason="no")
    run_tasks()

    assert Order.objects.get(pk=order.pk).state == Order.State.CANCELLED
    assert [mail.kind for mail in OutboxMail.objects.order_by("pk")] == ["registration.refused"]


def test_what_was_paid_before_goes_back_in_full_when_it_is_declined(run_tasks):
    order = placed(person(TicketTypeFactory(vetting="manual")), method="check")
    order = Order.objects.get(pk=order.pk)
    paid_by_check(order)
    run_tasks()

    refuse_place(place=order.registrations.get(), actor=UserFactory(), reason="no")
    run_tasks()

    order = Order.objects.get(pk=order.pk)
    assert (order.state, order.total) == (Order.State.CANCELLED, Decimal(0))
    # What came by check goes back by a person's hand: finance is asked to.
    assert order.balance == Decimal("-695.00")
    assert FinanceCase.objects.open().filter(order=order).count() == 1
    assert list(find_errors()) == []
