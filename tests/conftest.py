"""What every test may use."""

from importlib import import_module

import pytest
from django.db import connection
from django.test import Client

from core import bootstrap
from core.files.models import PrivateFile


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
