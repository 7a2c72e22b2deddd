"""Read many tables as they stand at one moment, however long it takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Let everything that is read inside belong to the moment of the first look.

    Else a check that reads one table after the other finds fault with what was written in between. SQLite keeps writers
    waiting meanwhile; PostgreSQL does not. Inside another transaction its view is what there is.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor == "postgresql" and not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield
