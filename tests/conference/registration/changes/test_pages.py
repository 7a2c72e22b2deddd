"""The pages: figures first, then the act; bad input is answered with a sentence."""

from decimal import Decimal

import pytest
from factories.changes import firm, place_of, substitution_offered
from factories.conference import AddOnFactory, EditionFactory, TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed

from billing.audit import find_errors
from billing.balances.models import Balance
from billing.orders.inputs import Buyer
from conference.registration.changes.models import Substitution
from conference.registration.changes.services import crediting
from conference.registration.states import State
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(run_tasks):
    ticket = TicketTypeFactory(vetting="manual", early=200, regular=200, late=200)
    substitution_offered(ticket.edition)
    return firm(run_tasks, person(ticket))


def base(order, key=None):
    return f"/conference/2027/register/place/{place_of(order).public_id}/{key or order.secret}/changes/"


def test_the_hub_shows_what_can_be_changed(order, client):
    AddOnFactory(edition=place_of(order).edition, session__public_title="Workshop One")

    page = client.get(base(order)).content.decode()

    assert "Workshop One" in page
    assert "Send a colleague" in page
    assert base(order) in client.get(order.guest_path).content.decode()


def test_the_hub_asks_no_more_for_more_offers(order, client, django_assert_max_num_queries):
    edition = place_of(order).edition
    counts = []
    for _round in range(2):
        AddOnFactory(edition=edition)
        AddOnFactory(edition=edition)
        client.get(base(order))
        with django_assert_max_num_queries(60) as captured:
            client.get(base(order))
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_another_secret_opens_nothing(order, client):
    for page in ("", "data/", "ticket/", "give-up/", "given-up/", "colleague/"):
        assert client.get(f"{base(order, 'x' * 32)}{page}").status_code == 404


def test_the_person_moves_no_money(order, client):
    client.force_login(UserFactory(email=place_of(order).email))

    assert client.get(base(order, "own")).status_code == 200
    for page in ("ticket/", "give-up/", "given-up/"):
        assert client.get(f"{base(order, 'own')}{page}").status_code == 404


def test_giving_up_shows_the_figures_and_does_what_it_showed(order, client, run_tasks):
    page = client.get(f"{base(order)}give-up/").content.decode()
    assert "125.00" in page

    wrong = client.post(f"{base(order)}give-up/", {"expected": "nonsense", "way": "refund"})
    stale = client.post(f"{base(order)}give-up/", {"expected": "1.00", "way": "refund"})
    done = client.post(f"{base(order)}give-up/", {"expected": "125.00", "way": "refund"}, follow=True)
    run_tasks()

    assert (wrong.status_code, stale.status_code, done.status_code) == (422, 302, 200)
    assert order.refunds.get().amount == 125
    assert place_of(order).state == State.CANCELLED
    assert list(find_errors()) == []


def test_credit_is_shown_and_pays_for_a_later_year_only(order, client, run_tasks):
    client.post(f"{base(order)}give-up/", {"expected": "125.00", "way": "credit"})
    run_tasks()
    credit = Balance.objects.get()
    assert credit.code in client.get(f"{base(order)}given-up/").content.decode()
    later = EditionFactory(start_date=place_of(order).edition.start_date.replace(year=2028, day=7))
    ticket = TicketTypeFactory(edition=later, vetting="manual", early=100, regular=100, late=100)
    same_year = firm(run_tasks, person(place_of(order).ticket_type), method="check", paid=False)
    next_year = placed(person(ticket), method="card")
    others = placed(person(ticket), method="card", buyer=Buyer(name="Else", email="else@agency.example"))

    def use(of, year, code):
        url = f"/conference/{year}/register/order/{of.public_id}/{of.secret}/credit/"
        return client.post(url, {"code": code})

    assert use(same_year, 2027, credit.code).status_code == 422
    assert use(others, 2028, credit.code).status_code == 422
    assert use(next_year, 2028, "NONSENSE").status_code == 422
    assert use(next_year, 2028, credit.code.lower()).status_code == 302
    run_tasks()
    next_year.refresh_from_db()
    assert (next_year.state, credit.left) == ("paid", 25)
    assert list(find_errors()) == []


def test_another_ticket_is_previewed_then_held(order, client, settings):
    dear = TicketTypeFactory(edition=place_of(order).edition, vetting="manual", early=300, regular=300, late=300)
    url, values = f"{base(order)}ticket/", {"ticket_type": dear.pk, "key": "k" * 20}

    preview = client.post(url, values).content.decode()
    assert "100.00" in preview
    assert client.post(url, {"ticket_type": "nonsense", "key": "k" * 20}).status_code == 422
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    confirmed = client.post(url, {**values, "expected": "100.00", "confirm": "1"})

    assert confirmed.status_code in (302, 303)
    assert place_of(order).changes.get().state == "held"


def test_a_colleague_is_proposed_and_agrees_on_the_page(order, client, run_tasks):
    place = place_of(order)
    refused = client.post(f"{base(order)}colleague/", {"name": "Jo", "email": "jo@other.example"})
    assert refused.status_code == 422
    client.post(f"{base(order)}colleague/", {"name": "Jo Joiner", "email": "jo@agency.example"})

    leaver, joiner = link_path(place.email), link_path("jo@agency.example")
    asked = client.get(joiner).content.decode()
    assert place.name not in asked
    assert client.get(leaver).status_code == 200
    assert client.post(joiner, {"act": "agree", "p0-name": ""}).status_code == 422
    answers = {
        "act": "agree",
        "p0-name": "Jo Joiner",
        "p0-agency": "City",
        "p0-country": "US",
        "p0-email": "x@y.example",
    }
    assert client.post(joiner, answers).status_code == 200
    assert client.post(leaver, {"act": "agree"}).status_code == 200
    assert client.get(leaver).status_code == 404
    run_tasks()

    assert Substitution.objects.get().state == "done"
    assert place_of(order).email == "jo@agency.example"


def link_path(to):
    text = OutboxMail.objects.filter(recipient=to).latest("pk").text
    line = next(line for line in text.splitlines() if "/substitution/" in line)
    return line[line.index("/conference/") :]


def test_a_colleague_may_say_no(order, client):
    client.post(f"{base(order)}colleague/", {"name": "Jo Joiner", "email": "jo@agency.example"})

    client.post(link_path("jo@agency.example"), {"act": "decline"})

    assert Substitution.objects.get().state == "cancelled"


def test_credit_of_a_half_paid_order_comes_back(order, client, run_tasks, monkeypatch):
    client.post(f"{base(order)}give-up/", {"expected": "125.00", "way": "credit"})
    credit = Balance.objects.get()
    later = EditionFactory(start_date=place_of(order).edition.start_date.replace(year=2028, day=7))
    dear = placed(person(TicketTypeFactory(edition=later, early=500, regular=500, late=500)), method="card")
    crediting.pay_with_credit(order=dear, code=credit.code, actor=None)
    assert credit.left == 0

    monkeypatch.setattr(crediting, "REST_WITHIN", -crediting.REST_WITHIN)
    assert crediting.end_half_paid() == 1
    run_tasks()

    assert credit.left == Decimal(125)
    assert list(find_errors()) == []
