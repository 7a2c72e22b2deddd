"""A double click, the back key and two tabs: one evaluation counts; without the lock the database has to stop them."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import DatabaseError, connection
from django.db.models import QuerySet
from factories.badges import admitted
from factories.conference import SessionFactory
from factories.evaluations import EvaluationFormFactory

from conference.evaluation.models import EvaluationAnswer, EvaluationDone
from conference.evaluation.services import answering
from conference.evaluation.services.answering import AlreadyDone, hand_in

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TABS = 12


def hand_in_from_all_tabs():
    """Hand the same evaluation in from all tabs at the same moment; return what happened in each."""
    form = EvaluationFormFactory()
    session, place = SessionFactory(edition=form.edition), admitted(edition=form.edition)
    start = Barrier(TABS)

    def click(number):
        try:
            start.wait(timeout=30)
            hand_in(form=form, registration=place, session=session, values={"overall": number % 5 + 1})
        except AlreadyDone:
            return "done before"
        except DatabaseError:
            return "stopped by the database"
        finally:
            connection.close()
        return "taken"

    with ThreadPoolExecutor(max_workers=TABS) as pool:
        return list(pool.map(click, range(TABS)))


def test_all_tabs_together_hand_in_once():
    outcomes = hand_in_from_all_tabs()

    assert (outcomes.count("taken"), outcomes.count("done before")) == (1, TABS - 1)
    assert (EvaluationAnswer.objects.count(), EvaluationDone.objects.count()) == (1, 1)


def test_without_the_lock_only_the_constraint_stops_them(monkeypatch):
    """The negative control: on PostgreSQL the row lock goes, on SQLite the transaction; all look before one writes."""
    together = Barrier(TABS)

    exists = QuerySet.exists

    def look_together(rows):
        found = exists(rows)
        if rows.model is EvaluationDone:
            with suppress(BrokenBarrierError):
                together.wait(timeout=5)
        return found

    monkeypatch.setattr(answering, "lock_person", lambda registration: registration)
    monkeypatch.setattr(QuerySet, "exists", look_together)
    if connection.vendor != "postgresql":
        monkeypatch.setitem(globals(), "hand_in", hand_in.__wrapped__)

    outcomes = hand_in_from_all_tabs()

    assert outcomes.count("stopped by the database") > 0
    assert outcomes.count("taken") == 1
