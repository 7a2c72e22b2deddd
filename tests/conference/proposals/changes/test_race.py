"""Of several who decide on one change at once, one decides and the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from factories.conference import AppearanceFactory

from conference.agenda.services.publishing import publish
from conference.proposals.changes import services
from conference.proposals.changes.models import ChangeRequest
from conference.proposals.changes.services import Decided, ask
from core.audit.models import AuditEntry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS = 8


def decide_together():
    """Let many refuse one change in the same moment; return how many believe that they did."""
    appearance = AppearanceFactory(speaker__bio="Old")
    publish(edition=appearance.session.edition, actor=None)
    change = ask(speaker=appearance.speaker, field="bio", text="New", actor=None)
    start = Barrier(THREADS)

    def run(number):
        try:
            start.wait(timeout=30)
            services.refuse(change=change, reason=f"No, says number {number}", actor=None)
        except Decided:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        return sum(pool.map(run, range(THREADS)))


def test_one_of_many_decides():
    assert decide_together() == 1
    assert AuditEntry.objects.filter(action="change.refused").count() == 1


def test_without_the_lock_many_believe_that_they_decided(monkeypatch):
    """The negative control: the row is read without a lock; on SQLite the transaction that serialises goes too."""
    meet = Barrier(THREADS)

    def unlocked(change):
        found = ChangeRequest.objects.waiting().select_related("speaker__edition", "asked_by").get(pk=change.pk)
        meet.wait(timeout=30)
        return found

    monkeypatch.setattr(services, "_lock_change", unlocked)
    monkeypatch.setattr(services, "_tell", lambda change: None)
    if connection.vendor != "postgresql":
        monkeypatch.setattr(services, "refuse", services.refuse.__wrapped__)

    assert decide_together() > 1
