"""The last place of a cohort: four people ask for it at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from factories.cohorts import make_cohort
from factories.people import UserFactory
from factories.training import make_course
from factories.visits import staff

from training.cohorts import errors
from training.cohorts import services as acts
from training.cohorts.models import Cohort

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PEOPLE = 4


@pytest.fixture
def cohort():
    made = make_cohort(make_course(), capacity=1)
    acts.open_cohort(cohort=made, actor=staff())
    return made


def take_together(cohort):
    """Let everybody take the place at once; return how many believe that they have it."""
    people, gate = [UserFactory() for _ in range(PEOPLE)], Barrier(PEOPLE)

    def take(user):
        gate.wait(timeout=30)
        try:
            return int(acts.take_place(cohort=cohort, user=user).state == "taken")
        except errors.CohortFull:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=PEOPLE) as pool:
        return sum(pool.map(take, people))


def test_one_of_several_takes_the_last_place(cohort):
    assert take_together(cohort) == 1


def test_without_the_lock_several_take_it(cohort, monkeypatch):
    """The negative control: all count before anybody takes; on SQLite the transaction that serialises goes too."""
    counted = Barrier(PEOPLE)

    monkeypatch.setattr(acts, "_locked", lambda found: Cohort.objects.select_related("course").get(pk=found.pk))
    real = acts.CohortPlace.objects.create

    def create(**values):
        counted.wait(timeout=30)
        return real(**values)

    monkeypatch.setattr(acts.CohortPlace.objects, "create", create)
    if connection.vendor != "postgresql":
        monkeypatch.setattr(acts, "take_place", acts.take_place.__wrapped__)

    assert take_together(cohort) == PEOPLE
