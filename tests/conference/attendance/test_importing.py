"""Scans from a file: looked at, taken in once, refused with reasons, never half."""

from datetime import UTC, date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone
from factories.badges import badged
from factories.conference import EditionFactory
from factories.people import UserFactory
from factories.scans import attend, scan, tracked, visitor_of
from factories.scans import door as door_of

from conference.attendance.chain import find_breaks
from conference.attendance.models import Scan
from conference.attendance.presence import presences
from conference.attendance.services.badges import issue_badge
from conference.attendance.services.importing import check_scans, drop_forgotten_scans, read_scans, take_scans
from core.audit.models import AuditEntry
from core.files.models import PrivateFile
from people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    start = (timezone.now() - timedelta(hours=5)).replace(microsecond=0)
    edition = EditionFactory(
        start_date=start.date() - timedelta(days=2), end_date=start.date() + timedelta(days=2), state="published",
        timezone="America/Los_Angeles",
    )  # fmt: skip
    return tracked(edition=edition, code="B1", starts_at=start, ends_at=start + timedelta(hours=1))


def row(session, badge, minute, way="in", door="b1", **more):
    at = session.starts_at + timedelta(minutes=minute)
    return {"code": badge.token, "at": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}", "way": way, "door": door, **more}


def file_of(*rows):
    columns = list(rows[0])
    lines = [",".join(columns), *(",".join(row[name] for name in columns) for row in rows)]
    return "\n".join(lines).encode()


def take(session, *rows):
    return take_scans(edition=session.edition, table=read_scans(file_of(*rows)), actor=None)


def proved(session):
    return {key: found.spans for key, found in presences(edition=session.edition).items()}


def test_rows_in_any_order_and_twice_prove_the_same_as_a_door(session):
    one, two = visitor_of(session), visitor_of(session)
    rows = [row(session, one, 40, "out"), row(session, two, 5), row(session, one, 0), row(session, two, 60, "out")]

    first, second = take(session, *rows), take(session, *reversed(rows))

    assert (first.taken, first.before, second.taken, second.before) == (4, 0, 0, 4)
    assert [len(spans) for spans in proved(session).values()] == [1, 1]
    assert set(Scan.objects.values_list("source", flat=True)) == {"file"}
    assert list(find_breaks(session.edition)) == []
    before = proved(session)
    attend(session, one, 0, 40)
    assert proved(session) == before


def test_what_the_door_refuses_is_stored_with_its_reason(session):
    dead, late, live = (visitor_of(session) for _person in range(3))
    issue_badge(registration=dead.registration, actor=None)
    other = badged(edition=EditionFactory(start_date=date(2031, 8, 4), end_date=date(2031, 8, 8)))
    rows = [row(session, dead, 0), row(session, other, 1), row(session, late, -525_600), row(session, live, 525_600),
            {**row(session, live, 3), "code": "nonsense"}, {**row(session, live, 4), "code": "0" * 26}]  # fmt: skip

    looked = check_scans(edition=session.edition, table=read_scans(file_of(*rows)))
    assert not Scan.objects.exists()
    report = take(session, *rows)

    reasons = {2: "dead", 3: "other_edition", 4: "too_early", 5: "clock_ahead", 6: "unreadable", 7: "unknown"}
    assert dict(report.refused) == dict(looked.refused) == reasons
    assert set(Scan.objects.values_list("reason", flat=True)) == set(reasons.values())
    assert proved(session) == {}


def test_a_late_row_is_judged_by_what_was_so_then(session):
    session.capacity = 1
    session.save()
    first, second = visitor_of(session), visitor_of(session)
    scan(door_of(session), second, 30)

    report = take(session, row(session, first, 0), row(session, first, 20, "out"), row(session, first, 31))

    assert report.refused == [(4, "full")]
    assert report.taken == 2


def test_a_scan_that_its_device_has_sent_is_known_by_its_act(session):
    badge = visitor_of(session)
    scan(door_of(session), badge, 0, client="phone-1", client_key="act-0001")

    report = take(session, row(session, badge, 0, device="phone-1", act="act-0001"))

    assert (report.before, Scan.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [("code", ""), ("at", "noon"), ("at", ""), ("way", "up"), ("door", "B9"), ("door", ""), ("device", "phone"),
     ("act", "<script>"), ("at", "2026-03-08 02:30"), ("at", "9" * 5000)],
)  # fmt: skip
def test_a_row_that_cannot_be_read_stops_the_file_and_is_named(session, column, value):
    badge = visitor_of(session)
    good, bad = (row(session, badge, minute, device="", act="") for minute in (0, 1))

    report = take(session, good, {**bad, column: value})

    assert [fault.row for fault in report.faults] == [3]
    assert not Scan.objects.exists()


def test_a_time_without_a_zone_is_the_venues(session):
    badge = visitor_of(session)
    local = session.edition.local(session.starts_at)

    take(session, {**row(session, badge, 0), "at": f"{local:%Y-%m-%d %H:%M:%S}"})

    assert Scan.objects.get().at == session.starts_at


@pytest.fixture
def office(client, session):
    client.force_login(UserFactory(roles=[Role.CREDITS]))
    client.path = f"/admin/conference/attendance/file/{session.edition.year}/"
    return client


def upload(office, content):
    return office.post(office.path, {"table": SimpleUploadedFile("scans.csv", content)})


def test_credit_staff_look_first_then_take_it_in(office, session):
    content = file_of(row(session, visitor_of(session), 0), row(session, visitor_of(session), -525_600))

    looked = upload(office, content).content.decode()
    assert not Scan.objects.exists()
    assert "before the doors open" in looked
    done = office.post(office.path, {"take": "1"})
    again = office.post(office.path, {"take": "1"}, follow=True)

    assert "Every row is stored" in done.content.decode()
    assert "not here any more" in again.content.decode()
    assert list(Scan.objects.order_by("sequence").values_list("reason", flat=True)) == ["too_early", "ok"]
    assert PrivateFile.objects.get(purpose="scans").erased_at
    assert AuditEntry.objects.get(action="attendance.imported").changes["taken"] == 1


def test_a_file_may_be_dropped_and_is_forgotten_after_an_hour(office, session):
    content = file_of(row(session, visitor_of(session), 0))
    upload(office, content)
    office.post(office.path, {"drop": "1"})
    upload(office, content)
    PrivateFile.objects.update(created_at=timezone.now() - timedelta(hours=2))

    assert drop_forgotten_scans() == 1
    assert not PrivateFile.objects.filter(erased_at=None).exists()
    assert not Scan.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"code,at\n1,2", b"\0\1\2", b"a,b\n", b"code,at,way,door\n", b"PK\3\4 no workbook",
                b"code,at,way,door\n" + b"x,y,z,w\n" * 2001],
)  # fmt: skip
def test_what_is_no_file_of_scans_is_said(office, content):
    answer = upload(office, content)

    assert answer.status_code == 422
    assert not PrivateFile.objects.exists()


@pytest.mark.parametrize("role", [None, Role.CHECKIN, Role.ORGANIZER])
def test_nobody_but_credit_staff_brings_scans_in(office, session, role):
    office.force_login(UserFactory(roles=[role] if role else []))

    assert office.get(office.path).status_code in (302, 403)
    assert upload(office, file_of(row(session, visitor_of(session), 0))).status_code in (302, 403)


def test_the_command_takes_a_file_and_names_what_is_refused(session, tmp_path, capsys):
    badge, path = visitor_of(session), tmp_path / "scans.csv"
    path.write_bytes(file_of(row(session, badge, 0), row(session, badge, -525_600)))
    year = f"--edition={session.edition.year}"

    call_command("import_scans", path, year, "--dry-run")
    assert not Scan.objects.exists()
    call_command("import_scans", path, year)

    said = capsys.readouterr().out
    assert "row 3: before the doors open" in said
    assert "1 taken, 1 refused, 0 stored before." in said
    for arguments in ((tmp_path / "none.csv", year), (path, "--edition=1999")):
        with pytest.raises(CommandError):
            call_command("import_scans", *arguments)
    path.write_text("code,at,way,door\n,,,\nx,x,x,x\n")
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_scans", path, year)
