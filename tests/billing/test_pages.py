"""The buyer's pages: who sees them, paying, cancelling, purchase orders, documents, quotes."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from factories import billing as make
from factories.people import UserFactory

from billing.invoices.issuing import issue_due_documents
from billing.invoices.issuing import make as make_pdf
from billing.invoices.services import request_quote
from billing.orders import sections
from billing.orders.inputs import BillTo
from billing.orders.models import Order

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def page(client, order):
    return client.get(order.guest_path)


def test_whoever_has_the_link_sees_the_order_and_nobody_caches_it(client):
    order = make.order(make.ticket("100.00"))

    answer = page(client, order)

    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")
    assert "$100.00" in answer.content.decode()


@pytest.mark.parametrize("action", ["", "pay/", "cancel/", "purchase-order/", "documents/aaaaaaaaaaaaaaaaaaaaaa/"])
def test_a_wrong_secret_is_a_404_everywhere(client, action):
    order = make.order()
    path = reverse("billing:guest_order", args=[order.public_id, "x" * 32]) + action

    assert client.get(path).status_code in (404, 405)
    assert client.post(path).status_code in (404, 405)


def test_signed_in_only_the_buyer_and_staff_see_it(client):
    owner = UserFactory()
    order = make.order(user=owner)

    assert client.get(order.get_absolute_url()).status_code == 302
    for user, status in ((owner, 200), (UserFactory(), 404), (UserFactory(roles=["finance"]), 200)):
        client.force_login(user)
        assert client.get(order.get_absolute_url()).status_code == status


def test_a_guests_order_is_theirs_once_the_address_is_verified(client):
    order = make.order()
    verified = UserFactory(email=order.buyer_email)
    client.force_login(verified)

    assert client.get(order.get_absolute_url()).status_code == 200
    assert list(Order.objects.of(verified)) == [order]
    assert list(Order.objects.of(UserFactory(email="other@example.org", verified=False))) == []


def test_paying_goes_to_stripe_and_back_without_giving_stripe_the_secret(client, fake_stripe):
    order = make.order()

    away = client.post(order.guest_path + "pay/")
    (session,) = fake_stripe.sessions()
    fake_stripe.pay(session["id"])
    back = client.get(session["success_url"], follow=True)

    assert (away.status_code, away.url) == (303, order.attempts.get().url)
    assert order.secret not in str(session)
    assert back.redirect_chain[0][0] == f"{order.guest_path}?returned=1"
    assert "Paid in full" in back.content.decode()


def test_a_silent_stripe_is_said_and_the_order_is_kept(client, fake_stripe):
    order = make.order()
    fake_stripe.break_down(times=4)

    answer = client.post(order.guest_path + "pay/", follow=True)
    fake_stripe.server.faults.clear()

    assert "Nothing was charged and your order is kept" in answer.content.decode()
    assert Order.objects.get().state == "held"


def test_a_stranger_cannot_use_the_way_back(client):
    order = make.order()

    assert client.get(order.get_absolute_url() + "return/").status_code == 404


def test_a_hold_can_be_given_back(client):
    order = make.order()

    answer = client.post(order.guest_path + "cancel/", follow=True)

    assert "This order was cancelled" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "status", "state"),
    [(PDF, 302, "submitted"), (b"MZ\x90", 422, "promised"), (b"<html>%PDF-", 422, "promised")],
)
def test_a_purchase_order_file_is_judged_by_its_content(client, content, status, state):
    order = make.order(method="purchase_order")
    file = SimpleUploadedFile("po.pdf", content, content_type="application/pdf")

    answer = client.post(order.guest_path + "purchase-order/", {"number": "PO-9", "file": file})

    order = Order.objects.select_related("purchase_order").get()
    assert (answer.status_code, order.purchase_order.state) == (status, state)
    if status == 422:
        assert "PO-9" in answer.content.decode()


def test_documents_are_downloaded_by_link_and_only_those_of_the_order(client):
    order, other = make.order(method="check"), make.order(method="check")
    for each in (order, other):
        issue_due_documents(each.pk)
    own, foreign = order.invoices.get(), other.invoices.get()

    answer = client.get(f"{order.guest_path}documents/{own.public_id}/")

    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert client.get(f"{order.guest_path}documents/{foreign.public_id}/").status_code == 404


def test_a_quote_waits_for_its_pdf_and_offers_it(client):
    quote = request_quote(lines=[make.ticket("99.00")], billing=BillTo(), currency="USD", seller="tests")
    url = reverse("billing:quote", args=[quote.public_id])

    waiting = client.get(url).content.decode()
    make_pdf(quote.pk)
    done = client.get(url).content.decode()

    assert ("Load the page again" in waiting, "Download the PDF" in waiting) == (True, False)
    assert ("Load the page again" in done, "Download the PDF" in done) == (False, True)


def test_sellers_show_their_part_of_the_page(client, monkeypatch):
    monkeypatch.setattr(sections, "_sections", {})
    sections.register("tests", "billing/state.html", lambda order: {"order": order})

    assert "on hold" in page(client, make.order()).content.decode()


def test_a_page_takes_the_same_queries_for_one_line_and_for_three(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    one, three = make.order(), make.order(*[make.ticket(str(n)) for n in (1, 2, 3)])
    page(client, one)
    with CaptureQueriesContext(connection) as expected:
        page(client, one)
    with django_assert_num_queries(len(expected)):
        page(client, three)


def test_the_balance_of_a_partly_paid_order_is_shown(client):
    order = make.order(make.ticket("100.00"), method="check")
    make.booked(order, Decimal("40.00"))

    assert "$60.00" in page(client, order).content.decode()
