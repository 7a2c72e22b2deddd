"""Finance's screens: who may open them, lists, acts, exports."""

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from factories import billing as make
from factories.people import UserFactory
from openpyxl import load_workbook

from billing.invoices.services import issue_invoice
from billing.orders.models import Order
from billing.queue.services import open_case
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
LISTS = ["finance_orders:index", "finance_payments:index", "finance_queue:index", "finance_invoices:index"]


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


def staff(client, *roles):
    user = UserFactory(roles=roles)
    client.force_login(user)
    return user


@pytest.fixture
def finance(client):
    return staff(client, "finance")


def act(client, order, action, **values):
    url = reverse("finance_orders:act", args=[order.pk, action])
    key = client.get(url).context["form"]["key"].value()
    return client.post(url, {"key": key, **values}), key


@pytest.mark.parametrize("name", LISTS)
def test_only_finance_and_organizers_open_the_lists(client, name):
    for roles, status in ((["finance"], 200), (["organizer"], 200), (["check-in"], 302), ([], 403)):
        staff(client, *roles)
        assert client.get(reverse(name)).status_code == status


def test_the_menu_is_shown_to_finance_alone(client, finance):
    assert b"finance/orders" in client.get(reverse("finance_queue:index")).content
    staff(client, "programme")
    assert b"finance/orders" not in client.get(reverse("wagtailadmin_home")).content


@pytest.mark.parametrize("name", LISTS)
def test_a_list_takes_the_same_queries_for_one_row_and_for_three(client, finance, name, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def fill():
        order = make.order(method="check")
        make.paid_by_check(order)
        issue_invoice(order=order)
        open_case(kind="overpaid", order=order)

    fill()
    client.get(reverse(name))
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(reverse(name))
    fill()
    fill()
    with django_assert_num_queries(len(one)):
        client.get(reverse(name))


def test_orders_are_filtered_and_searched(client, finance):
    found = make.order(method="check")
    make.order()

    for query in ("?state=awaiting", "?method=check", f"?q={found.number[3:]}"):
        page = client.get(reverse("finance_orders:index") + query)
        assert [order.number for order in page.context["object_list"]] == [found.number]


def test_a_payment_is_booked_once_however_often_the_form_is_sent(client, finance):
    order = make.order(method="check")
    values = {"amount": "500.00", "method": "check", "received_on": "2027-02-03", "reference": "1001"}

    first, key = act(client, order, "payment", **values)
    client.post(reverse("finance_orders:act", args=[order.pk, "payment"]), {"key": key, **values})

    assert first.status_code == 302
    entry = order.transactions.get()
    assert (entry.amount, entry.booked_by) == (Decimal("500.00"), finance)


def test_an_order_is_cancelled_with_a_reason(client, finance):
    order = make.order(method="check")

    act(client, order, "cancel", reason="asked by phone", refund="0")

    assert Order.objects.get().state == "cancelled"
    entry = AuditEntry.objects.get(action="order.cancelled")
    assert (entry.actor, entry.reason) == (finance, "asked by phone")


def test_what_is_refused_is_said_above_the_form(client, finance):
    order = make.paid_by_check(make.order(method="check"))

    answer, _key = act(client, order, "cancel", reason="x", refund="5000")

    assert answer.status_code == 422
    assert "at most what can be paid back" in answer.content.decode()
    assert AuditEntry.objects.get(action="order.cancel.refused").changes == {"error": "WrongAmountError"}


def test_organizers_cancel_but_do_not_book(client):
    staff(client, "organizer")
    order = make.order(method="check")

    assert client.get(reverse("finance_orders:act", args=[order.pk, "payment"])).status_code == 302
    act(client, order, "cancel", reason="x", refund="0")
    assert Order.objects.get().state == "cancelled"


def test_a_purchase_order_is_approved(client, finance, heard):
    order = make.order(method="purchase_order")

    act(client, order, "approve-po")

    assert Order.objects.select_related("purchase_order").get().is_covered
    assert heard[-1][0] == "approved"
    assert (
        "Approve the purchase order"
        not in client.get(reverse("finance_orders:detail", args=[order.pk])).content.decode()
    )


def test_an_export_needs_a_reason_which_is_kept_and_formulas_are_harmless(client, finance):
    make.order(buyer=make.Buyer(name="=HYPERLINK()", email="x@example.org"), method="check")
    make.order()
    url = reverse("finance_orders:export") + "?state=awaiting"

    assert client.post(url, {"kind": "xlsx", "reason": ""}).status_code == 422
    answer = client.post(url, {"kind": "xlsx", "reason": "year end"})

    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert (sheet.max_row, sheet["D2"].value) == (2, "'=HYPERLINK()")
    entry = AuditEntry.objects.get(action="orders.exported")
    assert (entry.actor, entry.reason, entry.changes["rows"]) == (finance, "year end", 1)


def test_organizers_do_not_export(client):
    staff(client, "organizer")

    assert client.get(reverse("finance_orders:export")).status_code == 302


def test_a_case_is_settled_with_a_sentence(client, finance):
    case = open_case(kind="unknown_payment", reference="pi_1")
    url = reverse("finance_queue:case", args=[case.pk])

    assert client.post(url, {"act": "note", "resolution": ""}).status_code == 422
    client.post(url, {"act": "note", "resolution": "A test payment of ours."})

    case.refresh_from_db()
    assert (case.state, case.resolved_by) == ("resolved", finance)


def test_the_order_page_shows_lines_ledger_documents_and_history(client, finance):
    order = make.paid_by_check(make.order(method="purchase_order"))
    issue_invoice(order=order)

    page = client.get(reverse("finance_orders:detail", args=[order.pk])).content.decode()

    for part in ("Full conference", "1001", "INV-", "order.placed", "Book a payment", "City of Example"):
        assert part in page
