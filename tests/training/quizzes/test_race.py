"""A crowd hands in at the same second, and two tabs at the same moment: no answer is lost."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, connections
from django.utils import timezone
from factories.people import UserFactory
from factories.quizzes import examined

from training.enrollment.models import Enrollment
from training.progress.handing_in import hand_in
from training.quizzes import services
from training.quizzes.models import Attempt
from training.quizzes.services import HandedIn, save_answers, submit_attempt

LETTERS = "ABC"


def begun(course, number=1):
    """Return so many open attempts, each of somebody else."""
    users = type(UserFactory.build()).objects.bulk_create(UserFactory.build_batch(number))
    enrollments = Enrollment.objects.bulk_create(
        Enrollment(user=user, course=course, version=course.current, expires_at=timezone.now() + timedelta(days=9))
        for user in users
    )
    return Attempt.objects.bulk_create(
        Attempt(enrollment=enrollment, number=1, seed=place) for place, enrollment in enumerate(enrollments)
    )


def together(jobs, at_once):
    """Run the jobs in so many threads that begin together."""
    start = Barrier(at_once)

    def run(place):
        try:
            start.wait(timeout=30)
            for job in jobs[place::at_once]:
                job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=at_once) as pool:
        list(pool.map(run, range(at_once)))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_crowd_that_hands_in_at_once_loses_no_answer():
    crowd, at_once = (300, 30) if connection.vendor == "postgresql" else (24, 8)
    course = examined()
    attempts = begun(course, crowd)
    said = {attempt.pk: {f"Q{n}": [LETTERS[(attempt.pk + n) % 3]] for n in range(1, 5)} for attempt in attempts}

    jobs = [lambda attempt=attempt: hand_in(attempt=attempt, answers=said[attempt.pk]) for attempt in attempts]
    together(jobs, at_once)

    stored = Attempt.objects.filter(submitted_at__isnull=False).values_list("pk", "answers", "points")
    assert {key: answers for key, answers, _ in stored} == said
    assert {key: points for key, _, points in stored} == {
        key: sum(given == ["A"] for given in answers.values()) for key, answers in said.items()
    }


def two_tabs(monkeypatch, save=save_answers, submit=submit_attempt):
    """Let one tab hand in while the other is slow to save; return what is stored and what was handed in."""
    (attempt,), handed = begun(examined()), []
    merged = services._merged

    def merge_slowly(found, answers):
        if answers == {"Q1": ["C"]}:
            time.sleep(1)
        return merged(found, answers)

    def late():
        try:
            save(attempt=attempt, answers={"Q1": ["C"]})
        except HandedIn:
            return

    def hand_in_meanwhile():
        time.sleep(0.3)
        handed.append(submit(attempt=attempt, answers={"Q2": ["A"]}))

    monkeypatch.setattr(services, "_merged", merge_slowly)
    together([hand_in_meanwhile, late], 2)
    attempt.refresh_from_db()
    return attempt, handed[0]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_what_is_handed_in_is_never_written_over(monkeypatch):
    attempt, handed = two_tabs(monkeypatch)
    assert (attempt.answers, attempt.points) == (handed.answers, handed.points)
    assert handed.answers["Q2"] == ["A"]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_tab_writes_over_what_was_handed_in(monkeypatch):
    """The negative control: on PostgreSQL the row lock goes, on SQLite the transaction that serialises."""
    monkeypatch.setattr(services, "_locked", lambda attempt: Attempt.objects.select_related(
        "enrollment__version", "enrollment__user").get(pk=attempt.pk))  # fmt: skip
    acts = [save_answers, submit_attempt]
    if connection.vendor == "sqlite":
        acts = [act.__wrapped__ for act in acts]

    attempt, handed = two_tabs(monkeypatch, *acts)

    assert (attempt.answers, handed.answers) == ({"Q1": ["C"]}, {"Q2": ["A"]})
