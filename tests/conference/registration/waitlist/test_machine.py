"""Random moves of buyers, of those who wait, of staff and the clock: never oversold, nobody overtaken."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from factories.conference import EditionFactory, TicketTypeFactory
from factories.registration import person, placed
from factories.waitlist import wish
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from conference.registration.capacity import SoldOut, usage
from conference.registration.places import Registration
from conference.registration.services.deciding import cancel_place
from conference.registration.waitlist.models import WaitEntry
from conference.registration.waitlist.services import OfferGone, advance, leave
from conference.registration.waitlist.states import WaitState

pytestmark = pytest.mark.django_db
CAPACITY = 4
numbers = st.integers(1, 3)


class Line(RuleBasedStateMachine):
    """Every rule may be refused by name; none may break what holds of the line."""

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.ticket = TicketTypeFactory(edition=EditionFactory(), capacity=CAPACITY, vetting="manual")

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(number=numbers)
    def buy(self, number):
        waited = WaitEntry.objects.waiting().exists()
        before = usage(self.ticket.edition).without_line().ticket_left(self.ticket)
        wanted = sum(WaitEntry.objects.waiting().values_list("quantity", flat=True))
        try:
            placed(*[person(self.ticket) for _ in range(number)], method="purchase_order")
        except SoldOut:
            return
        assert not waited or before - wanted >= number

    @rule(number=numbers, fewer=st.booleans(), priority=st.integers(0, 1))
    def wait(self, number, fewer, priority):
        wish(self.ticket, number, fewer=fewer, priority=priority)

    @rule()
    def cancel(self):
        place = Registration.objects.occupying().first()
        if place:
            cancel_place(place=place, actor=None, reason="test")

    @rule()
    def move_on(self):
        line = list(WaitEntry.objects.waiting())
        offered = advance(self.ticket.edition)
        assert [entry.pk for entry in offered] == [entry.pk for entry in line[: len(offered)]]

    @rule()
    def let_offers_lapse(self):
        WaitEntry.objects.filter(state=WaitState.OFFERED).update(held_until=timezone.now() - timedelta(seconds=1))

    @rule(number=numbers)
    def take(self, number):
        entry = WaitEntry.objects.filter(state=WaitState.OFFERED).first()
        if entry is None:
            return
        possible = entry.is_takeable and number <= entry.offered
        try:
            placed(*[person(self.ticket) for _ in range(number)], offer=entry.public_id, method="purchase_order")
        except OfferGone:
            assert not possible
        else:
            assert possible

    @rule()
    def give_up(self):
        entry = WaitEntry.objects.standing().first()
        if entry:
            leave(entry=entry)

    @invariant()
    def never_more_than_there_is(self):
        assert usage(self.ticket.edition).tickets.get(self.ticket.pk, 0) <= CAPACITY


def test_the_line_holds():
    run_state_machine_as_test(
        Line,
        settings=settings(
            max_examples=6, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
