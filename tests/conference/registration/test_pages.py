"""Registering in the browser: four pages, nothing lost, nothing doubled."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from factories.conference import (
    AccessLevelFactory,
    AddOnFactory,
    CancellationTermFactory,
    EditionFactory,
    RestrictedSessionFactory,
    TicketTypeFactory,
)
from factories.people import ClearanceFactory, UserFactory

from billing.orders.models import Order
from conference.agenda.services.publishing import publish
from conference.registration.drafts import Draft
from conference.registration.places import Registration
from conference.registration.states import State

pytestmark = pytest.mark.django_db

START = "/conference/2027/register/"
PERSON = {
    "name": "Robin Example",
    "email": "robin@agency.example",
    "agency": "City of Example",
    "country": "US",
}
REVIEW = {
    "buyer_name": "Robin Example",
    "buyer_email": "robin@agency.example",
    "method": "purchase_order",
    "billing_name": "Accounts payable",
    "billing_email": "ap@agency.example",
    "billing_address": "1 Main Street",
    "consent_conduct": "on",
    "consent_confidentiality": "on",
    "expected_total": "695.00",
}


@pytest.fixture
def ticket():
    edition = EditionFactory()
    CancellationTermFactory(edition=edition)
    return TicketTypeFactory(edition=edition, code="NON", vetting="manual")


def prefixed(number, **values):
    return {f"p{number}-{name}": value for name, value in {**PERSON, **values}.items()}


def to_people(client, **counts):
    counts = counts or {"NON": 1}
    answer = client.post(START, {f"ticket-{code}": count for code, count in counts.items()})
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def to_review(client, **person):
    url = to_people(client)
    answer = client.post(url, prefixed(0, **person))
    assert answer.status_code == 302, [form.errors for form in answer.context["forms"]]
    return answer.url


def test_four_steps_place_one_order(client, ticket):
    review = to_review(client)

    answer = client.post(review, REVIEW)

    order = Order.objects.get()
    assert (answer.status_code, answer.url) == (302, order.guest_path)
    assert order.registrations.get().name == "Robin Example"
    assert client.get(order.guest_path).status_code == 200


def test_start_page_budget(client, ticket):
    for number in range(3):
        TicketTypeFactory(edition=ticket.edition, code=f"T{number}")

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(START)

    assert answer.status_code == 200
    assert len(captured) <= 10


@pytest.mark.parametrize("people", [1, 20])
def test_placing_budget(client, people):
    TicketTypeFactory(code="NON", vetting="automatic", check_by="agency", early=695)
    url = to_people(client, NON=people)
    data = {}
    for number in range(people):
        data |= prefixed(number, email=f"p{number}@agency.example")
    review = client.post(url, data).url
    Order.objects.all()

    with CaptureQueriesContext(connection) as captured:
        answer = client.post(review, {**REVIEW, "expected_total": f"{695 * people}.00"})

    assert answer.status_code == 302
    # Of these, five make the first entry of the audit chain, one writes the words that the desk finds places by.
    assert len(captured) <= 37, [query["sql"][:90] for query in captured.captured_queries]


def test_double_submit_and_reload_make_one_order(client, ticket):
    review = to_review(client)

    answers = [client.post(review, REVIEW), client.post(review, REVIEW), client.get(review)]

    assert {answer.url for answer in answers} == {Order.objects.get().guest_path}
    assert Registration.objects.count() == 1


def test_one_summary_says_whose_field_is_wrong(client, ticket):
    url = to_people(client, NON=2)

    page = client.post(url, prefixed(0) | prefixed(1, email="")).content.decode()

    assert page.count('id="error_summary_title"') == 1
    assert re.findall(r'<a href="#id_p1-email">(.*?):', page) == ["Person 2, Work e-mail"]


def test_going_back_shows_what_was_typed(client, ticket):
    review = to_review(client)
    people = review.replace("review", "people")

    page = client.get(people).content.decode()
    start = client.get(people.replace("people/", "")).content.decode()

    assert 'value="Robin Example"' in page
    assert re.search(r'name="ticket-NON"[^>]* value="1"', start)


def test_errors_name_the_field_and_keep_the_rest(client, ticket):
    url = to_people(client)

    answer = client.post(url, prefixed(0, email="not an address"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a whole address" in page
    assert 'value="Robin Example"' in page
    assert 'value="not an address"' in page
    assert 'value="Robin Example"' in client.get(url).content.decode()


@pytest.mark.parametrize(
    "choice",
    [{}, {"ticket-NON": "0"}, {"ticket-NON": "21"}, {"ticket-NON": "-1"}, {"ticket-NON": "x"}, {"ticket-GONE": "1"}],
)
def test_a_wrong_choice_gets_a_sentence(client, ticket, choice):
    answer = client.post(START, choice)

    assert answer.status_code == 422
    assert "Something needs your attention" in answer.content.decode()


def test_invitation_only_tickets_are_not_offered_and_refused_if_posted(client, ticket):
    TicketTypeFactory(edition=ticket.edition, code="SPK", name="Speaker ticket", vetting="invitation")

    assert "Speaker ticket" not in client.get(START).content.decode()
    assert client.post(START, {"ticket-SPK": "1"}).status_code == 422
    assert not Draft.objects.exists()


def test_twenty_one_people_are_too_many(client, ticket):
    TicketTypeFactory(edition=ticket.edition, code="GOV")

    answer = client.post(START, {"ticket-NON": "11", "ticket-GOV": "10"})

    assert "up to 20 people" in answer.content.decode()


def test_names_may_come_later_and_are_filled_in_on_the_order(client, ticket):
    url = to_people(client, NON=2)
    review = client.post(url, {**prefixed(0), "p1-later": "on"}).url
    client.post(review, {**REVIEW, "expected_total": "1390.00"})
    order = Order.objects.get()
    later = order.registrations.get(position=2)
    naming = f"{START}place/{later.public_id}/{order.secret}/name/"

    answer = client.post(naming, prefixed(0, name="Kim Later", email="kim@agency.example"))

    later.refresh_from_db()
    assert (answer.status_code, later.name, later.state) == (302, "Kim Later", State.APPLIED)
    assert "Name the person" not in client.get(order.guest_path).content.decode()


def test_the_same_address_twice_is_an_error(client, ticket):
    url = to_people(client, NON=2)

    answer = client.post(url, {**prefixed(0), **prefixed(1)})

    assert "this one is given twice" in answer.content.decode()


def test_another_browser_cannot_open_the_draft(client, ticket):
    review = to_review(client)

    answer = Client().get(review, follow=True)

    assert answer.redirect_chain[-1][0] == START
    assert "Robin Example" not in answer.content.decode()


def test_another_persons_place_needs_the_orders_secret(client, ticket):
    client.post(to_review(client), REVIEW)
    place = Registration.objects.get()

    assert client.get(f"{START}place/{place.public_id}/{'x' * 32}/name/").status_code == 404


def test_a_price_that_changed_is_shown_before_it_is_agreed(client, ticket):
    review = to_review(client)
    ticket.early = 700
    ticket.save()

    answer = client.post(review, REVIEW)

    assert (answer.status_code, Order.objects.count()) == (422, 0)
    assert "The prices changed" in answer.content.decode()


def test_something_sold_out_meanwhile_is_said_and_nothing_is_lost(client, ticket):
    review = to_review(client)
    ticket.capacity = 0
    ticket.save()

    answer = client.post(review, REVIEW)

    assert (answer.status_code, Order.objects.count()) == (422, 0)
    assert "is full" in answer.content.decode()


def test_an_invoice_needs_an_address(client, ticket):
    review = to_review(client)

    answer = client.post(review, {**REVIEW, "billing_address": ""})

    assert "Write the address that stands on the invoice." in answer.content.decode()


def test_a_free_registration_never_goes_to_stripe(client):
    TicketTypeFactory(code="FREE", early=0, regular=0, late=0)
    url = to_people(client, FREE=1)
    review = client.post(url, prefixed(0)).url
    values = {name: value for name, value in REVIEW.items() if name != "method"}

    answer = client.post(review, {**values, "expected_total": "0.00"})

    order = Order.objects.get()
    assert (answer.url, order.method, order.state) == (order.guest_path, "none", "paid")


def test_a_file_that_is_not_what_it_says_is_refused(client, ticket, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    review = to_review(client)

    answer = client.post(review, {**REVIEW, "po_file": SimpleUploadedFile("po.pdf", b"<html>", "application/pdf")})

    assert answer.status_code == 422
    assert "not a readable PDF" in answer.content.decode()


def test_one_day_tickets_choose_their_day(client):
    TicketTypeFactory(code="DAY", one_day=True, max_per_person=2, early=345)
    url = to_people(client, DAY=1)

    missing = client.post(url, prefixed(0))
    review = client.post(url, prefixed(0, days=["2027-08-10"])).url
    client.post(review, {**REVIEW, "expected_total": "345.00"})

    assert "Choose the day." in missing.content.decode()
    assert Registration.objects.get().days == ["2027-08-10"]


def test_restricted_add_ons_are_offered_to_the_cleared_only_and_for_themselves(client, ticket):
    session = RestrictedSessionFactory(edition=ticket.edition, code="W6", ticket_required=True)
    AddOnFactory(edition=ticket.edition, session=session)
    AccessLevelFactory(edition=ticket.edition)
    stranger = client.get(to_people(client)).content.decode()
    user = UserFactory(email="officer@agency.example")
    ClearanceFactory(email=user.email)
    client.force_login(user)
    url = to_people(client)

    page = client.get(url).content.decode()
    for_other = client.post(url, prefixed(0, add_ons=["W6"]))
    for_self = client.post(url, prefixed(0, email=user.email, add_ons=["W6"]))

    assert "Restricted session" not in stranger
    assert session.public_title in page
    assert session.title not in page
    assert "for yourself only" in for_other.content.decode()
    assert for_self.status_code == 302


def test_a_closed_sale_says_so(client):
    EditionFactory(sale_opens="2099-01-01")

    assert "Registration is not open" in client.get(START).content.decode()


def test_overlapping_workshops_are_pointed_out(client, ticket):
    AddOnFactory(edition=ticket.edition, session__code="W1")
    AddOnFactory(edition=ticket.edition, session__code="W2")
    publish(edition=ticket.edition, actor=None)
    url = to_people(client)

    review = client.post(url, prefixed(0, add_ons=["W1", "W2"])).url

    assert "overlap" in client.get(review).content.decode()
