"""The pages of the waitlist and its admin screen."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import AddOnFactory, EditionFactory, TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed
from factories.waitlist import full_ticket, wish

from conference.agenda.services.publishing import publish
from conference.registration.places import Registration
from conference.registration.services.deciding import cancel_place
from conference.registration.waitlist.emails import link_of
from conference.registration.waitlist.models import WaitEntry
from conference.registration.waitlist.tasks import hand_on_places
from core.mail.models import OutboxMail
from people.roles import Role

pytestmark = pytest.mark.django_db
JOIN = "/conference/2027/register/waitlist/"


def join(client, ticket, **fields):
    values = {"ticket_type": ticket.pk, "quantity": 1, "name": "Robin", "email": "robin@agency.example"}
    return client.post(JOIN, {**values, **fields})


def test_a_full_ticket_leads_into_the_line_and_to_a_place(client):
    ticket, order = full_ticket(code="NON")
    assert JOIN in client.get("/conference/2027/register/").content.decode()

    assert join(client, ticket).url == f"{JOIN}sent/"
    link = re.search(r"/conference/2027/register/waitlist/\S+/\S+/", OutboxMail.objects.get().text)[0]
    assert "Confirm my wish" in client.get(link).content.decode()
    client.post(link, {"act": "confirm"})
    assert "You are number 1 in line." in client.get(link).content.decode()
    cancel_place(place=order.registrations.get(), actor=None, reason="test")
    assert hand_on_places() == 1
    assert "A place is free for you" in client.get(link).content.decode()

    people = client.post(link, {"act": "take"}).url
    fields = {"name": "Robin", "email": "robin@agency.example", "agency": "City", "country": "US"}
    review = client.post(people, {f"p0-{name}": value for name, value in fields.items()}).url
    values = {"buyer_name": "Robin", "buyer_email": "robin@agency.example", "method": "check", "billing_name": "AP",
              "billing_email": "ap@agency.example", "billing_address": "1 Main St", "consent_conduct": "on",
              "consent_confidentiality": "on", "expected_total": "695.00"}  # fmt: skip
    assert client.post(review, values).status_code == 302
    assert Registration.objects.occupying().get().email == "robin@agency.example"
    assert "This link has done its duty" in client.get(link).content.decode()


def test_known_and_unknown_people_are_answered_alike(client):
    ticket, _order = full_ticket()
    wish(ticket, email="known@agency.example")
    UserFactory(email="account@agency.example")
    found = []

    for address in ("new@agency.example", "known@agency.example", "account@agency.example"):
        answer = join(client, ticket, email=address)
        mail = OutboxMail.objects.order_by("pk").last()
        found.append((answer.status_code, answer.url, mail.kind, mail.recipient == address))

    assert len(set(found)) == 1


@pytest.mark.parametrize(
    "fields", [{"quantity": 0}, {"quantity": 10**9}, {"quantity": "x"}, {"email": "nobody"}, {"name": ""},
               {"ticket_type": "x"}, {"email": "a\0b@agency.example"}]
)  # fmt: skip
def test_what_makes_no_wish_is_said(client, fields):
    ticket, _order = full_ticket()

    answer = join(client, ticket, **fields)

    assert (answer.status_code, WaitEntry.objects.count()) == (422, 0)


def test_nobody_waits_for_what_is_not_full(client):
    ticket = TicketTypeFactory(edition=EditionFactory())

    assert "Every ticket has places left" in client.get(JOIN).content.decode()
    assert join(client, ticket).status_code == 422


def test_a_link_opens_its_own_wish_alone(client):
    ticket, _order = full_ticket()
    first, second = wish(ticket), wish(ticket)

    assert client.get(link_of(first).replace(first.secret, second.secret)).status_code == 404
    for act in ("take", "", "nonsense"):
        assert client.post(link_of(first), {"act": act}, follow=True).status_code == 200
    client.post(link_of(first), {"act": "leave"})
    assert "You have left the line." in client.get(link_of(first)).content.decode()


def test_a_place_waits_for_a_full_workshop(client):
    ticket = TicketTypeFactory(vetting="manual")
    workshop = AddOnFactory(edition=ticket.edition, capacity=1)
    publish(edition=ticket.edition, actor=None)
    placed(person(ticket, add_ons=[workshop]), method="purchase_order")
    order = placed(person(ticket), method="purchase_order")
    place = order.registrations.get()
    page = f"/conference/2027/register/place/{place.public_id}/{order.secret}/wait/"

    assert page in client.get(order.guest_path).content.decode()
    assert workshop.session.public_title in client.get(page).content.decode()
    link = client.post(f"{page}{workshop.pk}/").url

    assert "You are number 1 in line." in client.get(link).content.decode()
    assert link in client.get(page).content.decode()


def test_staff_see_the_line_and_set_priorities(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=[Role.REGISTRATION]))
    ticket, _order = full_ticket()
    entry = wish(ticket)

    def count():
        client.get("/admin/conference_waitlist/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/conference_waitlist/").status_code == 200
        return len(captured)

    one = count()
    wish(ticket), wish(ticket)
    assert count() == one
    client.post(f"/admin/conference_waitlist/edit/{entry.pk}/", {"priority": 5})
    entry.refresh_from_db()
    assert entry.priority == 5
