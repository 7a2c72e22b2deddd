"""The screens: a reason to take the table away, a difference before it is taken in, a sentence for what is no table."""

import io
import zipfile
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.people import UserFactory
from openpyxl import Workbook, load_workbook

from conference.agenda.models import Session
from conference.agenda.services.locking import mark_changed
from conference.planning.board.state import revision_of
from conference.planning.exchange.services import drop_forgotten, export_table
from core.audit.models import AuditEntry
from core.clock.discover import load_jobs
from core.exports import as_csv, as_xlsx
from core.files.models import PrivateFile
from people.roles import Role

pytestmark = pytest.mark.django_db
BASE = "/admin/conference/exchange/2027/"


def send(client, content, name="agenda.csv"):
    return client.post(f"{BASE}import/", {"table": SimpleUploadedFile(name, content)})


def files(settings, tmp_path):
    return [path for path in (tmp_path / "private").rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_agenda_is_taken_away_with_a_reason(edition, organizer, kind):
    assert organizer.post(f"{BASE}export/", {"kind": kind}).status_code == 422
    answer = organizer.post(f"{BASE}export/", {"kind": kind, "reason": "Planning with the venue"})

    assert answer.status_code == 200
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert f".{kind}" in answer["Content-Disposition"]
    entry = AuditEntry.objects.get(action="agenda.exported")
    assert (entry.reason, entry.changes) == ("Planning with the venue", {"rows": 3, "format": kind})
    if kind == "xlsx":
        rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
        assert (rows[0][0], rows[1][0]) == ("code", "A1")


@pytest.mark.parametrize("role", [None, Role.FINANCE, Role.REGISTRATION, Role.CHECKIN])
def test_others_have_no_part_in_it(edition, table, client, role):
    if role:
        client.force_login(UserFactory(roles=[role]))

    answers = [client.get(BASE), client.get(f"{BASE}check/"), send(client, table.csv()), client.post(f"{BASE}export/")]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert not AuditEntry.objects.filter(action="agenda.exported").exists()
    assert not PrivateFile.objects.exists()


def test_a_table_is_shown_then_taken_in_and_deleted(edition, table, organizer, settings, tmp_path):
    table.row("A1")["title"] = "A better title"
    table.row("A2")["room"] = "RA"

    assert send(organizer, table.csv()).url == f"{BASE}check/"
    page = organizer.get(f"{BASE}check/")
    assert len(files(settings, tmp_path)) == 1
    assert Session.objects.get(code="A1").title == "Title A1"
    text = page.content.decode()
    assert "A better title" in text
    assert "A1 and A2 are in Room RA at the same time." in text
    answer = organizer.post(f"{BASE}check/", {"seen": page.context["form"]["seen"].value()})

    assert answer.url == "/admin/conference/versions/2027/publish/"
    assert Session.objects.get(code="A1").title == "A better title"
    assert files(settings, tmp_path) == []
    assert not Path(settings.MEDIA_ROOT).exists()
    assert organizer.post(f"{BASE}check/", {"seen": 1}).url == BASE


def test_a_table_can_be_dropped(edition, table, organizer, settings, tmp_path):
    table.row("A1")["title"] = "New"
    send(organizer, table.csv())

    assert organizer.post(f"{BASE}check/", {"drop": "1"}).url == BASE
    assert files(settings, tmp_path) == []
    assert Session.objects.get(code="A1").title == "Title A1"


def test_a_second_table_takes_the_place_of_the_first(edition, table, organizer, settings, tmp_path):
    table.row("A1")["title"] = "New"
    send(organizer, table.csv())
    table.row("A1")["title"] = "Newer"
    send(organizer, table.csv())

    assert len(files(settings, tmp_path)) == 1
    assert "Newer" in organizer.get(f"{BASE}check/").content.decode()


def test_another_organizer_does_not_see_what_waits(edition, table, organizer):
    table.row("A1")["title"] = "New"
    send(organizer, table.csv())
    other = Client()
    other.force_login(UserFactory(roles=[Role.ORGANIZER]))

    assert other.get(f"{BASE}check/").url == BASE


def test_a_forgotten_table_is_deleted(edition, table, organizer, settings, tmp_path):
    table.row("A1")["title"] = "New"
    send(organizer, table.csv())
    PrivateFile.objects.update(created_at=timezone.now() - timedelta(hours=3))

    assert organizer.get(f"{BASE}check/").url == BASE
    assert drop_forgotten() == 1
    assert files(settings, tmp_path) == []
    assert "conference.planning.exchange.tasks.drop_forgotten_tables" in load_jobs()


def test_a_change_meanwhile_is_looked_at_again(edition, table, organizer):
    table.row("A1")["title"] = "New"
    send(organizer, table.csv())
    seen = revision_of(edition)
    mark_changed(edition, [Session.objects.get(code="A3").pk])

    elsewhere = organizer.post(f"{BASE}check/", {"seen": seen})
    assert elsewhere.status_code == 409
    assert "Somebody changed the agenda meanwhile" in elsewhere.content.decode()
    mark_changed(edition, [Session.objects.get(code="A1").pk])
    same = organizer.get(f"{BASE}check/")
    assert same.status_code == 409
    assert "Export the agenda again." in same.content.decode()
    assert Session.objects.get(code="A1").title == "Title A1"


def test_problems_are_named_by_row_and_column(edition, table, organizer):
    table.row("A2").update({"end": "09:00", "capacity": "lots"})
    answer = send(organizer, table.csv())
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "<td>3</td><td><strong>A2</strong></td><td>end</td><td>is before the start.</td>" in text
    assert "<td>3</td><td><strong>A2</strong></td><td>capacity</td><td>is not a whole number" in text
    assert not PrivateFile.objects.exists()


def test_a_table_that_says_nothing_new_changes_nothing(edition, table, organizer):
    assert send(organizer, table.csv()).url == BASE
    assert not PrivateFile.objects.exists()


def book(*rows):
    made = Workbook()
    for row in rows:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


NO_TABLES = {
    "nothing": b"",
    "blank lines": b"\r\n;;;\r\n",
    "no header": b"A1,1,Title\r\n",
    "a picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "half a UTF-16": b"\xff\xfec\x00o",
    "an unknown encoding": b"code,revision\r\nA1,\x81\x8d\r\n",
    "an open quotation mark": b'code,revision,title\r\nA1,1,"Title\r\n',
    "an unknown column": b"code,revision,colour\r\nA1,1,red\r\n",
    "a column twice": b"code,revision,title,Title\r\nA1,1,a,b\r\n",
    "no code": b"revision,title\r\n1,a\r\n",
    "no revision": b"code,title\r\nA1,a\r\n",
    "a cell too many": b"code,revision,title\r\nA1,1,a,b\r\n",
    "too many rows": b"code,revision\r\n" + b"A,1\r\n" * 10_001,
    "too many columns": b"code,revision\r\n" + b"," * 300 + b"x\r\n",
    "a zip": packed(readme="hello"),
    "a broken zip": b"PK\x03\x04" + b"\0" * 100,
    "a bomb": packed(bomb=b"\0" * 101 * 1024 * 1024),
    "an empty workbook": book(),
    "a broken workbook": packed(**{"xl/workbook.xml": "<workbook", "[Content_Types].xml": "<Types"}),
}


@pytest.mark.parametrize("content", NO_TABLES.values(), ids=NO_TABLES.keys())
def test_what_is_no_table_gets_a_sentence(edition, organizer, content):
    before = revision_of(edition)

    answer = send(organizer, content)

    assert answer.status_code == 422
    assert answer.context["upload"].errors["table"][0].endswith(".")
    assert not PrivateFile.objects.exists()
    assert revision_of(edition) == before


def test_no_file_and_too_large_a_file_get_a_sentence(edition, organizer):
    assert organizer.post(f"{BASE}import/", {}).status_code == 422
    assert send(organizer, b"x" * (10 * 1024 * 1024 + 1)).status_code == 422


def test_formulas_and_errors_of_a_workbook_are_refused(edition, table, organizer):
    revision = table.row("A1")["revision"]
    made = book(["code", "revision", "title", "capacity"], ["A1", revision, "=1+1", None], ["A2", revision, "x", "=A1"])

    text = send(organizer, made).content.decode()

    assert text.count("holds a formula or an error; write its value.") == 2


def test_a_workbook_with_dates_and_times_of_its_own_is_read(edition, table, organizer):
    revision = table.row("A1")["revision"]
    made = book(
        ["Code", " Revision", "day", "start", "end", "capacity", "price"],
        ["A1", float(revision), date(2027, 8, 11), time(14, 0), time(15, 30), 80.0, 12.5],
    )
    assert send(organizer, made).url == f"{BASE}check/"
    organizer.post(f"{BASE}check/", {"seen": revision_of(edition)})
    session = Session.objects.get(code="A1")

    assert edition.local(session.starts_at).isoformat() == "2027-08-11T14:00:00-07:00"
    assert (session.minutes, session.capacity, str(session.price)) == (90, 80, "12.50")


def test_ten_thousand_rows_are_refused_without_a_query_each(edition, organizer):
    header, rows = export_table(edition)
    many = [[f"N{number}", "", *rows[0][2:]] for number in range(10_000)]

    with CaptureQueriesContext(connection) as queries:
        answer = send(organizer, as_csv(header, many))

    assert answer.status_code == 422
    assert "a table may change 1000 sessions at once" in answer.content.decode()
    assert len(queries) < 100, len(queries)


def test_a_thousand_sessions_are_taken_in_in_one_request(edition, organizer):
    header, rows = export_table(edition)
    start, room, speakers = (header.index(name) for name in ("day", "room", "speakers"))
    many = []
    for number in range(1000):
        row = [f"N{number}", "", *rows[0][2:]]
        row[start], row[room], row[speakers] = f"2027-08-{9 + number % 5:02}", "", ""
        many.append(row)

    assert send(organizer, as_csv(header, many)).url == f"{BASE}check/"
    assert organizer.get(f"{BASE}check/").status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert organizer.post(f"{BASE}check/", {"seen": revision_of(edition)}).status_code == 302
    assert Session.objects.count() == 1003
    # Not a few queries a row, which would be thousands.
    assert len(queries) < 200, len(queries)


def test_nothing_runs_as_a_formula(edition, organizer):
    Session.objects.filter(code="A1").update(title='=HYPERLINK("http://evil.example")', abstract="@SUM(1)")
    header, rows = export_table(edition)

    text = as_csv(header, rows).decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(as_xlsx(header, rows))).active

    assert "'=HYPERLINK" in text
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n", "inlineStr"}


def test_without_a_token_nothing_is_taken_in(edition, table):
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(roles=[Role.PROGRAMME]))

    assert send(client, table.csv()).status_code == 403
