"""Confirming in many tabs at once makes one complimentary place; deciding in many tabs lets one of them win."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from factories.deciding import accepted, lead, ready_call
from factories.proposals import submitted

from billing.orders.models import Order
from conference.proposals.answers import ticket
from conference.proposals.answers.services import confirm
from conference.proposals.models import Proposal
from conference.proposals.services import deciding
from conference.proposals.services.deciding import StaleDecision, decide_proposal
from conference.registration.places import Registration
from conference.registration.services import granting
from core.codes import secret

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS = 8


def together(act):
    """Do it in many threads at once; return what each returned, or the name of what it raised."""
    start = Barrier(THREADS)

    def run(number):
        try:
            start.wait(timeout=30)
            return act(number)
        except StaleDecision as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def test_many_confirmations_make_one_place():
    person = lead(accepted(ready_call()))

    together(lambda number: confirm(person=person, actor=None).pk)

    assert (Registration.objects.count(), Order.objects.count()) == (1, 1)


def test_without_key_and_lock_there_are_several(monkeypatch):
    """The negative control: each call has a key of its own, and the edition's lock is gone.

    On SQLite the transaction that serialises goes too.
    """
    person = lead(accepted(ready_call()))
    meet = Barrier(THREADS)

    monkeypatch.setattr(granting, "lock_sales", lambda edition: edition)
    # All have looked whether there is a place before the first makes one.
    monkeypatch.setattr(granting, "require_places", lambda **_: meet.wait(timeout=30))
    plain = granting.grant_place if connection.vendor == "postgresql" else granting.grant_place.__wrapped__
    row = ticket._person(person, ticket.speaker_ticket(person.proposal.call))

    together(lambda number: plain(edition=person.proposal.call.edition, person=row, key=secret(), actor=None))

    assert Registration.objects.count() > 1


def decide_in_tabs():
    """Decide in each tab, all of which saw the proposal undecided."""
    proposal = submitted(ready_call())
    choices = ("waitlisted", "declined")

    def act(number):
        decide_proposal(proposal=proposal, decision=choices[number % 2], actor=None, expected=0)
        return "decided"

    return together(act)


def test_of_many_tabs_that_decide_one_wins_and_the_others_are_told():
    outcomes = decide_in_tabs()

    assert (outcomes.count("decided"), outcomes.count("StaleDecision")) == (1, THREADS - 1)
    assert Proposal.objects.get().decision_revision == 1


def test_without_the_lock_a_decision_is_overwritten(monkeypatch):
    """The negative control: on PostgreSQL the row lock goes, on SQLite the transaction that serialises."""
    meet = Barrier(THREADS)

    def unlocked(proposal):
        found = Proposal.objects.select_related("call__edition").get(pk=proposal.pk)
        meet.wait(timeout=30)
        return found

    monkeypatch.setattr(deciding, "lock_proposal", unlocked)
    if connection.vendor != "postgresql":
        monkeypatch.setitem(globals(), "decide_proposal", deciding.decide_proposal.__wrapped__)

    outcomes = decide_in_tabs()

    assert outcomes.count("decided") > 1
