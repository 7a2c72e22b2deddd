"""Statements as large as SQLite takes them."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own limit"),
]


def test_a_bulk_insert_is_one_statement(django_assert_num_queries):
    kind = ContentType.objects.get_for_model(Permission)
    rows = [Permission(content_type=kind, codename=f"act-{n}", name=f"Act {n}") for n in range(1200)]

    with django_assert_num_queries(1):
        Permission.objects.bulk_create(rows)
