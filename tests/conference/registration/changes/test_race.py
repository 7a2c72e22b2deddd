"""A link that is used by many at once works once; a cancellation and a consent at once leave sound books."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from factories.changes import firm, place_of, substitution_offered
from factories.conference import TicketTypeFactory
from factories.registration import person

from billing.audit import find_errors
from billing.refunds.models import Refund
from conference.registration.changes.models import Substitution
from conference.registration.changes.services import substituting
from conference.registration.changes.services.cancelling import give_up_place
from conference.registration.changes.services.substituting import LinkOver, agree, propose
from conference.registration.services.naming import PlaceClosed
from core.audit.models import AuditEntry
from core.mail.models import OutboxMail

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
JOINER = "joiner@agency.example"
CLICKS = 8


def token(to):
    text = OutboxMail.objects.filter(recipient=to, kind__startswith="registration.substitution_").latest("pk").text
    return next(line for line in text.splitlines() if "/substitution/" in line).rstrip("/").rpartition("/")[2]


def proposed(run_tasks):
    ticket = TicketTypeFactory(vetting="manual")
    substitution_offered(ticket.edition)
    order = firm(run_tasks, person(ticket), person(ticket))
    propose(place=place_of(order), name="Jo", email=JOINER, actor=None, by_person=False)
    return ticket, order


def together(*acts):
    """Run all at the same moment; return how many were not refused."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=30)
            act()
        except (LinkOver, PlaceClosed):
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return sum(pool.map(run, acts))


def click_together(run_tasks):
    _ticket, order = proposed(run_tasks)
    link = token(place_of(order).email)
    done = together(*[lambda: substituting.agree(token=link, user=None)] * CLICKS)
    return done, AuditEntry.objects.filter(action="substitution.agreed").count()


def test_a_link_works_once(run_tasks):
    assert click_together(run_tasks) == (1, 1)


def test_without_the_locks_it_works_often(run_tasks, monkeypatch):
    """The negative control: on PostgreSQL the row locks go, on SQLite the transaction that serialises."""

    def read(proposal):
        found = Substitution.objects.select_related("registration__order").get(pk=proposal.pk)
        time.sleep(0.5)
        return found

    monkeypatch.setattr(substituting, "_lock", read)
    if connection.vendor != "postgresql":
        monkeypatch.setattr(substituting, "agree", substituting.agree.__wrapped__)

    assert click_together(run_tasks)[0] > 1


def test_a_cancellation_and_the_last_consent_at_once(run_tasks):
    ticket, order = proposed(run_tasks)
    place = place_of(order)
    agree(token=token(place.email), user=None)
    link, back = token(JOINER), ticket.early - 75

    together(
        lambda: agree(token=link, user=None, person=person(ticket, email=JOINER)),
        lambda: give_up_place(place=place, expected_back=back, as_credit=False, actor=None),
    )
    run_tasks()

    assert place_of(order).state == "cancelled"
    assert Substitution.objects.get().state in ("done", "cancelled")
    assert [refund.amount for refund in Refund.objects.all()] == [back]
    assert list(find_errors()) == []
