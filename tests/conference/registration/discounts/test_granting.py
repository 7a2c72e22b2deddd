"""Which discount a place gets: arithmetic, who, how often, how much in all, and its release."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import AddOnFactory, DiscountRuleFactory, EditionFactory, TicketTypeFactory
from factories.discounts import code, group
from factories.people import AgencyDomainFactory, AgencyFactory, UserFactory
from factories.registration import person, placed
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.audit import find_errors
from billing.orders.services import cancel_order
from conference.edition.models import Edition
from conference.registration.discounts.arithmetic import discount_due
from conference.registration.discounts.models import DiscountUse
from conference.registration.services.deciding import cancel_place
from conference.registration.services.fulfilment import fulfil
from conference.registration.services.placing import PriceChanged
from core.money import CENT

pytestmark = pytest.mark.django_db
money = st.decimals(min_value=0, max_value=99_999, places=2)


@settings(max_examples=50)
@given(kind=st.sampled_from(["percent", "amount", "price"]), value=money, quantity=st.integers(1, 5), unit=money)
def test_a_discount_is_between_nothing_and_the_price(kind, value, quantity, unit):
    off = discount_due(kind=kind, value=min(value, Decimal(100)) if kind == "percent" else value, quantity=quantity,
                       unit_price=unit)  # fmt: skip

    assert 0 <= off <= quantity * unit
    assert off == off.quantize(CENT)


@pytest.mark.parametrize(
    ("kind", "value", "quantity", "unit", "off"),
    [
        ("percent", "10", 1, "745.00", "74.50"),
        ("percent", "33.33", 1, "0.05", "0.02"),
        ("percent", "50", 1, "0.01", "0.01"),
        ("amount", "150", 1, "100.00", "100.00"),
        ("price", "50", 2, "345.00", "590.00"),
        ("price", "400", 1, "345.00", "0.00"),
    ],
)
def test_golden_discounts(kind, value, quantity, unit, off):
    assert discount_due(kind=kind, value=Decimal(value), quantity=quantity, unit_price=Decimal(unit)) == Decimal(off)


def discounts(order):
    return [line.discount for line in order.lines.order_by("position")]


def test_a_code_takes_off_tickets_and_says_why():
    ticket = TicketTypeFactory()
    workshop = AddOnFactory(edition=ticket.edition)
    code(edition=ticket.edition, code="WELCOME")

    order = placed(person(ticket, add_ons=[workshop]), codes=[" gift "])

    assert [(line.gross, line.discount_reason) for line in order.lines.order_by("position")] == [
        (Decimal("625.50"), "WELCOME"),
        (Decimal("125.00"), ""),
    ]
    assert DiscountUse.objects.get().amount == Decimal("69.50")
    assert list(find_errors()) == []


def test_a_single_use_code_serves_one_place_until_that_is_given_back():
    ticket = TicketTypeFactory(vetting="manual")
    code(edition=ticket.edition)
    first = placed(person(ticket), person(ticket), codes=["GIFT"], method="purchase_order")

    assert discounts(first) == [Decimal("69.50"), Decimal("0.00")]
    assert discounts(placed(person(ticket), codes=["GIFT"])) == [Decimal("0.00")]
    cancel_place(place=first.registrations.first(), actor=None, reason="test")
    assert discounts(placed(person(ticket), codes=["GIFT"])) == [Decimal("69.50")]


def test_a_cancelled_order_gives_its_uses_back():
    ticket = TicketTypeFactory(vetting="manual")
    code(edition=ticket.edition)
    order = placed(person(ticket), codes=["GIFT"], method="purchase_order")

    cancel_order(order=order, actor=None, reason="test")
    fulfil(order.pk)

    assert DiscountUse.objects.live().count() == 0
    assert discounts(placed(person(ticket), codes=["GIFT"])) == [Decimal("69.50")]


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ({"ticket_codes": ["OTHER"]}, 0),
        ({"ticket_codes": ["NON"]}, 1),
        ({"domains": ["elsewhere.example"]}, 0),
        ({"domains": ["agency.example"]}, 1),
        ({"is_active": False}, 0),
        ({"quota": 0}, 0),
        ({"budget": Decimal("69.49")}, 0),
        ({"budget": Decimal("69.50")}, 1),
    ],
)
def test_a_code_is_bound_to_what_its_rule_says(rule, given):
    ticket = TicketTypeFactory(code="NON")
    code(edition=ticket.edition, **{"quota": None, **rule})

    placed(person(ticket), codes=["GIFT"])

    assert DiscountUse.objects.count() == given


@pytest.mark.parametrize(("email", "given"), [("anna@agency.example", 1), ("other@agency.example", 0)])
def test_a_named_persons_code_serves_that_person(email, given):
    ticket = TicketTypeFactory()
    code(edition=ticket.edition, email="anna@agency.example", value=100)

    order = placed(person(ticket, email=email), codes=["GIFT"])

    assert (DiscountUse.objects.count(), order.total == 0) == (given, bool(given))


@pytest.mark.parametrize(("shift", "given"), [((-1, 1), 1), ((0, 0), 1), ((1, 2), 0), ((-2, -1), 0)])
def test_days_are_those_of_the_venue(shift, given):
    ticket = TicketTypeFactory()
    today = ticket.edition.today()
    first, last = (today + timedelta(days=days) for days in shift)
    code(edition=ticket.edition, valid_from=first, valid_until=last)

    placed(person(ticket), codes=["GIFT"])

    assert DiscountUse.objects.count() == given


def test_quota_and_budget_are_kept_within_one_order():
    ticket = TicketTypeFactory()
    DiscountRuleFactory(edition=ticket.edition, way="address", domains=["agency.example"], kind="amount", value=150,
                        budget=Decimal("400.00"))  # fmt: skip

    order = placed(*[person(ticket) for _ in range(4)])

    assert discounts(order) == [Decimal("150.00"), Decimal("150.00"), Decimal("0.00"), Decimal("0.00")]


def test_each_ticket_gets_the_best_one_and_no_code_is_spent_in_vain():
    ticket = TicketTypeFactory()
    group(2, ticket.edition, value=10)
    code("SMALL", edition=ticket.edition, value=10)
    code("LARGE", edition=ticket.edition, value=20)

    order = placed(person(ticket), person(ticket), codes=["SMALL", "LARGE"])

    assert discounts(order) == [Decimal("139.00"), Decimal("69.50")]
    assert set(DiscountUse.objects.values_list("code__code", flat=True)) == {"LARGE", None}


def test_ten_of_one_agency_get_the_group_price_line_by_line_and_keep_it():
    ticket = TicketTypeFactory(vetting="manual")
    group(10, ticket.edition, code="AGENCY10")
    people = [person(ticket, agency="City of  Example") for _ in range(9)]

    order = placed(*people, person(ticket, name="", email="", agency=""), person(ticket, agency="Other"),
                   method="purchase_order")  # fmt: skip

    assert discounts(order) == [Decimal("69.50")] * 10 + [Decimal("0.00")]
    assert order.lines.first().discount_reason == "AGENCY10: 10 people from one agency"
    before = order.total
    cancel_place(place=order.registrations.first(), actor=None, reason="test")
    assert order.total == before - Decimal("625.50")
    assert list(find_errors()) == []


def test_earlier_orders_of_the_agency_account_count_for_its_people_alone():
    ticket = TicketTypeFactory()
    agency = AgencyFactory(name="City of Example", state="approved")
    AgencyDomainFactory(agency=agency, domain="agency.example")
    coordinator, stranger = UserFactory(), UserFactory()
    agency.memberships.create(user=coordinator, state="approved")
    group(3, ticket.edition)
    placed(person(ticket), person(ticket), user=coordinator)

    strangers = placed(person(ticket), user=stranger)
    guests = placed(person(ticket))
    own = placed(person(ticket), user=coordinator)

    assert [discounts(order) for order in (strangers, guests, own)] == [[Decimal(0)], [Decimal(0)], [Decimal("69.50")]]


def test_nobody_pays_more_than_they_were_shown():
    ticket = TicketTypeFactory()
    code(edition=ticket.edition)
    placed(person(ticket), codes=["GIFT"])

    with pytest.raises(PriceChanged) as refusal:
        placed(person(ticket), codes=["GIFT"], expected_total=Decimal("625.50"))

    assert refusal.value.total == Decimal("695.00")


def test_discounts_cost_the_same_for_one_and_for_two_hundred():
    edition = EditionFactory(early_until=date(2099, 1, 1), regular_until=None, late_from=None)
    ticket = TicketTypeFactory(edition=edition)
    agency = AgencyFactory(state="approved")
    user = UserFactory()
    agency.memberships.create(user=user, state="approved")
    group(1, edition)
    code(edition=edition, max_uses=None, value=5)
    placed(person(ticket))

    def count(people):
        with CaptureQueriesContext(connection) as captured:
            placed(*[person(ticket) for _ in range(people)], user=user, codes=["GIFT"], method="purchase_order")
        return len(captured)

    assert count(1) == count(3) == count(200)
    assert Edition.objects.count() == 1
