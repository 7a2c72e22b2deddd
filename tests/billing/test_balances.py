"""Credits: issued, used in parts, given back, run out; the audit sees each wrong one."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from factories import billing as make

from billing.audit import find_errors
from billing.balances.models import Balance, BalanceEntry
from billing.balances.services import use_balance
from billing.balances.tasks import expire_balances
from billing.errors import UnknownCreditError
from billing.orders.models import Order
from billing.orders.services import cancel_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def credit():
    """A credit of 1095 from a cancelled order."""
    order = make.paid_by_check(make.order(method="check"))
    cancel_order(order=order, actor=None, reason="test", credit_until=timezone.localdate() + timedelta(days=300))
    return Balance.objects.get()


def test_a_credit_is_used_in_parts_and_comes_back(credit):
    small, large = make.order(make.ticket("95.00")), make.order(make.ticket("2000.00"))

    assert use_balance(order=small, code=credit.code, actor=None) == Decimal("95.00")
    assert use_balance(order=large, code=f" {credit.code.lower()} ", actor=None) == Decimal("1000.00")
    assert credit.left == 0
    assert list(find_errors()) == []
    cancel_order(order=Order.objects.get(pk=large.pk), actor=None, reason="test")

    assert credit.left == Decimal("1000.00")
    assert list(find_errors()) == []


@pytest.mark.parametrize("change", [{"buyer_email": "else@example.org"}, {"currency": "EUR"}])
def test_another_buyer_or_currency_is_refused_like_a_typing_error(credit, change):
    order = make.order()
    Order.objects.filter(pk=order.pk).update(**change)

    for code in (credit.code, "NONSENSE"):
        with pytest.raises(UnknownCreditError):
            use_balance(order=order, code=code, actor=None)


def test_a_credit_runs_out_on_its_day(credit):
    Balance.objects.update(expires_on=timezone.localdate() - timedelta(days=1))

    assert (expire_balances(), expire_balances()) == (1, 0)

    assert credit.left == 0
    with pytest.raises(UnknownCreditError):
        use_balance(order=make.order(), code=credit.code, actor=None)
    assert list(find_errors()) == []


def test_the_audit_sees_a_credit_that_was_overdrawn(credit):
    BalanceEntry.objects.create(balance=credit, kind="expired", amount=Decimal("-2000.00"))

    assert [error for error in find_errors() if "overdrawn" in error]
