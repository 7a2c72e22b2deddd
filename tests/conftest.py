"""What every test may use."""

import pytest
from django.test import Client

from core import bootstrap
from core.files.models import PrivateFile


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """With or without migrations: root page, site, locale and roles exist."""
    with django_db_blocker.unblock():
        bootstrap.ensure()


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
