"""Random moves of buyers, finance, Stripe and the clock; after each the books are in order."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from factories import billing as make
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from billing.audit import find_errors
from billing.deposits.services import allocate
from billing.errors import BillingError
from billing.invoices import services as documents
from billing.invoices.reissuing import reissue_invoice
from billing.journal.services import post_journal
from billing.orders.inputs import BillTo
from billing.orders.lines import remaining_quantities
from billing.orders.models import Order
from billing.orders.services import add_lines, cancel_order, expire_order, reinstate_order, reverse_lines
from billing.payments.messages import RefundMessage, SessionMessage
from billing.payments.models import CheckoutAttempt
from billing.payments.services import book_payment, correct_payment
from billing.payments.sessions import apply_session
from billing.reconciliation.models import StripeMovement
from billing.refunds.models import Refund
from billing.refunds.sending import apply_refund
from billing.refunds.services import book_refund, request_refund
from core.money import minor_units

pytestmark = pytest.mark.django_db
TODAY = dt.date(2027, 3, 1)
amounts = st.decimals(min_value="0.01", max_value="900", places=2)
picks = st.integers(min_value=0, max_value=999)


class Books(RuleBasedStateMachine):
    """Every rule may be refused by name; none may break the books."""

    def __init__(self):
        super().__init__()
        self.count = 0
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def pick(self, number):
        orders = list(Order.objects.order_by("pk"))
        return orders[number % len(orders)]

    def attempt_of(self, order):
        self.count += 1
        return CheckoutAttempt.objects.create(
            order=order,
            number=order.attempts.count() + 1,
            amount=order.balance,
            currency="USD",
            state="open",
            session_id=f"cs_{self.count}",
            expires_at=timezone.now(),
        )

    def session(self, attempt, **fields):
        values = {
            "id": attempt.session_id,
            "status": "complete",
            "payment_status": "paid",
            "amount_total": minor_units(attempt.amount, "USD"),
            "currency": "usd",
            "payment_intent": f"pi_{attempt.session_id}",
        }
        return SessionMessage(**{**values, **fields})

    @initialize()
    def begin(self):
        self.place("card", [Decimal("100.00")], 1)

    @rule(
        method=st.sampled_from(["card", "purchase_order", "bank_transfer", "check"]),
        prices=st.lists(st.decimals(min_value=0, max_value=900, places=2), min_size=1, max_size=3),
        quantity=st.integers(1, 4),
    )
    def place(self, method, prices, quantity):
        make.order(
            *[
                make.ticket(price, quantity=quantity, discount=min(price, Decimal("0.10")), tax_rate=Decimal("8.875"))
                for price in prices
            ],
            method=method,
        )

    @rule(number=picks, again=st.booleans(), wrong=st.booleans())
    def pay_by_card(self, number, again, wrong):
        order = self.pick(number)
        attempt = order.attempts.filter(state__in=CheckoutAttempt.UNDECIDED).first()
        if attempt is None and (order.balance <= 0 or not order.is_payable_by_card):
            return
        attempt = attempt or self.attempt_of(order)
        message = self.session(attempt, **({"amount_total": 1} if wrong else {}))
        for _turn in range(1 + again):
            apply_session(message)

    @rule(number=picks, status=st.sampled_from(["processing", "failed", "expired"]))
    def stripe_says(self, number, status):
        order = self.pick(number)
        attempt = order.attempts.last() or (self.attempt_of(order) if order.balance > 0 else None)
        if attempt is not None:
            shape = {"status": "expired" if status == "expired" else "complete", "payment_status": "unpaid"}
            apply_session(self.session(attempt, **shape), async_failed=status == "failed")

    @rule(number=picks, amount=amounts, exactly=st.booleans())
    def pay_by_check(self, number, amount, exactly):
        order = self.pick(number)
        self.tried(
            book_payment,
            order=order,
            amount=order.balance if exactly else amount,
            method="check",
            received_on=TODAY,
            reference="1",
            actor=None,
        )

    @rule(number=picks, amount=amounts, answer=st.sampled_from(["pending", "succeeded", "failed"]), again=st.booleans())
    def refund(self, number, amount, answer, again):
        order, key = self.pick(number), f"k{self.count}"
        self.count += 1
        for _turn in range(1 + again):
            self.tried(request_refund, order=order, amount=amount, reason="", actor=None, key=key)
        self.stripe_refunds(answer)

    @rule(answer=st.sampled_from(["pending", "succeeded", "failed"]))
    def stripe_refunds(self, answer):
        for refund in Refund.objects.all():
            message = RefundMessage(
                id=f"re_{refund.pk}",
                amount=minor_units(refund.amount, "USD"),
                currency="usd",
                payment_intent=refund.payment_intent,
                status=answer,
                metadata={"refund": refund.idempotency_key},
            )
            apply_refund(message)

    @rule(number=picks, amount=amounts)
    def refund_by_check(self, number, amount):
        order = self.pick(number)
        self.tried(book_refund, order=order, amount=amount, method="check", paid_on=TODAY, reference="2", actor=None)

    @rule(number=picks, which=picks, part=st.integers(1, 4))
    def take_back(self, number, which, part):
        order = self.pick(number)
        left = [line for line in remaining_quantities(order) if line.unit_net >= 0]
        if left:
            line = left[which % len(left)]
            self.tried(reverse_lines, order=order, lines=[line], quantities={line.pk: part}, reason="", actor=None)

    @rule(number=picks, price=amounts)
    def add(self, number, price):
        self.tried(add_lines, order=self.pick(number), lines=[make.ticket(price)], actor=None)

    @rule(number=picks, keep=st.none() | amounts)
    def cancel(self, number, keep):
        order = self.pick(number)
        refund = None if keep is None else max(order.paid - keep, Decimal(0))
        self.tried(cancel_order, order=order, actor=None, reason="", refund=refund)

    @rule(number=picks)
    def hold_ends(self, number):
        order = self.pick(number)
        Order.objects.filter(pk=order.pk, state="held").update(hold_until=timezone.now())
        expire_order(order=order)

    @precondition(lambda self: Order.objects.filter(state="expired", attempts__state="open").exists())
    @rule()
    def pay_late(self):
        apply_session(self.session(CheckoutAttempt.objects.filter(order__state="expired", state="open").first()))

    @rule(number=picks)
    def take_up_again(self, number):
        self.tried(reinstate_order, order=self.pick(number))

    @rule(number=picks, issue=st.sampled_from(["issue_invoice", "issue_receipt", "issue_credit_note"]))
    def document(self, number, issue):
        self.tried(getattr(documents, issue), order=self.pick(number))

    @rule()
    def post(self):
        post_journal()

    @rule(amount=amounts, number=picks, part=st.integers(1, 9))
    def allocate_deposit(self, amount, number, part):
        deposit, order = make.deposit(amount), self.pick(number)
        self.tried(allocate, deposit=deposit, amounts={order.pk: amount * part / 8}, actor=None)

    @rule(number=picks)
    def correct(self, number):
        entry = self.pick(number).transactions.filter(kind="payment").order_by("pk").last()
        if entry is not None:
            self.tried(correct_payment, entry=entry, reason="", actor=None)

    @rule(number=picks)
    def reissue(self, number):
        invoice = self.pick(number).invoices.filter(kind="invoice").first()
        if invoice is not None:
            self.tried(reissue_invoice, invoice=invoice, billing=BillTo(agency="A"), reason="", actor=None)

    @rule(number=picks, fee=st.decimals(0, 40, places=2), kind=st.sampled_from(["charge", "payout", "stripe_fee"]))
    def stripe_moves(self, number, fee, kind):
        self.count += 1
        StripeMovement.objects.create(
            stripe_id=f"txn_{self.count}", type=kind, amount=Decimal(number), fee=fee, net=Decimal(number) - fee,
            currency="USD", happened_at=timezone.now(),
        )  # fmt: skip

    def tried(self, service, **arguments):
        try:
            with transaction.atomic():
                service(**arguments)
        except BillingError:
            return

    @invariant()
    def books_are_in_order(self):
        assert list(find_errors()) == []
        Books.audits += 1


def test_no_order_of_moves_breaks_the_books():
    Books.audits = 0

    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=10, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

    # Every move of every example was followed by an audit; a machine that never moved would prove nothing.
    assert Books.audits > 100
