"""The audit chain: written, read back, and every kind of tampering found."""

import pytest
from django.db import connection
from factories.people import UserFactory

from core.audit.models import AppendOnly, AuditEntry
from core.audit.services import find_breaks, record

pytestmark = pytest.mark.django_db


def write(count):
    user = UserFactory()
    return [record(actor=user, action="test.acted", obj=user, changes={"step": step}) for step in range(count)]


def test_record_chains_each_entry_to_the_one_before():
    first, second = write(2)

    assert second.previous_hash == first.hash
    assert list(find_breaks()) == []


def test_entries_cannot_be_changed_or_deleted_through_the_model():
    (entry,) = write(1)

    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        AuditEntry.objects.all().delete()


@pytest.mark.parametrize(
    ("tampering", "finding"),
    [
        ("UPDATE core_auditentry SET reason = 'x' WHERE sequence = 2", "audit entry 2 was altered"),
        ("DELETE FROM core_auditentry WHERE sequence = 2", "audit entry 2 is missing"),
        (
            "DELETE FROM core_auditentry WHERE sequence = 3",
            "the audit chain ends at entry 2, but 3 were written",
        ),
    ],
)
def test_find_breaks_names_what_was_done(tampering, finding):
    write(3)

    with connection.cursor() as cursor:
        cursor.execute(tampering)

    assert finding in list(find_breaks())
