"""Sales, income, what is owed and how full workshops are: by the ledger to the cent, on screen as in the files."""

import csv
import io
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.badges import admitted
from factories.billing import booked, paid_by_check
from factories.conference import AddOnFactory, EditionFactory, TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed
from lxml import etree
from openpyxl import load_workbook

from billing.orders.models import Order
from billing.payments.models import Transaction
from conference.registration.capacity import usage
from conference.registration.figures.money import ageing, income, ledger
from conference.registration.figures.sales import net_by_day, sales, sold_until
from conference.registration.figures.tables import steps
from conference.registration.figures.workshops import workshops
from conference.registration.places import Registration
from conference.registration.services.deciding import cancel_place, refuse_place
from conference.registration.services.fulfilment import fulfil
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
URL = "/admin/conference/figures/"


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def edition():
    start = timezone.localdate() + timedelta(days=100)
    return EditionFactory(start_date=start, capacity=50)


@pytest.fixture
def finance(client):
    user = UserFactory(roles=["finance"])
    client.force_login(user)
    return user


def gov(edition, **fields):
    return TicketTypeFactory(edition=edition, vetting="manual", **fields)


def bought(edition, days_before, place):
    """Let a place have been bought at noon of a day so many days before the start."""
    noon = datetime.combine(edition.start_date, datetime.min.time(), tzinfo=edition.zone) + timedelta(hours=12)
    Registration.objects.filter(pk=place.pk).update(created_at=noon - timedelta(days=days_before))


def test_only_those_with_a_role_for_it_read_figures(client, edition):
    for roles, status in ((["organizer"], 200), (["finance"], 200), (["registration"], 302), (["check-in"], 302)):
        client.force_login(UserFactory(roles=roles))
        assert client.get(f"{URL}{edition.year}/").status_code == status, roles


def test_the_curve_counts_by_the_editions_own_days_and_ends_at_what_is_taken(edition):
    ticket = gov(edition)
    places = [placed(person(ticket), method="check").registrations.get() for _ in range(4)]
    for place, days in zip(places, (150, 120, 120, 101), strict=True):
        bought(edition, days, place)
    # Half past eleven in the evening there is the next day in UTC.
    late = datetime.combine(edition.start_date, datetime.min.time(), tzinfo=edition.zone) - timedelta(
        days=119, minutes=30
    )
    Registration.objects.filter(pk=places[2].pk).update(created_at=late)
    cancel_place(place=places[0], actor=None, reason="x")
    refuse_place(place=places[1], actor=UserFactory(), reason="x")
    net = net_by_day(edition)

    assert sold_until(net, 150) == 1
    assert sold_until(net, 120) == 3
    assert sold_until(net, 101) == 4
    assert sum(net.values()) == usage(edition).edition == 2


def test_orders_that_expired_leave_the_curve_on_their_day(edition):
    order = placed(person(gov(edition)), method="check")
    bought(edition, 120, order.registrations.get())
    Registration.objects.filter(order=order).update(state="expired")
    Order.objects.filter(pk=order.pk).update(state="expired", ended_at=timezone.now())

    net = net_by_day(edition)

    assert (sold_until(net, 120), sum(net.values())) == (1, 0)


def test_this_year_stands_beside_last_year_and_the_capacity(edition):
    last = EditionFactory(start_date=edition.start_date - timedelta(days=364))
    for number, days in enumerate((130, 110, 20)):
        bought(last, days, admitted(edition=last, email=f"last{number}@agency.example"))
    bought(edition, 105, admitted(edition=edition))

    figure = sales(edition, last)

    rows = {row[0]: row[1:] for row in figure.rows}
    assert figure.header == ["days before the start", str(edition), "% of 50 places", str(last)]
    assert rows[112] == [0, "0.0", 1]
    assert rows[105] == [1, "2.0", 2]
    assert rows[7] == ["", "", 3]
    assert "1 place is taken of 50" in figure.summary
    assert [line.style for line in figure.lines] == ["now", "before", "limit"]


def test_income_and_ledger_are_the_books_to_the_cent(edition):
    workshop = AddOnFactory(edition=edition, price=Decimal("125.10"))
    full = gov(edition, early=Decimal("895.33"), regular=Decimal("895.33"), late=Decimal("895.33"), name="Full")
    paid = placed(person(full, add_ons=[workshop]), person(full), method="check")
    paid_by_check(paid)
    fulfil(paid.pk)
    part = placed(person(full), method="purchase_order")
    booked(part, Decimal("100.01"))
    cancel_place(place=paid.registrations.last(), actor=UserFactory(), reason="x", keep=Decimal("75.00"))
    elsewhere = placed(person(gov(EditionFactory(start_date=edition.start_date + timedelta(days=364)))), method="check")

    sold, books = income(edition), ledger(edition)

    orders = Order.objects.filter(pk__in=[paid.pk, part.pk])
    charged = sum((order.total for order in orders), Decimal(0))
    moved = Transaction.objects.filter(order__in=orders).aggregate(sum=Sum("amount"))["sum"]
    values = {row[0]: row[1] for row in books.rows}
    assert {row[0]: row[4] for row in sold.rows} == {
        "Full": Decimal("1790.66"), "Add-ons": Decimal("125.10"), "Fees and other": Decimal("75.00"),
    }  # fmt: skip
    assert sold.totals[4] == values["Charged"] == charged
    assert values["Received"] + values["Paid back"] == round(moved, 2)
    assert values["Still owed"] == sum((order.balance for order in orders), Decimal(0))
    assert elsewhere.total > 0


def test_purchase_orders_stand_in_the_bucket_of_their_age(edition):
    ticket = gov(edition, early=Decimal(100), regular=Decimal(100), late=Decimal(100))
    midnight = datetime.combine(edition.today(), datetime.min.time(), tzinfo=edition.zone)
    for days in (0, 30, 31, 60, 61, 90, 91, 400):
        order = placed(person(ticket), method="purchase_order")
        Order.objects.filter(pk=order.pk).update(placed_at=midnight - timedelta(days=days))
    paid_by_check(placed(person(ticket), method="purchase_order"))
    placed(person(ticket), method="check")

    figure = ageing(edition)

    assert figure.rows == [[name, 2, Decimal("200.00")] for name in ("0–30", "31–60", "61–90", "90+")]
    assert figure.totals == ["Total", 8, Decimal("800.00")]


def test_workshops_show_what_is_taken_of_their_places(edition):
    small, large = AddOnFactory(edition=edition, capacity=1), AddOnFactory(edition=edition, capacity=None)
    placed(person(gov(edition), add_ons=[small, large]), method="check")

    figure = workshops(edition)

    assert [row[1:] for row in figure.rows] == [[1, 1, "100.0", 0], ["", 1, "", 0]]
    assert figure.summary == "1 of 2 are full."


def test_screen_and_files_say_the_same(client, finance, edition):
    admitted(edition=edition)
    AddOnFactory(edition=edition)
    placed(person(gov(edition, name="=HYPERLINK(1)")), method="purchase_order")
    page = etree.HTML(client.get(f"{URL}{edition.year}/").content)

    for table in page.findall(".//section[@class='figure']"):
        code = table.get("aria-labelledby").removeprefix("figure-")
        shown = [["".join(cell.itertext()) for cell in row] for row in table.findall(".//table//tr")]
        if shown[-1] == ["Nothing yet."]:
            continue
        path = f"{URL}{edition.year}/{code}/"
        assert client.post(path, {"kind": "csv", "reason": ""}).status_code == 422
        text = client.post(path, {"kind": "csv", "reason": "board"}).content.decode("utf-8-sig")
        book = load_workbook(io.BytesIO(client.post(path, {"kind": "xlsx", "reason": "board"}).content))
        from_csv = [[cell.removeprefix("'") for cell in row] for row in csv.reader(io.StringIO(text))]
        from_book = [["" if cell is None else str(cell) for cell in row] for row in book.active.values]
        assert from_csv == shown, code
        assert [row[0].removeprefix("'") for row in from_book] == [row[0] for row in shown], code
    assert AuditEntry.objects.filter(action="figures.exported", actor=finance).count() == 10
    assert client.get(f"{URL}{edition.year}/none/").status_code == 404
    assert client.get(f"{URL}1999/").status_code == 404
    assert client.get(URL).status_code == 302


def test_charts_have_names_and_no_style_of_their_own(client, finance, edition):
    admitted(edition=edition)
    AddOnFactory(edition=edition)
    page = etree.HTML(client.get(f"{URL}{edition.year}/").content)

    charts = page.findall(".//figure[@class='chart']/svg")

    assert len(charts) == 5
    for chart in charts:
        names = chart.get("aria-labelledby").split()
        assert chart.get("role") == "img"
        assert all(page.find(f".//*[@id='{name}']").text.strip() for name in names)
        assert not chart.xpath(".//@style | .//script | .//style")


def test_figures_cost_the_same_for_one_and_for_many(client, finance, edition):
    def count():
        client.get(f"{URL}{edition.year}/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{URL}{edition.year}/").status_code == 200
        return len(captured)

    ticket = gov(edition)
    placed(person(ticket, add_ons=[AddOnFactory(edition=edition)]), method="purchase_order")
    one = count()
    for _ in range(3):
        placed(person(gov(edition), add_ons=[AddOnFactory(edition=edition)]), method="purchase_order")

    assert count() == one


def test_an_empty_edition_has_figures_too(client, finance, edition):
    assert client.get(f"{URL}{edition.year}/").status_code == 200


def test_marks_of_an_axis_reach_the_most():
    for most in (0, 1, 3, 4, 50, 99, 1500):
        marks = steps(most)
        assert marks[0] == 0
        assert marks[-1] >= most
