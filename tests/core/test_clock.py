"""Periodic jobs: found, run when due, one at a time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.clock.discover import load_jobs, task_modules
from core.clock.models import PeriodicRun
from core.clock.schedule import JOBS, Periodic
from core.clock.services import run_due


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace the table by one job that runs every minute and notes its runs."""
    runs: list[str] = []
    monkeypatch.setattr(
        "core.clock.services.JOBS", {"a": Periodic("a", timedelta(minutes=1), lambda: runs.append("a"))}
    )
    return runs


def test_every_subjects_tasks_are_found() -> None:
    names = task_modules()

    assert "core.mail.tasks" in names
    assert not [name for name in names if name.startswith(("wagtail", "django", "allauth"))]
    assert "core.queue.revive_tasks" in load_jobs()
    assert load_jobs() is JOBS


@pytest.mark.django_db
def test_job_runs_when_its_time_has_come(job: list[str]) -> None:
    assert run_due() == ["a"]
    assert run_due() == []

    PeriodicRun.objects.update(last_started_at=timezone.now() - timedelta(seconds=61))

    assert run_due() == ["a"]
    assert job == ["a", "a"]


@pytest.mark.django_db
def test_failing_job_is_noted_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise LookupError("gone")

    monkeypatch.setattr("core.clock.services.JOBS", {"a": Periodic("a", timedelta(minutes=1), fail)})

    run_due()

    assert PeriodicRun.objects.get(name="a").last_error == "LookupError"


@pytest.mark.django_db
def test_nothing_due_costs_one_query(job: list[str], django_assert_num_queries) -> None:
    run_due()

    with django_assert_num_queries(1):
        assert run_due() == []
