"""Our ledger beside Stripe's: nothing differs when all is well, everything that differs is told."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from factories import billing as make
from factories.people import UserFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.audit import find_errors
from billing.bank.models import BankLine, BankStatement
from billing.errors import UnderWayError
from billing.orders.models import Order
from billing.payments.ledger import book
from billing.payments.services import start_checkout
from billing.queue.models import FinanceCase
from billing.reconciliation.comparing import Ours, Period, Theirs, compare
from billing.reconciliation.models import Reconciliation, StripeMovement
from billing.reconciliation.services import request_reconciliation
from billing.reconciliation.tasks import reconcile_last_week
from billing.refunds.services import request_refund
from billing.sandbox import balance

pytestmark = pytest.mark.django_db(transaction=True)


def bought(fake_stripe, price="1095.00", *, deliver=True):
    order = make.order(make.ticket(price))
    start_checkout(order=order, **make.BACK)
    fake_stripe.pay(fake_stripe.sessions()[0]["id"])
    if deliver:
        fake_stripe.deliver("checkout.session.completed")
    order.refresh_from_db()
    return order


def at_stripe(fake_stripe, act, *arguments, **options):
    with fake_stripe.server.account.store.lock:
        return act(fake_stripe.server.account, *arguments, **options)


def compared(run_tasks, days=0):
    today = timezone.localdate() - dt.timedelta(days=days)
    run = request_reconciliation(since=today - dt.timedelta(days=1), until=today, actor=None)
    run_tasks()
    run.refresh_from_db()
    assert run.state == "done", run.error
    return [(row.what, row.kind, row.ours, row.theirs) for row in run.differences.order_by("what", "pk")]


def test_nothing_differs_when_all_is_booked_and_the_money_is_at_the_bank(fake_stripe, run_tasks):
    order = bought(fake_stripe)
    request_refund(order=order, amount=Decimal("95.00"), reason="", actor=None, key="k")
    run_tasks()
    disputed = at_stripe(fake_stripe, balance.dispute, bought(fake_stripe, "50.00").transactions.get().provider_ref)
    fake_stripe.deliver()
    at_stripe(fake_stripe, balance.close_dispute, disputed["id"], won=True)
    fake_stripe.deliver()
    payout = at_stripe(fake_stripe, balance.pay_out)
    statement = BankStatement.objects.create(digest="d", name="x.csv")
    BankLine.objects.create(statement=statement, row=1, booked_on=timezone.localdate(), currency="USD",
                            amount=Decimal(payout["amount"]) / 100, fingerprint="f")  # fmt: skip

    assert compared(run_tasks) == []
    assert compared(run_tasks) == []
    assert StripeMovement.objects.count() == len(fake_stripe.server.account.store.newest("balance_transaction"))
    assert list(find_errors()) == []


def test_every_difference_is_told_and_queued_once(fake_stripe, run_tasks):
    lost = bought(fake_stripe, "10.00", deliver=False)
    order = bought(fake_stripe, deliver=False)
    fake_stripe.post(next(e for e in reversed(fake_stripe.events()) if e["type"] == "checkout.session.completed"))
    refund = fake_stripe.server.account
    charge = next(c for c in refund.store.newest("charge") if c["amount"] == 109500)
    refund.store.save(charge | {"amount": 109400})
    with transaction.atomic():
        other = make.order(make.ticket("5.00"))
        book(other, kind="payment", method="card", amount=Decimal("5.00"), provider_ref="pi_invented")
    at_stripe(fake_stripe, balance.pay_out)

    found = compared(run_tasks)

    assert sorted(found, key=str) == sorted(
        [
            ("charge", "not_here", None, Decimal("10.00")),
            ("charge", "amount", Decimal("1095.00"), Decimal("1094.00")),
            ("charge", "not_there", Decimal("5.00"), None),
            ("charge", "fee", Decimal("32.03"), Decimal("32.06")),
            ("payout", "not_here", None, Decimal("1072.35")),
        ],
        key=str,
    )
    cases = FinanceCase.objects.filter(kind="difference")
    assert cases.count() == 3
    assert compared(run_tasks) == found
    assert cases.count() == 3
    assert [Order.objects.get(pk=one.pk).state for one in (lost, order)] == ["held", "paid"]


def test_a_webhook_a_day_late_heals_the_difference(fake_stripe, run_tasks):
    order = bought(fake_stripe, deliver=False)
    assert [row[:2] for row in compared(run_tasks)] == [("charge", "not_here")]

    # Stripe delivers late, twice, and in the reverse order.
    for event in [*reversed(fake_stripe.events()), *fake_stripe.events()]:
        fake_stripe.post(event)

    assert compared(run_tasks) == []
    assert order.transactions.count() == 1
    assert list(find_errors()) == []


@pytest.mark.parametrize("won", [True, False])
@pytest.mark.parametrize("turn", [1, -1])
def test_a_dispute_reaches_the_queue_and_its_end_too_in_any_order(fake_stripe, won, turn):
    order = bought(fake_stripe)
    made = at_stripe(fake_stripe, balance.dispute, order.transactions.get().provider_ref)
    at_stripe(fake_stripe, balance.close_dispute, made["id"], won=won)
    events = [event for event in fake_stripe.events() if "dispute" in event["type"]]

    for event in [*events[::turn], *events]:
        fake_stripe.post(event)

    case = FinanceCase.objects.get(kind="dispute")
    assert (case.reference, case.details["outcome"]) == (made["id"], "won" if won else "lost")
    assert case.state == ("resolved" if won else "open")
    order.refresh_from_db()
    assert (order.paid, order.state) == ((Decimal("1095.00"), "paid") if won else (Decimal("0.00"), "awaiting"))
    assert list(find_errors()) == []


def test_a_silent_stripe_fails_the_run_and_the_same_period_may_be_asked_again(fake_stripe, run_tasks):
    today = timezone.localdate()
    run = request_reconciliation(since=today, until=today, actor=None)
    with pytest.raises(UnderWayError):
        request_reconciliation(since=today, until=today, actor=None)
    fake_stripe.break_down(times=3)
    run_tasks()

    run.refresh_from_db()
    assert (run.state, run.differences.count()) == ("failed", 0)
    stuck = request_reconciliation(since=today, until=today, actor=None)
    Reconciliation.objects.filter(pk=stuck.pk).update(created_at=timezone.now() - dt.timedelta(hours=1))
    assert request_reconciliation(since=today, until=today, actor=None).pk != stuck.pk
    assert reconcile_last_week() == 1
    assert reconcile_last_week() == 0


def test_finance_asks_with_a_button_and_takes_the_result_away(client, fake_stripe, run_tasks, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=["finance"]))
    bought(fake_stripe, "10.00", deliver=False)
    today = timezone.localdate().isoformat()
    url = reverse("finance_reconciliation:index")

    assert client.post(url, {"since": today, "until": "2020-01-01"}).status_code == 422
    page = client.post(url, {"since": today, "until": today}).url
    assert b"Progress" in client.get(page).content
    run_tasks()
    assert b"at Stripe, not here" in client.get(page).content
    table = client.post(f"{page}export/", {"kind": "csv", "reason": "the auditor"}).content.decode("utf-8-sig")
    assert "not_here,charge,pi_" in table
    client.force_login(UserFactory(roles=["organizer"]))
    assert client.get(url).context["form"] is None
    client.post(url, {"since": today, "until": today})
    assert Reconciliation.objects.count() == 1


NOON = dt.datetime(2027, 1, 1, 12, tzinfo=dt.UTC)
things = st.dictionaries(st.integers(0, 30).map(str), st.decimals("0.01", "900", places=2), max_size=20)


@settings(max_examples=50, deadline=None)
@given(here=things, there=things)
def test_the_differences_are_exactly_those_that_there_are(here, there):
    period = Period(NOON - dt.timedelta(days=1), NOON + dt.timedelta(days=1))
    ours = {key: Ours(key, amount, "USD", NOON) for key, amount in here.items()}
    theirs = [Theirs(key, amount, "USD", NOON) for key, amount in there.items()]

    found = {(item.key, item.kind.value) for item in compare("charge", ours, theirs, period)}

    assert found == (
        {(key, "not_there") for key in here.keys() - there.keys()}
        | {(key, "not_here") for key in there.keys() - here.keys()}
        | {(key, "amount") for key in here.keys() & there.keys() if here[key] != there[key]}
    )
