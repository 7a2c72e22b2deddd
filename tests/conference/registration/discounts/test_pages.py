"""Typing codes on the review page, and making them in the admin."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import DiscountRuleFactory, EditionFactory, TicketTypeFactory
from factories.discounts import DiscountCodeFactory, code, group
from factories.people import UserFactory
from factories.registration import person, placed

from billing.orders.models import Order
from conference.registration.discounts import views
from conference.registration.discounts.models import DiscountCode, DiscountRule, DiscountUse
from core.audit.models import AuditEntry
from people.roles import Role

pytestmark = pytest.mark.django_db
START = "/conference/2027/register/"
WRONG = "This code gives no discount here. Check it, or go on without it."


@pytest.fixture
def ticket():
    return TicketTypeFactory(edition=EditionFactory(), code="NON", vetting="manual")


@pytest.fixture
def review(client, ticket):
    people = client.post(START, {"ticket-NON": 1}).url
    fields = {"name": "Robin", "email": "robin@agency.example", "agency": "City of Example", "country": "US"}
    return client.post(people, {f"p0-{name}": value for name, value in fields.items()}).url


def use(client, review, text):
    return client.post(review.replace("review", "discount"), {"code": text}, follow=True)


def order(client, review, expected):
    values = {"buyer_name": "Robin", "buyer_email": "robin@agency.example", "method": "check", "billing_name": "AP",
              "billing_email": "ap@agency.example", "billing_address": "1 Main St", "consent_conduct": "on",
              "consent_confidentiality": "on", "expected_total": expected}  # fmt: skip
    return client.post(review, values)


def test_a_good_code_changes_the_total_and_is_bought_with(client, ticket, review):
    code(edition=ticket.edition, code="WELCOME")

    page = use(client, review, "gift").content.decode()
    answer = order(client, review, "625.50")

    assert "Discount WELCOME" in page
    assert "$625.50" in page
    assert answer.status_code == 302
    assert Order.objects.get().total == DiscountUse.objects.get().amount * 9


def test_a_code_can_be_taken_away_again(client, ticket, review):
    code(edition=ticket.edition)
    use(client, review, "GIFT")

    page = client.post(review.replace("review", "discount"), {"remove": "GIFT"}, follow=True).content.decode()

    assert "Discount " not in page.replace("Discount code", "")


def test_every_wrong_code_is_answered_alike_after_the_same_queries(client, ticket, review):
    edition = ticket.edition
    code("OFF", edition=edition, is_active=False)
    code("LATE", edition=edition, valid_until="2026-01-01")
    code("OTHERS", edition=edition, email="anna@agency.example")
    code("SPENT", edition=edition)
    placed(person(ticket), codes=["SPENT"])
    found = {}

    for text in ("UNKNOWN", "OFF", "LATE", "OTHERS", "SPENT"):
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(review.replace("review", "discount"), {"code": text})
        found[text] = (answer.url, len(captured), WRONG in client.get(answer.url).content.decode())

    assert len(set(found.values())) == 1, found
    assert found["UNKNOWN"][2]


def test_guessing_is_throttled(client, review, monkeypatch):
    monkeypatch.setattr(views, "TRIES", 2)

    assert [use(client, review, f"GUESS{n}").status_code for n in range(3)] == [200, 200, 429]


def test_a_code_used_up_meanwhile_shows_the_new_total_and_places_nothing(client, ticket, review):
    code(edition=ticket.edition)
    use(client, review, "GIFT")
    placed(person(ticket), codes=["GIFT"])

    answer = order(client, review, "625.50")

    assert (answer.status_code, Order.objects.count()) == (422, 1)
    assert order(client, review, "695.00").status_code == 302


def test_the_page_says_what_a_group_needs_and_keeps(client, ticket, review):
    rule = group(3, ticket.edition, code="AGENCY")

    assert "With 2 more people from one agency, AGENCY applies." in client.get(review).content.decode()
    DiscountRule.objects.filter(pk=rule.pk).update(minimum=1)
    assert "if some of these people cancel later, the others keep theirs" in client.get(review).content.decode()


@pytest.fixture
def organizer(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=[Role.ORGANIZER]))
    return client


def test_a_set_of_codes_is_made_and_taken_away(organizer, ticket):
    rule = DiscountRuleFactory(edition=ticket.edition, code="SCHOLAR")
    new = "/admin/conference/discount-codes/new/"

    for values in ({"number": 3}, {"emails": "anna@agency.example\nben@agency.example"}, {"shared": "harbor 27"}):
        answer = organizer.post(new, {"rule": rule.pk, "note": "board", **values})
        assert answer.status_code == 302, answer.context["form"].errors
    table = organizer.get("/admin/conference_discount_codes/?export=csv&reason=for+the+board").content.decode()

    kinds = list(DiscountCode.objects.order_by("pk").values_list("email", "max_uses"))
    single = [("", 1)] * 3 + [("anna@agency.example", 1), ("ben@agency.example", 1)]
    assert kinds == [*single, ("", None)]
    assert table.count("board") == 6
    assert "HARBOR27" in table
    assert AuditEntry.objects.filter(action="discount.codes_made").count() == 3


@pytest.mark.parametrize(
    "values", [{}, {"number": 3, "shared": "X"}, {"emails": "nobody"}, {"number": 0}, {"number": 10**9}]
)
def test_what_makes_no_set_is_said(organizer, ticket, values):
    rule = DiscountRuleFactory(edition=ticket.edition)

    answer = organizer.post("/admin/conference/discount-codes/new/", {"rule": rule.pk, **values})

    assert (answer.status_code, DiscountCode.objects.count()) == (422, 0)


def test_lists_cost_the_same_for_one_and_for_three(organizer, ticket, django_assert_num_queries):
    def count(path):
        organizer.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert organizer.get(path).status_code == 200
        return len(captured)

    paths = [f"/admin/conference_discount_{name}/" for name in ("rules", "codes", "uses")]
    code("FIRST", edition=ticket.edition)
    placed(person(ticket), codes=["FIRST"])
    one = [count(path) for path in paths]
    for number in range(2):
        code(f"MORE{number}", edition=ticket.edition)
        placed(person(ticket), codes=[f"MORE{number}"])

    assert [count(path) for path in paths] == one


@pytest.mark.parametrize("values", [{"kind": "percent", "value": 101}, {"way": "group", "minimum": None}])
def test_a_rule_that_makes_no_sense_is_refused(values):
    with pytest.raises(ValidationError):
        DiscountRuleFactory.build(edition=EditionFactory(), **values).full_clean()


def test_codes_are_one_however_they_are_written():
    first = DiscountCodeFactory(code="GIFT")

    with pytest.raises(ValidationError):
        DiscountCode(rule=first.rule, code=" gi ft").full_clean()
