"""The demo's pages."""

import pytest
from bs4 import BeautifulSoup
from django.db import transaction

from home.demo.pages import build
from home.general.models import HomePage


@pytest.fixture(scope="module")
def _built(django_db_setup, django_db_blocker):
    """Build the pages once for a module; each test runs in a savepoint inside this transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def pages(_built, db):
    """The demo's pages, published."""
    return HomePage.objects.get()


@pytest.fixture
def read(client):
    """Open an address as a visitor and return its parsed page."""

    def open_page(address: str, status: int = 200) -> BeautifulSoup:
        response = client.get(address)
        assert response.status_code == status
        return BeautifulSoup(response.content, "html.parser")

    return open_page
