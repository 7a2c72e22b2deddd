"""Random moves of attendees, organizers and the clock; after each, the sign-ups of a limited session are in order."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from factories.conference import EditionFactory, SessionFactory, TicketTypeFactory
from factories.registration import person, placed
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
from conference.agenda.models import Session, VersionEntry
from conference.agenda.services.publishing import publish
from conference.registration.personal.models import SignUp
from conference.registration.personal.services import NoSignUp, leave_session, sign_up
from conference.registration.personal.tasks import hand_places_on
from conference.registration.places import Registration
from conference.registration.services.deciding import cancel_place

pytestmark = pytest.mark.django_db
PEOPLE = 6
someone = st.integers(0, PEOPLE - 1)


class Workshop(RuleBasedStateMachine):
    """One session with few places, and more people than fit."""

    def __init__(self):
        super().__init__()
        self.has_begun = False
        self.moves = 0
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize(capacity=st.integers(1, 3))
    def begin(self, capacity):
        edition = EditionFactory()
        session = SessionFactory(edition=edition, code="B9", sign_up=True, capacity=capacity)
        ticket = TicketTypeFactory(edition=edition)
        self.people = [placed(person(ticket), method="check").registrations.get() for _ in range(PEOPLE)]
        publish(edition=edition, actor=None)
        self.key = session.pk
        self.seen = self.placed()

    @property
    def session(self):
        return Session.objects.get(pk=self.key)

    def turns(self, state):
        rows = SignUp.objects.filter(session=self.key, state=state).order_by("pk")
        return list(rows.values_list("registration_id", flat=True))

    def placed(self):
        return set(SignUp.objects.filter(session=self.key).placed().values_list("pk", flat=True))

    @rule(who=st.lists(someone, min_size=1, max_size=PEOPLE, unique=True))
    def sign_up(self, who):
        for number in who:
            self.try_to_sign_up(number)

    def try_to_sign_up(self, who):
        place = Registration.objects.get(pk=self.people[who].pk)
        may = not self.has_begun and place.state != "cancelled"
        try:
            with transaction.atomic():
                sign_up(registration=place, session=self.session)
        except NoSignUp:
            assert not may
        else:
            assert may

    @rule(who=someone)
    def give_up(self, who):
        leave_session(registration=self.people[who], session=self.session)

    @rule(capacity=st.integers(1, 6))
    def change_capacity(self, capacity):
        # Fewer places than are taken is the organizers' own decision, and named by the audit.
        Session.objects.filter(pk=self.key).update(capacity=max(capacity, len(self.turns("placed"))))
        hand_places_on()

    @rule(more=st.integers(1, 2), who=someone)
    def raise_capacity_before_the_clock_turns(self, more, who):
        """Who comes before the clock's next turn does not come before those who wait."""
        Session.objects.filter(pk=self.key).update(capacity=self.session.capacity + more)
        before, waited = set(self.turns("placed")), set(self.turns("waiting"))
        self.try_to_sign_up(who)
        placed = set(self.turns("placed"))
        if placed - before - waited:
            assert waited <= placed
        hand_places_on()

    @rule(who=someone)
    def cancel(self, who):
        place = Registration.objects.get(pk=self.people[who].pk)
        if place.state != "cancelled":
            cancel_place(place=place, actor=None, reason="machine")
        hand_places_on()

    @rule()
    def wait_for_the_clock(self):
        hand_places_on()

    # Late, or most examples would be over before anything happened.
    @precondition(lambda self: not self.has_begun and self.moves > 10)
    @rule()
    def start(self):
        start = timezone.now() - timedelta(minutes=1)
        VersionEntry.objects.filter(session=self.key).update(starts_at=start, ends_at=start + timedelta(hours=1))
        self.has_begun = True

    @invariant()
    def sign_ups_are_in_order(self):
        assert list(find_errors()) == []
        now = self.placed()
        if self.has_begun:
            assert now <= self.seen, "somebody was promoted after the start"
        self.seen = now
        self.moves += 1
        Workshop.audits += 1

    @invariant()
    def places_go_in_turn(self):
        """Of those who ever waited, whoever came first has a place first."""
        waiting = SignUp.objects.filter(session=self.key).waiting().values_list("pk", flat=True)
        late = [row.pk for row in SignUp.objects.filter(session=self.key).placed() if row.was_promoted]
        assert not waiting or all(key < min(waiting) for key in late)


def test_no_order_of_moves_breaks_the_sign_ups():
    Workshop.audits = 0

    run_state_machine_as_test(
        Workshop,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

    # Every move of every example was followed by an audit; a machine that never moved would prove nothing.
    assert Workshop.audits > 100
