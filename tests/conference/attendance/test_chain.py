"""Whatever is done to the rows behind our back shows."""

from datetime import timedelta, timezone

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from factories.scans import attend, door, scan, tracked, visitor_of

from conference.attendance.chain import anchor, append, find_breaks, last_of, lock_chain
from conference.attendance.models import Scan
from core.audit.models import AppendOnly, ChainHead

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    held = tracked()
    for _person in range(2):
        attend(held, visitor_of(held), 0, 60)
    return held


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_untouched_scans_are_in_order(session, capsys):
    anchor(session.edition)

    call_command("verify_attendance")

    assert "4 scans are in order" in capsys.readouterr().out


def test_a_clock_of_another_zone_breaks_no_chain(session):
    at = session.starts_at.astimezone(timezone(timedelta(hours=-7)))

    scan(door(session), visitor_of(session), at=at)

    assert list(find_breaks(session.edition)) == []


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE conference_scan SET direction = 'out' WHERE sequence = 1", "scan 1 was altered"),
        ("UPDATE conference_scan SET at = received_at WHERE sequence = 4", "scan 4 was altered"),
        ("DELETE FROM conference_scan WHERE sequence = 2", "scan 2 is missing"),
        ("DELETE FROM conference_scan WHERE sequence = 4", "the scans end at 3, but 4 were written"),
        ("UPDATE conference_scan SET sequence = 9 WHERE sequence = 1", "scan 1 is missing"),
    ],
)
def test_every_touch_shows(session, sql, said):
    run(sql)

    assert any(said in sentence for sentence in find_breaks(session.edition))
    with pytest.raises(CommandError):
        call_command("verify_attendance")


def test_a_cut_end_shows_even_where_the_count_was_cut_too(session):
    anchor(session.edition)
    run("DELETE FROM conference_scan WHERE sequence = 4")
    ChainHead.objects.filter(name__startswith="attendance").update(length=3)

    assert list(find_breaks(session.edition)) == [f"{session.edition.year}: scan 4 is not the one that the audit noted"]


def test_rows_are_never_changed_or_deleted_through_the_model(session):
    scan = Scan.objects.first()

    for act in (scan.save, scan.delete, Scan.objects.all().delete, lambda: Scan.objects.update(reason="ok")):
        with pytest.raises(AppendOnly):
            act()


def test_a_forged_row_without_the_key_shows(session, settings):
    forged = Scan.objects.last()
    settings.SECRET_KEY = "another"
    lock_chain(session.edition)
    forged.pk, forged.client_key = None, ""
    append(forged, after=last_of(session.edition))
    settings.SECRET_KEY = "insecure-key-of-the-tests"

    assert list(find_breaks(session.edition)) != []
