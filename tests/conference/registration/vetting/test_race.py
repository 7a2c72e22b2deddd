"""Many confirm one hold at once: it is decided once; without the lock it is decided many times."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from factories.people import UserFactory
from factories.vetting import held_place

from conference.registration.states import IllegalMove
from conference.registration.vetting.safety import services
from conference.registration.vetting.safety.models import QuietHold
from core.audit.models import AuditEntry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PEOPLE = 12


def confirm_together():
    """Let twelve second persons confirm the same proposal at the same moment; return what each was told."""
    _place, hold = held_place()
    hold = services.propose(hold=hold, decision="decline", reason="it is him", actor=UserFactory())
    people = [UserFactory(roles=["security"]) for _ in range(PEOPLE)]
    start = Barrier(PEOPLE)

    def act(actor):
        try:
            start.wait(timeout=30)
            services.confirm(hold=QuietHold.objects.get(pk=hold.pk), seen=hold.proposed_at, actor=actor)
        except services.AlreadyDecided:
            return "late"
        except IllegalMove:
            return "refused twice"
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(max_workers=PEOPLE) as pool:
        return list(pool.map(act, people))


def test_a_hold_is_decided_once():
    told = confirm_together()

    assert (told.count("decided"), told.count("late")) == (1, PEOPLE - 1)
    assert AuditEntry.objects.filter(action="safety.confirmed").count() == 1
    assert AuditEntry.objects.filter(action="registration.refused").count() == 1


def test_without_the_lock_more_than_one_gets_through(monkeypatch):
    """The negative control: on PostgreSQL the row locks go, on SQLite the transaction that serialises."""

    def look(hold):
        seen = QuietHold.objects.select_related("registration__order").get(pk=hold.pk)
        time.sleep(0.5)
        if seen.state != QuietHold.State.OPEN:
            raise services.AlreadyDecided
        return seen, seen.registration

    monkeypatch.setattr(services, "_lock", look)
    if connection.vendor != "postgresql":
        monkeypatch.setattr(services, "confirm", services.confirm.__wrapped__)

    told = confirm_together()

    assert len(told) - told.count("late") > 1
