"""The money of changes: whatever was exchanged and given up, paid less paid back is what is kept, to the cent."""

from decimal import Decimal

import pytest
from factories.changes import firm, pay, place_of, quote
from factories.conference import TicketTypeFactory
from factories.registration import person
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from billing.audit import find_errors
from billing.orders.models import Order
from billing.queue.models import FinanceCase
from billing.refunds.services import available
from conference.registration.changes.pricing import quote_ticket
from conference.registration.changes.services.cancelling import give_up_place
from conference.registration.changes.services.exchanging import exchange_ticket

pytestmark = pytest.mark.django_db
prices = st.decimals("0.01", "900", places=2)
terms = st.one_of(
    st.builds(dict, refund=st.just("percent"), percent=st.integers(0, 100)),
    st.builds(dict, refund=st.just("full_less_fee"), fee=st.decimals("0", "200", places=2)),
    st.just({"refund": "none"}),
)


@settings(
    max_examples=5,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(old=prices, new=prices, term=terms, method=st.sampled_from(["card", "check"]), paid=st.booleans())
def test_what_is_kept_is_what_was_paid_less_what_went_back(run_tasks, **drawn):
    old, new = (
        TicketTypeFactory(vetting="manual", early=price, regular=price, late=price)
        for price in (drawn["old"], drawn["new"])
    )
    old.edition.cancellation_terms.all().delete()
    old.edition.cancellation_terms.create(**drawn["term"])
    paid = drawn["paid"] or drawn["method"] == "card"
    order = firm(run_tasks, person(old), method=drawn["method"], paid=paid, terms=False)
    place = place_of(order)
    first = quote_ticket(place, ticket_type=new, days=[])

    values = {"ticket_type": new, "days": [], "proof": "", "actor": None, "key": f"{'k' * 16}{order.pk}"}
    extra = exchange_ticket(place=place, expected=first.shown, **values)
    if extra:
        pay(extra)
        run_tasks()
    shown = quote(place_of(order))
    give_up_place(place=place_of(order), expected_back=shown.back, as_credit=False, actor=None)

    orders = [Order.objects.get(pk=each.pk) for each in (order, extra) if each]
    by_hand = sum(
        Decimal(case.details.get("pay_back_by_hand", 0)) for case in FinanceCase.objects.filter(order__in=orders)
    )
    kept = sum(each.total for each in orders)
    assert kept == shown.kept
    assert sum(available(each) for each in orders) - by_hand == kept
    assert first.due + drawn["old"] - first.less == shown.price
    assert [error for error in find_errors() if "has ended" not in error] == []
