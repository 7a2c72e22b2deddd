"""Orders by phone: the same checks as an own order, who took it in the log, the mails."""

from decimal import Decimal

import pytest
from django.utils import timezone
from factories.conference import EditionFactory, TicketTypeFactory
from factories.discounts import code
from factories.people import UserFactory
from factories.registration import person, placed

from billing.audit import find_errors
from billing.orders.models import Order
from conference.registration.drafts import Draft
from conference.registration.places import Registration
from conference.registration.services.fulfilment import fulfil
from core.audit.models import AuditEntry
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory()


@pytest.fixture
def ticket(edition):
    return TicketTypeFactory(edition=edition, early=800, regular=800, late=800, vetting="manual", code="full")


@pytest.fixture
def staff(client):
    user = UserFactory(roles=["registration"])
    client.force_login(user)
    return user


PERSON = {"p0-name": "Ana Ruiz", "p0-email": "ana@agency.example", "p0-agency": "City", "p0-country": "US"}
CALLER = {
    "buyer_name": "Cal Caller",
    "buyer_email": "Cal@agency.example",
    "language": "en",
    "billing_name": "Accounts",
    "billing_email": "ap@agency.example",
    "billing_address": "1 Main St",
    "billing_country": "US",
    "consent_conduct": "on",
    "consent_confidentiality": "on",
}


def begin(client, ticket, people=PERSON, number=1):
    """Go through the first two pages; return the address of the third."""
    start = f"/admin/conference/order-desk/phone/{ticket.edition.year}/"
    chosen = client.post(start, {f"ticket-{ticket.code}": str(number)})
    assert chosen.status_code == 302, chosen.context["form"].errors
    named = client.post(chosen["Location"], people)
    assert named.status_code == 302
    return named["Location"]


def test_an_order_by_invoice_is_placed_confirmed_and_said_in_the_log(client, staff, ticket):
    review = begin(client, ticket)
    shown = client.get(review)
    answer = client.post(review, CALLER | {"method": "check", "expected_total": "800.00"})

    order = Order.objects.get()
    place = order.registrations.get()
    assert shown.status_code == 200
    assert answer["Location"] == f"/admin/conference/order-desk/orders/{order.pk}/"
    assert (order.state, order.method, order.total) == ("awaiting", "check", Decimal(800))
    assert (order.user, order.buyer_email, order.billing_name) == (None, "cal@agency.example", "Accounts")
    assert (place.name, place.state, place.user) == ("Ana Ruiz", "applied", None)
    entry = AuditEntry.objects.get(action="order.placed_for_caller")
    assert (entry.actor, entry.changes) == (staff, {"channel": "phone", "people": 1, "received": False})
    assert AuditEntry.objects.get(action="order.placed").actor == staff
    fulfil(order.pk)
    assert OutboxMail.objects.filter(kind="registration.received", recipient="cal@agency.example").count() == 1
    assert list(find_errors()) == []


def test_by_card_the_places_are_held_and_a_link_is_sent(client, staff, ticket):
    client.post(begin(client, ticket), CALLER | {"method": "card", "expected_total": "800.00"})

    order = Order.objects.get()
    mail = OutboxMail.objects.get(kind="registration.payment_link")
    held = order.hold_until - timezone.now()
    assert order.state == "held"
    assert 71 * 3600 < held.total_seconds() <= 72 * 3600
    assert mail.recipient == "cal@agency.example"
    assert order.guest_path in mail.text


def test_a_second_click_places_one_order_and_sends_one_mail(client, staff, ticket):
    review = begin(client, ticket)
    for _click in range(2):
        client.post(review, CALLER | {"method": "card", "expected_total": "800.00"})

    assert Order.objects.count() == 1
    assert OutboxMail.objects.filter(kind="registration.payment_link").count() == 1


def test_whoever_works_on_finance_too_books_a_check_that_is_there(client, ticket):
    client.force_login(UserFactory(roles=["registration", "finance"]))
    paid = {"method": "check", "received_on": timezone.localdate().isoformat(), "received_reference": "4711"}
    client.post(begin(client, ticket), CALLER | paid | {"expected_total": "800.00"})

    order = Order.objects.get()
    assert (order.state, order.balance) == ("paid", Decimal(0))
    assert order.transactions.get().reference == "4711"
    assert list(find_errors()) == []


def test_registration_staff_books_nothing(client, staff, ticket):
    paid = {"method": "check", "received_on": timezone.localdate().isoformat(), "received_reference": "4711"}
    client.post(begin(client, ticket), CALLER | paid | {"expected_total": "800.00"})

    assert Order.objects.get().state == "awaiting"


@pytest.mark.parametrize(
    "received",
    [
        {"method": "check", "received_on": "2999-01-01", "received_reference": "1"},
        {"method": "check", "received_on": "2020-01-01"},
        {"method": "card", "received_on": "2020-01-01", "received_reference": "1"},
    ],
)
def test_half_a_receipt_is_asked_about(client, ticket, received):
    client.force_login(UserFactory(roles=["registration", "finance"]))

    answer = client.post(begin(client, ticket), CALLER | received | {"expected_total": "800.00"})

    assert answer.status_code == 422
    assert not Order.objects.exists()


def test_a_code_is_reckoned_before_it_is_ordered(client, staff, ticket):
    code("ABC", edition=ticket.edition, kind="percent", value=50)
    review = begin(client, ticket)

    reckoned = client.post(review, {"codes": "abc nope", "buyer_name": "Cal", "reckon": "1"})
    stale = client.post(review, CALLER | {"codes": "abc", "method": "check", "expected_total": "800.00"})
    client.post(review, CALLER | {"codes": "abc", "method": "check", "expected_total": "400.00"})

    assert reckoned.status_code == 200
    assert "$400.00" in reckoned.content.decode()
    assert "Without effect here: NOPE" in reckoned.content.decode()
    assert reckoned.context["form"].initial["buyer_name"] == "Cal"
    assert stale.status_code == 422
    assert "prices changed" in stale.content.decode()
    assert Order.objects.get().total == Decimal(400)


def test_a_full_ticket_is_refused_with_a_sentence(client, staff, ticket):
    review = begin(client, ticket)
    placed(person(ticket), method="check")
    ticket.capacity = 1
    ticket.save()

    answer = client.post(review, CALLER | {"method": "check", "expected_total": "800.00"})

    assert answer.status_code == 422
    assert "is full" in answer.content.decode()
    assert Registration.objects.count() == 1


def test_nothing_is_placed_without_the_consents_or_a_name_for_the_invoice(client, staff, ticket):
    review = begin(client, ticket)
    data = {key: value for key, value in CALLER.items() if not key.startswith(("consent", "billing_name"))}

    answer = client.post(review, data | {"method": "check", "expected_total": "800.00"})

    assert answer.status_code == 422
    assert {"consent_conduct", "consent_confidentiality", "billing_name"} <= set(answer.context["form"].errors)


def test_wrong_people_are_kept_and_asked_about(client, staff, ticket):
    start = f"/admin/conference/order-desk/phone/{ticket.edition.year}/"
    people = client.post(start, {f"ticket-{ticket.code}": "1"})["Location"]

    answer = client.post(people, {"p0-name": "Ana Ruiz", "p0-email": "not an address"})

    assert answer.status_code == 422
    assert "Ana Ruiz" in client.get(people).content.decode()


def test_nobody_goes_on_with_anothers_draft_or_with_an_own_order(client, staff, ticket):
    review = begin(client, ticket)
    own = Draft.objects.create(edition=ticket.edition, user=staff)
    client.force_login(UserFactory(roles=["organizer"]))
    anothers = client.get(review)
    client.force_login(staff)

    start = f"/admin/conference/order-desk/phone/{ticket.edition.year}/"
    assert anothers["Location"] == start
    assert client.get(f"{start}{own.public_id}/")["Location"] == start
    assert client.get(f"{start}none/review/")["Location"] == start


def test_only_registration_staff_order(client, ticket):
    for roles in (["finance"], ["check-in"], []):
        client.force_login(UserFactory(roles=roles))
        answer = client.get(f"/admin/conference/order-desk/phone/{ticket.edition.year}/")
        assert answer.status_code in (302, 403)
