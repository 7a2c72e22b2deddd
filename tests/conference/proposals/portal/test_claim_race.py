"""Of two accounts that claim one speaker at once, one wins."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from factories.conference import SpeakerFactory
from factories.people import UserFactory

from conference.proposals.portal.models import SpeakerClaim
from conference.proposals.portal.services import claiming
from conference.speakers.models import Speaker
from core.audit.models import AuditEntry

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS = 8


def claim_together():
    """Let many accounts claim one speaker in the same moment; return who was told that they have them."""
    speaker, users = SpeakerFactory(), [UserFactory() for _number in range(THREADS)]
    start = Barrier(THREADS)

    def run(user):
        try:
            start.wait(timeout=30)
            return user.pk if claiming.claim_speaker(speaker=speaker.pk, user=user) else None
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        return [key for key in pool.map(run, users) if key]


def test_one_of_many_claims_wins():
    winners = claim_together()

    assert winners == [Speaker.objects.get().user_id]
    assert SpeakerClaim.objects.get().user_id == winners[0]
    assert AuditEntry.objects.filter(action="speaker.claimed").count() == 1


def test_without_lock_and_constraint_several_believe_that_they_have_them(monkeypatch):
    """The negative control: the row is read without a lock, and nothing in the database keeps the second claim out.

    On SQLite the transaction that serialises goes too.
    """
    meet = Barrier(THREADS)

    def unlocked(speaker):
        found = Speaker.objects.filter(pk=speaker, user=None, provisional=False).first()
        meet.wait(timeout=30)
        return found

    monkeypatch.setattr(claiming, "lock_free", unlocked)
    monkeypatch.setattr(claiming.SpeakerClaim.objects, "create", SpeakerClaim)
    if connection.vendor != "postgresql":
        monkeypatch.setattr(claiming, "claim_speaker", claiming.claim_speaker.__wrapped__)

    assert len(claim_together()) > 1
