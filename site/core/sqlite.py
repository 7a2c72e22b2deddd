"""What Django 5.2 does not ask SQLite itself."""

import sqlite3
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver


@receiver(connection_created, dispatch_uid="core.sqlite.use_the_real_limit")
def use_the_real_limit(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Let statements carry as many values as this SQLite takes.

    Django 5.2 assumes the 999 of versions before 3.32 and cuts every bulk insert to pieces of ninety rows; from 6.0 on
    it asks as we do here.
    """
    if connection.vendor == "sqlite":
        limit = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = limit
