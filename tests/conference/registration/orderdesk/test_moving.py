"""Move places to another ticket: preview, capacity, money both ways, tickets made anew."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.conference import DiscountRuleFactory, TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed

from billing.audit import find_errors
from billing.invoices.issuing import credit, issue_due_documents
from billing.invoices.models import Invoice
from billing.orders.models import Order
from billing.payments.services import book_payment
from billing.queue.models import FinanceCase
from conference.registration.capacity import SoldOut
from conference.registration.discounts.models import DiscountUse
from conference.registration.orderdesk.differences import NotMovable, Target, plan_moves, total_difference
from conference.registration.orderdesk.moving import move_places
from conference.registration.places import Registration
from conference.registration.services.deciding import approve_place
from conference.registration.services.fulfilment import fulfil
from conference.registration.services.placing import PriceChanged
from core.audit.models import AuditEntry
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db

MOVE = "/admin/conference/order-desk/many/move/"


def ticket(price, **fields):
    return TicketTypeFactory(early=price, regular=price, late=price, vetting="manual", **fields)


@pytest.fixture
def actor():
    return UserFactory(roles=["registration"])


@pytest.fixture
def full():
    return ticket(800)


@pytest.fixture
def student(full):
    return ticket(300, edition=full.edition)


def paid(*people):
    """An order whose places are approved and paid by check."""
    order = placed(*people, method="check")
    for place in order.registrations.all():
        approve_place(place=place, actor=UserFactory(roles=["registration"]))
    book_payment(
        order=order, amount=order.total, method="check", received_on=timezone.localdate(), reference="1", actor=None
    )
    fulfil(order.pk)
    order.refresh_from_db()
    return order


def move(places, target, actor, expected):
    return move_places(places=places, target=target, reason="asked by phone", expected=Decimal(expected), actor=actor)


def test_a_dearer_ticket_is_owed_and_gets_an_invoice(full, student, actor):
    order = paid(person(student, name="Ana Ruiz"))
    place = order.registrations.get()
    token = place.ticket_token

    move([place], Target(full), actor, 500)
    fulfil(order.pk)

    order.refresh_from_db()
    place.refresh_from_db()
    assert (order.state, order.balance, order.total) == (Order.State.AWAITING, Decimal(500), Decimal(800))
    assert (place.ticket_type, place.state) == (full, "paid")
    assert place.ticket_token not in (None, token)
    assert OutboxMail.objects.filter(kind="registration.moved", recipient=order.buyer_email).count() == 1
    assert "$500.00" in OutboxMail.objects.get(kind="registration.moved").text
    issue_due_documents(order.pk)
    assert order.invoices.filter(kind=Invoice.Kind.INVOICE).first().total == Decimal(500)
    entry = AuditEntry.objects.get(action="registration.moved")
    assert (entry.actor, entry.reason) == (actor, "asked by phone")
    assert entry.changes == {"ticket": [student.code, full.code], "difference": "500.00"}
    assert list(find_errors()) == []


def test_a_cheaper_ticket_gives_a_credit_note_and_the_money_back(full, student, actor):
    order = paid(person(full), person(full))
    places = list(order.registrations.all())

    move(places[:1], Target(student), actor, -500)
    credit(order.pk)
    fulfil(order.pk)

    order.refresh_from_db()
    assert (order.state, order.total, order.paid) == (Order.State.PAID, Decimal(1100), Decimal(1600))
    case = FinanceCase.objects.get(kind=FinanceCase.Kind.OVERPAID, order=order)
    assert case.details["pay_back_by_hand"] == "500.00"
    note = order.invoices.get(kind=Invoice.Kind.CREDIT_NOTE)
    assert note.total == Decimal(-500)
    assert list(find_errors()) == []


def test_an_unpaid_order_owes_the_other_price(full, student, actor):
    order = placed(person(full), method="check")
    move(list(order.registrations.all()), Target(student), actor, -500)

    order.refresh_from_db()
    assert (order.state, order.balance) == (Order.State.AWAITING, Decimal(300))
    assert not FinanceCase.objects.exists()
    assert list(find_errors()) == []


def test_several_people_of_two_orders_move_at_once_or_not_at_all(full, student, actor):
    first, second = placed(person(full), person(full), method="check"), placed(person(full), method="check")
    places = list(Registration.objects.all())
    student.capacity = 2
    student.save()

    with pytest.raises(SoldOut):
        move(places, Target(student), actor, -1500)
    assert {place.ticket_type for place in Registration.objects.all()} == {full}

    move(places[:2], Target(student), actor, -1000)
    assert [order.total for order in (first, second)] == [Decimal(600), Decimal(800)]


def test_what_was_not_shown_is_not_done(full, student, actor):
    order = placed(person(full), method="check")

    with pytest.raises(PriceChanged):
        move(list(order.registrations.all()), Target(student), actor, -499)


def test_what_is_held_ended_or_there_already_is_not_moved(full, student, actor):
    held = placed(person(full), method="card").registrations.get()
    there = placed(person(student), method="check").registrations.get()

    for place in (held, there):
        with pytest.raises(NotMovable):
            move([place], Target(student), actor, 0)


def test_a_discount_follows_where_its_rule_allows(full, student, actor):
    half = DiscountRuleFactory(edition=full.edition, way="group", minimum=1, kind="percent", value=50)
    order = placed(person(full), method="check")
    place = order.registrations.get()
    assert DiscountUse.objects.get().amount == Decimal(400)

    move([place], Target(student), actor, -250)
    assert DiscountUse.objects.get().amount == Decimal(150)
    assert list(find_errors()) == []

    half.ticket_codes = [student.code]
    half.save()
    place.refresh_from_db()
    move([place], Target(full), actor, 650)
    assert not DiscountUse.objects.exists()
    assert list(find_errors()) == []


def test_the_preview_costs_the_same_for_one_and_for_three(full, student):
    placed(person(full), person(full), person(full), method="check")
    places = list(Registration.objects.select_related("order", "edition", "ticket_type"))

    def count(chosen):
        with CaptureQueriesContext(connection) as captured:
            total_difference(plan_moves(chosen, Target(student), full.edition))
        return len(captured)

    assert count(places[:1]) == count(places) == 2


def test_the_screen_shows_the_difference_before_it_moves(client, full, student, actor):
    client.force_login(actor)
    place = placed(person(full, name="Ana Ruiz"), method="check").registrations.get()
    data = {"place": place.pk, "ticket_type": student.pk, "prices": "order", "reason": "student card shown"}

    asked = client.get(MOVE, {"place": place.pk})
    shown = client.post(MOVE, data)
    place.refresh_from_db()
    before = place.ticket_type
    done = client.post(MOVE, data | {"seen": shown.context["seen"]})
    again = client.post(MOVE, data | {"seen": shown.context["seen"]})

    place.refresh_from_db()
    assert (asked.status_code, shown.status_code, done.status_code, again.status_code) == (200, 200, 302, 422)
    assert before == full
    assert "$500.00" in shown.content.decode()
    assert place.ticket_type == student
    assert "has this ticket already" in again.content.decode()


@pytest.mark.parametrize(
    "data", [{}, {"place": "x"}, {"place": ["1"] * 3}, {"place": [str(n) for n in range(1, 300)]}, {"place": "9" * 30}]
)
def test_wrong_choices_get_a_sentence(client, actor, data):
    client.force_login(actor)

    assert client.get(MOVE, data).status_code == 422
    assert client.post(MOVE, data).status_code == 422


def test_a_move_without_reason_or_days_says_so(client, full, actor):
    client.force_login(actor)
    day = ticket(200, edition=full.edition, one_day=True)
    place = placed(person(full), method="check").registrations.get()

    answer = client.post(MOVE, {"place": place.pk, "ticket_type": day.pk, "prices": "order", "reason": ""})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"reason", "days"}


def test_finance_moves_nobody(client, full):
    client.force_login(UserFactory(roles=["finance"]))

    assert client.get(MOVE).status_code in (302, 403)


def test_an_application_that_moves_is_checked_by_the_new_rules(full, actor):
    order = placed(person(full), method="check")
    place = order.registrations.get()
    by_membership = TicketTypeFactory(edition=full.edition, vetting="automatic", check_by="membership", early=800,
                                      regular=800, late=800)  # fmt: skip

    move([place], Target(by_membership), actor, 0)

    place.refresh_from_db()
    assert (place.state, place.queue_reason) == ("applied", "unverified")
