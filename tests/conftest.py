"""What every test may use."""

import pytest
from django.test import Client

from core import bootstrap


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """With or without migrations: root page, site, locale and roles exist."""
    with django_db_blocker.unblock():
        bootstrap.ensure()


@pytest.fixture(autouse=True)
def _data_directories(tmp_path, settings) -> None:
    """Uploads, private files and cached pages of a test go with it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.PAGE_CACHE_ROOT = tmp_path / "cache"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        },
    }


@pytest.fixture
def visitor(client: Client) -> Client:
    """A visitor without a session."""
    return client
