"""Reminders, late fees, reissued and pro-forma invoices: terms as data, and nothing cancelled by itself."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from factories import billing as make
from factories.people import UserFactory
from pypdf import PdfReader

from billing.audit import find_errors
from billing.errors import NothingToPayError, NotOverdueError, ReplacedError
from billing.invoices.issuing import issue_due_documents, remind_of_unpaid_invoices
from billing.invoices.models import Invoice, NumberSeries
from billing.invoices.reissuing import issue_pro_forma, reissue_invoice
from billing.orders.inputs import BillTo
from billing.orders.models import Order
from billing.orders.services import cancel_order
from billing.terms.models import PaymentTerms
from billing.terms.services import charge_late_fee, may_charge_late_fee
from core.audit.models import AuditEntry
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _books_are_in_order():
    yield
    assert list(find_errors()) == []


def invoiced(**fields):
    order = make.order(method="purchase_order", **fields)
    issue_due_documents(order.pk)
    OutboxMail.objects.all().delete()
    return order


def days_after_invoice(days):
    """Remind as it is so many days after every invoice was issued, due after 30; return how many mails were written."""
    issued = timezone.now() - days * DAY
    due = timezone.localdate(issued) + 30 * DAY
    Invoice.objects.filter(kind="invoice").update(issued_at=issued, due_on=due)
    return remind_of_unpaid_invoices()


def text_of(document):
    document.refresh_from_db()
    with document.file.content.open("rb") as handle:
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(handle.read())).pages).split())


def test_the_billing_contact_is_reminded_on_the_days_of_the_terms_until_it_is_paid():
    order = invoiced()

    assert [days_after_invoice(days) for days in (0, 29, 30, 30, 44, 45, 59, 60, 61, 400)] == [
        0, 0, 1, 0, 0, 1, 0, 1, 0, 0,
    ]  # fmt: skip
    assert {mail.recipient for mail in OutboxMail.objects.all()} == {"ap@example.gov"}
    order.refresh_from_db()
    assert order.state == Order.State.AWAITING
    OutboxMail.objects.all().delete()
    make.paid_by_check(order)
    assert days_after_invoice(45) == 0


def test_reminders_missed_are_not_made_up_and_none_follows_a_cancellation():
    PaymentTerms.objects.create(pk=1, reminder_days=[5, 10])
    order = invoiced()

    assert days_after_invoice(50) == 1
    cancel_order(order=order, actor=None, reason="")
    assert days_after_invoice(51) == 0


def test_a_late_fee_is_charged_once_by_a_person_and_only_when_it_is_late(run_tasks):
    PaymentTerms.objects.create(pk=1, late_after_days=10, late_fee=Decimal("20.00"), late_fee_percent=Decimal("1.5"))
    order = invoiced()
    days_after_invoice(39)
    assert not may_charge_late_fee(order)
    days_after_invoice(40)

    line = charge_late_fee(order=order, actor=None)

    run_tasks()
    assert line.gross == Decimal("36.43")
    assert [invoice.total for invoice in Invoice.objects.order_by("pk")] == [Decimal("1095.00"), Decimal("36.43")]
    with pytest.raises(NotOverdueError):
        charge_late_fee(order=order, actor=None)


def test_an_invoice_goes_to_somebody_else_with_a_number_of_its_own(run_tasks):
    order = invoiced()
    old = order.invoices.get()
    billing = BillTo(name="Ada Example", agency="County of Example", email="AP@county.example", tax_id="T-9")

    new = reissue_invoice(invoice=old, billing=billing, reason="merged", actor=None)

    run_tasks()
    old.refresh_from_db()
    order.refresh_from_db()
    assert (new.replaces, old.replaced_by, new.total, new.due_on) == (old, new, old.total, old.due_on)
    assert (old.bill_to["agency"], new.bill_to["agency"]) == ("City of Example", "County of Example")
    assert NumberSeries.objects.get(series="INV").last == 2
    assert order.billing_contact == "ap@county.example"
    assert [mail.recipient for mail in OutboxMail.objects.all()] == ["ap@county.example"]
    text = text_of(new)
    for part in (f"Replaces {old.number}", "County of Example", "Tax id: T-9", "Tax $0.00"):
        assert part in text
    with pytest.raises(ReplacedError):
        reissue_invoice(invoice=old, billing=billing, reason="again", actor=None)
    # Only what stands is reminded of.
    OutboxMail.objects.all().delete()
    assert days_after_invoice(30) == 1
    cancel_order(order=order, actor=None, reason="")
    run_tasks()
    assert order.invoices.get(kind="credit_note").credits == new


def test_a_pro_forma_invoice_is_no_claim(run_tasks):
    order = make.order(method="card")

    document = issue_pro_forma(order=order, actor=None)

    run_tasks()
    assert (document.number[:3], document.total) == ("PF-", Decimal("1095.00"))
    assert "asks for no payment yet" in text_of(document)
    assert not NumberSeries.objects.exists()
    make.paid_by_check(order)
    with pytest.raises(NothingToPayError):
        issue_pro_forma(order=order, actor=None)


@pytest.fixture
def finance(client, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=["finance"]))
    return client


def test_finance_corrects_an_order_from_its_page(finance, run_tasks):
    order = invoiced()
    make.paid_by_check(order)
    old = order.invoices.get(kind="invoice")
    entry = order.transactions.get()

    def act(name, **values):
        return finance.post(reverse("finance_orders:act", args=[order.pk, name]), {"key": "k", **values}).status_code

    assert act("correct", entry=entry.pk, reason="of another agency") == 302
    assert act("correct", entry=entry.pk, reason="again") == 422
    assert act("reissue", invoice=old.pk, reason="merged") == 422
    assert act("reissue", invoice=old.pk, reason="merged", agency="County", country="US") == 302
    assert act("pro-forma") == 302
    run_tasks()
    order.refresh_from_db()
    assert (order.state, order.billing_agency) == (Order.State.AWAITING, "County")
    page = finance.get(reverse("finance_orders:detail", args=[order.pk])).content.decode()
    assert f"replaced by {old.replaced_by.number}" in page


def test_the_terms_are_set_with_an_audit_entry(finance):
    url = reverse("finance_terms:index")
    values = {"net_days": 45, "reminder_days": "60, 45,45", "late_after_days": 0, "late_fee": "1",
              "late_fee_percent": 0, "card_fee_percent": "2.9", "card_fee_fixed": "0.3"}  # fmt: skip

    bad = finance.post(url, {**values, "reminder_days": "30; x"})
    assert bad.status_code == 422
    assert finance.post(url, {**values, "late_fee": "-1"}).status_code == 422
    assert finance.post(url, values).status_code == 302

    assert PaymentTerms.objects.get().reminder_days == [45, 60]
    assert AuditEntry.objects.get(action="payment_terms.changed").changes["net_days"] == ["30", "45"]
    invoice = Invoice.objects.get(order=invoiced())
    assert (invoice.due_on - timezone.localdate(), invoice.terms["net_days"]) == (45 * DAY, 45)
