"""Reports: every file says what the screen says, and a PDF nothing that is no longer true."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.people import UserFactory
from factories.seats import coordinator, course_on_sale, free_seats
from openpyxl import load_workbook
from pypdf import PdfReader

from core.files.models import PrivateFile
from people.agencies.models import Membership
from people.agencies.services import end_membership
from training.enrollment.seats.assigning import assign_seat, take_seat
from training.enrollment.seats.models import SeatAssignment
from training.pages.agency.files.models import ReportFile
from training.pages.agency.files.services import expire_files, make
from training.pages.agency.matrix import Asked
from training.pages.agency.reports import REPORTS
from training.progress.services import finish_lesson

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """Two courses, three people: one done, one late and half-way, one invited."""
    user, agency = coordinator()
    courses = [course_on_sale(code=code, questions=[], credit=None) for code in ("C1", "C2")]
    for course in courses:
        course.credits = [{"code": "MCLE"}, {"code": "NEW"}]
        course.save()
        free_seats(user, agency, course, 3)
    people = {}
    for name, course, lessons in (("Ann", courses[0], 2), ("Bea", courses[1], 1), ("Cy", courses[0], None)):
        seat = assign_seat(agency=agency, course=course, email=f"{name.lower()}@x.example", name=name, actor=user)
        if lessons is not None:
            people[name] = UserFactory(name=name)
            enrollment = take_seat(assignment=seat, user=people[name])
            for code in ("L1", "L2")[:lessons]:
                finish_lesson(enrollment=enrollment, code=code)
    SeatAssignment.objects.filter(name="Bea").update(due_on=timezone.localdate() - timedelta(days=3))
    client.force_login(user)
    client.agency, client.base, client.people, client.user = agency, f"/agency/{agency.public_id}/", people, user
    return client


def cells(answer):
    """Return the table rows of a page as text."""
    rows = re.findall(r"<tr>(.*?)</tr>", answer.content.decode(), re.DOTALL)
    parts = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[" ".join(re.sub("<[^>]+>", " ", cell).split()) for cell in row] for row in parts]


def read(desk, address):
    """Return a report's rows from CSV, Excel and PDF."""
    rows = list(csv.reader(io.StringIO(desk.get(f"{address}export=csv").content.decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(desk.get(f"{address}export=xlsx").content))
    sheet = [["" if cell is None else str(cell) for cell in row] for row in book.active.iter_rows(values_only=True)]
    page = desk.get(f"{address}export=pdf")
    assert desk.get(page["Location"]).status_code == 202
    make(ReportFile.objects.latest("pk").pk)
    pdf = b"".join(desk.get(page["Location"]).streaming_content)
    text = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())
    return rows, sheet, text


def test_progress_overdue_and_hours_are_the_same_everywhere(desk):
    screens = {}
    for address, kind in (("?", "progress"), ("overdue/?", "overdue"), ("hours/?", "hours"), ("ledger/?", "seats")):
        rows, sheet, text = read(desk, desk.base + address)
        shown = cells(desk.get(desk.base + address))
        assert rows == sheet
        assert all(cell in text for row in rows for cell in row if cell and "@" not in cell and len(cell) < 12)
        if kind in ("overdue", "hours"):
            assert all(row in shown for row in rows)
        screens[kind] = rows
    assert screens["progress"] == [
        ["Name", "E-mail", "C1", "C2"],
        ["Ann", "ann@x.example", "completed", ""],
        ["Bea", "bea@x.example", "", "50 %"],
        ["Cy", "cy@x.example", "invited", ""],
    ]
    assert [row[:1] + row[2:3] + row[5:] for row in screens["overdue"][1:]] == [["Bea", "C2", "3", "50 %"]]


def test_the_screen_shows_the_cells_of_the_file(desk):
    shown = cells(desk.get(desk.base))

    assert ["Ann ann@x.example", "completed", "–"] in shown
    assert ["Bea bea@x.example", "–", "50 % overdue"] in shown
    assert [row for row in cells(desk.get(f"{desk.base}?q=ann")) if row[0].startswith("Bea")] == []


def test_hours_by_scheme_are_the_sum_of_the_rows(desk):
    hours, sums = (REPORTS[kind](desk.agency, Asked()) for kind in ("hours", "schemes"))

    assert hours.header[-2:] == ["MCLE", "NEW"]
    assert [row[0] for row in hours.rows] == ["Ann"]
    assert [row[0] for row in sums.rows] == ["MCLE", "NEW"]
    assert all(row[1] == 1 for row in sums.rows)
    assert [row[3] for row in sums.rows] == [hours.rows[0][8], hours.rows[0][9]]


def test_who_has_left_is_in_no_file_that_was_made_before(desk):
    page = desk.get(f"{desk.base}?export=pdf")["Location"]
    wanted = ReportFile.objects.get()
    make(wanted.pk)
    assert b"".join(desk.get(page).streaming_content).startswith(b"%PDF")
    end_membership(membership=Membership.objects.get(user=desk.people["Ann"]), actor=desk.user)

    after = desk.get(page)
    make(wanted.pk)
    pdf = b"".join(desk.get(page).streaming_content)

    assert after.status_code == 202
    assert "Ann" not in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert PrivateFile.objects.filter(purpose="agency-report").exclude(erased_at=None).count() == 1
    ReportFile.objects.update(asked_at=timezone.now() - timedelta(days=2))
    assert expire_files() == 1
    assert desk.get(page).status_code == 404
    assert not PrivateFile.objects.filter(purpose="agency-report", erased_at=None).exists()


def test_a_colleague_does_not_get_ones_file(desk, client):
    page = desk.get(f"{desk.base}?export=pdf")["Location"]
    colleague, _agency = coordinator(agency=desk.agency)
    client.force_login(colleague)

    assert client.get(page).status_code == 404
