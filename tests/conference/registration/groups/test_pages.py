"""Registering a group from a list, inviting, adding people afterwards."""

import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import EditionFactory, TicketTypeFactory
from factories.discounts import group
from factories.registration import person, placed

from billing.audit import find_errors
from billing.orders.models import Order
from conference.registration.groups.services import OrderNotOpen, add_people, invite
from conference.registration.places import Registration
from conference.registration.services.deciding import cancel_place
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
START = "/conference/2027/register/group/"
REVIEW = {"buyer_name": "Robin", "buyer_email": "robin@agency.example", "method": "purchase_order",
          "billing_name": "AP", "billing_email": "ap@agency.example", "billing_address": "1 Main St",
          "consent_conduct": "on", "consent_confidentiality": "on"}  # fmt: skip


@pytest.fixture
def ticket():
    return TicketTypeFactory(edition=EditionFactory(), code="GOV", vetting="manual")


def people_text(number, start=0):
    return "\n".join(f"Person {n}; person{n}@agency.example" for n in range(start, start + number))


def begin(client, ticket, **fields):
    values = {"ticket_type": ticket.pk, "agency": "City of Example", "country": "US", **fields}
    answer = client.post(START, values)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer.url


def go(client, url, text, later=""):
    return client.post(url, {"people": text, "later": later, "go": "on"})


def order_group(client, ticket, number, *, later="", expected=None):
    url = begin(client, ticket, people=people_text(number), later=later)
    review = go(client, url, people_text(number), later).url
    total = Decimal("695.00") * (number + int(later or 0)) if expected is None else expected
    answer = client.post(review, {**REVIEW, "expected_total": f"{total:.2f}"})
    assert answer.status_code == 302, answer.context["form"].errors
    return Order.objects.latest("pk")


def test_a_pasted_list_becomes_one_order_with_the_group_price(client, ticket):
    group(10, ticket.edition, code="AGENCY10")
    url = begin(client, ticket, people=people_text(9), later=3)
    assert "3 places whose people are named later" in client.get(url).content.decode()
    review = go(client, url, people_text(9), 3).url
    page = client.get(review).content.decode()

    answer = client.post(review, {**REVIEW, "expected_total": "7506.00"})

    assert page.count("AGENCY10: 12 people from one agency") == 12
    assert answer.status_code == 302
    order = Order.objects.get()
    assert (order.registrations.count(), order.total) == (12, Decimal("7506.00"))
    assert order.registrations.filter(agency="City of Example", country="US").count() == 9
    cancel_place(place=order.registrations.first(), actor=None, reason="test")
    assert order.total == Decimal("7506.00") - Decimal("625.50")
    assert list(find_errors()) == []


def test_a_file_is_matched_checked_and_corrected(client, ticket):
    content = b"Full Name,Mail\nAnna Example,anna@agency.example\nBen Example,\n"
    url = begin(client, ticket, file=SimpleUploadedFile("people.csv", content))
    assert url.endswith("/columns/")
    assert "Full Name" in client.get(url).content.decode()

    listing = client.post(url, {"name": "Full Name", "email": "Mail"}).url
    page = client.get(listing).content.decode()
    assert "The e-mail address is missing." in page
    assert go(client, listing, "Anna Example; anna@agency.example\nBen Example").status_code == 422
    corrected = go(client, listing, "Anna Example; anna@agency.example\nBen Example; ben@agency.example")

    assert corrected.url.endswith("/review/")
    assert client.get(corrected.url).status_code == 200


@pytest.mark.parametrize("mapping", [{"name": "Full Name"}, {"name": "Mail", "email": "Mail"}, {"name": "x"}, {}])
def test_columns_that_make_no_list_are_said(client, ticket, mapping):
    url = begin(client, ticket, file=SimpleUploadedFile("p.csv", b"Full Name,Mail\nA,a@agency.example\n"))

    assert client.post(url, mapping).status_code == 422


@pytest.mark.parametrize("content", [b"", b"\x00\xff", b"name\n" * 1000])
def test_a_file_that_is_no_list_is_said(client, ticket, content):
    values = {"ticket_type": ticket.pk, "agency": "City", "country": "US"}
    answer = client.post(START, {**values, "file": SimpleUploadedFile("p.csv", content)})

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_placing_costs_the_same_for_one_three_twenty_and_two_hundred(client, ticket):
    group(2, ticket.edition)
    order_group(client, ticket, 1)

    def count(number, off):
        url = begin(client, ticket, people=people_text(number))
        review = go(client, url, people_text(number)).url
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(review, {**REVIEW, "expected_total": f"{off * number:.2f}"})
        assert answer.status_code == 302, answer.context["form"].errors
        return len(captured)

    full, off = Decimal("695.00"), Decimal("625.50")
    assert count(1, full) + 1 == count(3, off) == count(20, off) == count(200, off)


def test_people_join_an_order_later_at_the_groups_price_once(client, ticket):
    group(3, ticket.edition, code="AGENCY3")
    order = order_group(client, ticket, 2)
    page = f"/conference/2027/register/order/{order.public_id}/{order.secret}/people/"
    assert page in client.get(order.guest_path).content.decode()
    values = {"ticket_type": ticket.pk, "agency": "City of Example", "country": "US", "seen": 2,
              "people": people_text(2, start=10)}  # fmt: skip

    looked = client.post(page, values)
    assert "AGENCY3: 4 people from one agency" in looked.content.decode()
    confirm = {**values, "confirm": "on", "expected_total": "1251.00"}
    answer = client.post(page, confirm)
    again = client.post(page, confirm)

    assert (answer.status_code, answer.url, again.status_code) == (302, order.guest_path, 422)
    assert (order.registrations.count(), order.total) == (4, Decimal("2641.00"))
    assert list(find_errors()) == []


def test_adding_costs_the_same_for_one_and_for_two_hundred(ticket):
    def count(number):
        order = placed(person(ticket), method="purchase_order")
        more = [person(ticket) for _ in range(number)]
        with CaptureQueriesContext(connection) as captured:
            add_people(order=order, people=more, expected_total=695 * Decimal(number), seen=1)
        return len(captured)

    assert count(1) == count(3) == count(199)
    held = placed(person(ticket))
    with pytest.raises(OrderNotOpen):
        add_people(order=held, people=[person(ticket)], expected_total=Decimal(695), seen=1)


def test_an_invited_person_names_themselves_once(client, ticket):
    order = order_group(client, ticket, 1, later="2")
    page = f"/conference/2027/register/order/{order.public_id}/{order.secret}/invite/"
    wrong = client.post(page, {"emails": "a@agency.example\nnobody", "until": "2027-08-01"})
    assert (wrong.status_code, OutboxMail.objects.filter(kind="registration.invited").count()) == (422, 0)

    client.post(page, {"emails": "anna@agency.example\nben@agency.example", "until": "2027-08-01"})
    mail = OutboxMail.objects.get(recipient="anna@agency.example")
    link = re.search(r"/conference/2027/register/invitation/\S+/", mail.text)[0]
    fields = {"p0-name": "Anna", "p0-email": "anna@agency.example", "p0-agency": "City", "p0-country": "US"}
    assert client.post(link, {**fields, "p0-name": ""}).status_code == 422
    assert client.post(link, fields).status_code == 200

    assert order.registrations.get(email="anna@agency.example").position == 2
    assert [client.get(address).status_code for address in (link, link.replace("invitation/", "invitation/x"))] == [
        404,
        404,
    ]


def test_a_new_invitation_ends_the_earlier_one_and_days_end_at_the_venue(
    client, ticket, django_capture_on_commit_callbacks
):
    order = placed(person(ticket, name="", email="", agency=""), method="purchase_order")

    def link():
        mail = OutboxMail.objects.filter(kind="registration.invited").latest("pk")
        return re.search(r"/conference/2027/register/invitation/\S+/", mail.text)[0]

    invite(order=order, emails=["anna@agency.example"], until=ticket.edition.today())
    first = link()
    assert client.get(first).status_code == 200
    invite(order=order, emails=["ben@agency.example"], until=ticket.edition.today())
    assert [client.get(address).status_code for address in (first, link())] == [404, 200]
    order.registrations.get().invitations.update(until="2026-01-01")
    assert client.get(link()).status_code == 404


def test_a_group_is_private_to_its_browser_and_to_its_orders_link(client, ticket):
    order = order_group(client, ticket, 1)
    url = begin(client, ticket, people=people_text(1))
    client.cookies.clear()

    assert client.get(url).status_code == 302
    page = f"/conference/2027/register/order/{order.public_id}/{order.secret}/people/"
    assert client.get(page.replace(order.secret, "wrong")).status_code == 404
    assert Registration.objects.count() == 1
