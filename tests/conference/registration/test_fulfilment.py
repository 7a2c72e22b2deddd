"""From the order's change to tickets, documents and mails; harmless when repeated."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from factories.conference import AddOnFactory, TicketTypeFactory
from factories.people import ClearanceFactory, UserFactory
from factories.registration import free_ticket, person, placed
from icalendar import Calendar
from pypdf import PdfReader

from billing.invoices.models import Invoice
from billing.orders.models import Order
from billing.orders.services import cancel_order
from billing.payments.services import book_payment
from billing.purchase_orders.services import approve_purchase_order
from conference.agenda.services.publishing import publish
from conference.registration.places import Registration
from conference.registration.services.deciding import approve_place, cancel_place, refuse_place
from conference.registration.services.fulfilment import fulfil
from conference.registration.services.naming import AlreadyNamed, name_person
from conference.registration.states import IllegalMove, State
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return UserFactory(roles=["organizer", "registration", "finance"])


@pytest.fixture
def ticket():
    return TicketTypeFactory(vetting="manual")


def pay(order, actor, amount=None):
    book_payment(
        order=order,
        amount=amount or order.balance,
        method="check",
        received_on=timezone.localdate(),
        reference=f"check-{order.pk}-{order.transactions.count()}",
        note="",
        actor=actor,
    )


def kinds(to=None):
    mails = OutboxMail.objects.order_by("pk")
    return list((mails.filter(recipient=to) if to else mails).values_list("kind", flat=True))


def test_no_ticket_before_vetting_and_money(ticket, staff, run_tasks):
    order = placed(person(ticket), method="check")
    run_tasks()
    place = order.registrations.get()
    assert place.ticket_token is None

    approve_place(place=place, actor=staff)
    run_tasks()
    place.refresh_from_db()
    assert (place.state, place.ticket_token) == (State.CONFIRMED_UNPAID, None)

    pay(order, staff)
    run_tasks()
    place.refresh_from_db()
    assert place.state == State.PAID
    assert len(place.ticket_token) == 32


def test_money_before_vetting_gives_no_ticket_either(ticket, staff, run_tasks):
    order = placed(person(ticket), method="check")
    pay(order, staff)
    run_tasks()

    place = order.registrations.get()

    assert (place.state, place.ticket_token) == (State.APPLIED, None)


def test_an_approved_purchase_order_releases_the_ticket(ticket, staff, run_tasks):
    order = placed(person(ticket), method="purchase_order")
    approve_place(place=order.registrations.get(), actor=staff)
    run_tasks()

    approve_purchase_order(order=order, actor=staff)
    run_tasks()

    place = order.registrations.get()
    assert (place.state, bool(place.ticket_token)) == (State.CONFIRMED_UNPAID, True)


def test_the_buyer_who_attends_gets_one_mail_with_everything(staff, run_tasks):
    user = UserFactory(email="buyer@agency.example")
    ClearanceFactory(email=user.email, kind="member")
    ticket = TicketTypeFactory(vetting="automatic", check_by="membership")
    workshop = AddOnFactory(edition=ticket.edition, session__title="Inner workings", session__public_title="Workshop")
    publish(edition=ticket.edition, actor=None)
    order = placed(person(ticket, email=user.email, name="Łucja 王", add_ons=[workshop]), user=user, method="check")
    run_tasks()
    OutboxMail.objects.all().delete()

    pay(order, staff)
    run_tasks()

    mail = OutboxMail.objects.get(recipient=user.email)
    files = {file.name: Path(file.content.path).read_bytes() for file in mail.attachments.all()}
    place = order.registrations.get()
    assert order.guest_path in mail.text
    assert place.ticket_token not in mail.text + mail.html
    assert sorted(name.split(".")[-1] for name in files) == ["ics", "pdf", "pdf"]
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files["ticket-2027.pdf"])).pages)
    assert "Łucja" in text
    calendar = Calendar.from_ical(files["conference.ics"])
    events = list(calendar.walk("VEVENT"))
    assert [str(event["summary"]) for event in events] == [ticket.edition.name, "Workshop"]
    assert not any("attendee" in event or "organizer" in event for event in events)


def test_each_attendee_gets_their_own_ticket_once(ticket, staff, run_tasks):
    order = placed(person(ticket), person(ticket), method="check")
    for place in order.registrations.all():
        approve_place(place=place, actor=staff)
    pay(order, staff)
    run_tasks()
    run_before = OutboxMail.objects.count()

    fulfil(order.pk)
    fulfil(order.pk)

    for place in order.registrations.all():
        assert kinds(to=place.email) == ["registration.ticket"]
    assert OutboxMail.objects.count() == run_before
    assert Invoice.objects.filter(order=order, kind="receipt").count() == 1


def test_a_refusal_credits_the_invoice_and_gives_no_reason(ticket, staff, run_tasks):
    order = placed(person(ticket), person(ticket), person(ticket), person(ticket), method="purchase_order")
    run_tasks()
    first, *others = order.registrations.all()
    for place in others:
        approve_place(place=place, actor=staff)

    refuse_place(place=first, actor=staff, reason="known to the unit")
    run_tasks()

    order.refresh_from_db()
    note = Invoice.objects.get(order=order, kind="credit_note")
    assert (order.total, note.total) == (3 * ticket.early, -ticket.early)
    assert Registration.objects.get(pk=first.pk).state == State.REFUSED
    assert not OutboxMail.objects.filter(text__contains="known to the unit").exists()
    assert "registration.refused" in kinds(to=order.buyer_email)


def test_refusing_the_only_place_cancels_the_order(ticket, staff, run_tasks):
    order = placed(person(ticket), method="check")
    run_tasks()

    refuse_place(place=order.registrations.get(), actor=staff, reason="x")
    run_tasks()

    order.refresh_from_db()
    assert (order.state, order.total) == (Order.State.CANCELLED, Decimal("0.00"))
    assert order.registrations.get().state == State.REFUSED


def test_a_decision_is_made_once(ticket, staff):
    place = placed(person(ticket), method="check").registrations.get()
    refuse_place(place=place, actor=staff, reason="x")

    with pytest.raises(IllegalMove):
        approve_place(place=place, actor=staff)


def test_cancelling_one_place_keeps_the_fee_and_frees_the_place(staff, run_tasks):
    ticket = TicketTypeFactory(vetting="manual", capacity=2)
    order = placed(person(ticket), person(ticket), method="check")
    pay(order, staff)
    first, _second = order.registrations.all()
    approve_place(place=first, actor=staff)

    cancel_place(place=first, actor=staff, reason="ill", keep=Decimal("75.00"))
    run_tasks()

    order.refresh_from_db()
    assert order.total == ticket.early + 75
    placed(person(ticket))


def test_a_cancelled_order_ends_its_places_and_its_tickets(ticket, staff, run_tasks):
    order = placed(person(ticket), method="check")
    approve_place(place=order.registrations.get(), actor=staff)
    pay(order, staff)
    run_tasks()

    cancel_order(order=order, actor=staff, reason="asked for")
    run_tasks()

    place = order.registrations.get()
    assert (place.state, place.ticket_token) == (State.CANCELLED, None)
    assert "registration.cancelled" in kinds(to=order.buyer_email)


def test_a_free_order_is_confirmed_by_approval_alone(staff, run_tasks):
    order = placed(person(free_ticket(vetting="manual")))

    approve_place(place=order.registrations.get(), actor=staff)
    run_tasks()

    assert order.registrations.get().state == State.PAID
    assert order.registrations.get().ticket_token


def test_a_name_that_comes_later_is_vetted_then(ticket, staff, run_tasks):
    order = placed(person(ticket, name="", email=""), method="check")
    place = order.registrations.get()
    assert place.queue_reason == "unnamed"

    named = name_person(place=place, person=person(ticket), user=None)

    assert (named.state, named.queue_reason) == (State.APPLIED, "manual")
    with pytest.raises(AlreadyNamed):
        name_person(place=place, person=person(ticket))
