"""What is read at one moment does not change while it is read."""

from threading import Thread

import pytest
from django.db import connection
from factories.people import AgencyFactory

from core.moments import one_moment
from people.agencies.models import Agency


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_seen():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets nobody write meanwhile")

    def write():
        AgencyFactory()
        connection.close()

    with one_moment():
        before = Agency.objects.count()
        other = Thread(target=write)
        other.start()
        other.join()
        after = Agency.objects.count()

    assert (before, after, Agency.objects.count()) == (0, 0, 1)


@pytest.mark.django_db
def test_inside_another_transaction_it_is_that_ones_view():
    AgencyFactory()

    with one_moment():
        assert Agency.objects.count() == 1
