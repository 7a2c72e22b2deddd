"""What every test may use."""

from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from hypothesis import settings as hypothesis_settings

from core import bootstrap
from core.files.models import PrivateFile

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")


# First, since xdist reads the groups in a hook of the same name.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let races run one after the other: two crowds at once are more than a PostgreSQL of a hundred takes in."""
    for item in items:
        if item.get_closest_marker("race"):
            item.add_marker(pytest.mark.xdist_group("races"))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to run where groups are asked for and ignored: races and journeys would meet, and fail now and then."""
    grouped = [item for item in session.items if item.get_closest_marker("xdist_group")]
    if getattr(session.config.option, "loadgroup", False) and not all("@" in item.nodeid for item in grouped):
        raise pytest.UsageError("pytest-xdist ignores groups: its version does not go with pytest's.")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """With or without migrations: root page, site, locale, roles and SQLite's search table exist."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            _make_search_table()
        bootstrap.ensure()


def _make_search_table() -> None:
    """Make the full-text table as Wagtail's migration does; without migrations it is a plain one that finds nothing."""
    operations = import_module("wagtail.search.migrations.0006_customise_indexentry").Migration.operations
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'wagtailsearch_indexentry_fts'")
        (made_by,) = cursor.fetchone() or ("",)
        if made_by.startswith("CREATE VIRTUAL"):
            return
        cursor.execute("DROP TABLE IF EXISTS wagtailsearch_indexentry_fts")
        for operation in operations:
            for step in getattr(operation, "database_operations", []):
                cursor.execute(step.sql)


@pytest.fixture(autouse=True)
def _data_directories(tmp_path, settings, monkeypatch) -> None:
    """Uploads, private files and cached pages of a test go with it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PAGE_CACHE_ROOT = tmp_path / "cache"
    # The field keeps its storage from the start of the process, so the storage itself is moved.
    for name in ("base_location", "location"):
        monkeypatch.setitem(vars(PrivateFile._meta.get_field("content").storage), name, str(tmp_path / "private"))


@pytest.fixture
def visitor(client: Client) -> Client:
    """A visitor without a session."""
    return client


@pytest.fixture
def run_tasks():
    """Run every task that waits, and those that they enqueue; a task that raises fails the test."""

    def run():
        for _round in range(20):
            waiting = list(DBTaskResult.objects.filter(status=TaskResultStatus.READY).order_by("enqueued_at"))
            if not waiting:
                return
            for task in waiting:
                arguments = task.args_kwargs
                task.task.call(*arguments["args"], **arguments["kwargs"])
                DBTaskResult.objects.filter(pk=task.pk).update(
                    status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now()
                )
        raise AssertionError("tasks keep enqueuing tasks")

    return run
