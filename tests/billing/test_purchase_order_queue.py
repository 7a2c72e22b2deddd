"""The queue of purchase orders: where each stands, found by search and filter."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factories import billing as make
from factories.people import UserFactory

from billing.invoices.models import Invoice
from billing.invoices.services import issue_invoice
from billing.orders.services import cancel_order
from billing.purchase_orders.services import approve_purchase_order, refuse_purchase_order
from billing.purchase_orders.stages import with_stages

pytestmark = pytest.mark.django_db
URL = reverse("finance_purchase_orders:index")


def promised(number=""):
    return make.order(method="purchase_order", billing=make.BillTo(agency="City of Example", reference=number))


@pytest.fixture
def finance(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=["finance"]))
    return client


def stage_of(order):
    return with_stages().get(order=order).stage


def test_each_stands_where_its_decision_invoice_and_money_say(finance):
    order = promised("PO-77")
    stages = [stage_of(order)]
    refuse_purchase_order(order=order, reason="unsigned", actor=None)
    stages.append(stage_of(order))
    other = promised()
    approve_purchase_order(order=other, actor=None)
    stages.append(stage_of(other))
    invoice = issue_invoice(order=other)
    stages.append(stage_of(other))
    make.booked(other, Decimal(95))
    stages.append(stage_of(other))
    Invoice.objects.filter(pk=invoice.pk).update(due_on=invoice.due_on - timedelta(days=60))
    stages.append(stage_of(other))
    make.paid_by_check(other)
    stages.append(stage_of(other))
    cancel_order(order=order, actor=None, reason="")
    stages.append(stage_of(order))

    assert stages == ["announced", "refused", "approved", "invoiced", "part_paid", "overdue", "paid", "ended"]
    found = finance.get(f"{URL}?stage=paid&stage=part_paid").context["object_list"]
    assert [row.order_id for row in found] == [other.pk]
    for text in ("po-77", order.number, "city of"):
        assert order.pk in [row.order_id for row in finance.get(URL, {"q": text}).context["object_list"]]


def test_the_queue_takes_the_same_queries_for_one_and_three(finance, django_assert_num_queries):
    issue_invoice(order=promised())
    finance.get(URL)
    with CaptureQueriesContext(connection) as one:
        finance.get(URL)
    for _more in range(2):
        issue_invoice(order=promised())
    with django_assert_num_queries(len(one)):
        finance.get(URL)
