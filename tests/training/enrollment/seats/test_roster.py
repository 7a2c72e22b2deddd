"""A list of people as agencies have them: any separator and encoding, each wrong row named, nothing done in between."""

import io

import pytest
from factories.seats import coordinator, course_on_sale, free_seats
from openpyxl import Workbook

from core.imports.tables import Unreadable
from training.enrollment.seats.assigning import assign_seat
from training.enrollment.seats.models import SeatAssignment
from training.enrollment.seats.roster.models import RosterImport
from training.enrollment.seats.roster.plan import plan_roster, read_roster
from training.enrollment.seats.roster.services import begin_roster, invite_people, keep_roster, waiting_roster

GOOD = "email;course;name;due\nzoë@x.example;c1;Zoë Tremblay;2099-08-31\nb@x.example;C1;;\n"


@pytest.fixture
def agency(db):
    user, agency = coordinator()
    free_seats(user, agency, course_on_sale(), 3)
    agency.coordinator = user
    return agency


def plan(agency, text):
    return plan_roster(agency=agency, table=read_roster(text if isinstance(text, bytes) else text.encode()))


def faults(agency, text):
    return [(fault.number, fault.sentence) for fault in plan(agency, text).faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_usual_encoding_is_read(agency, encoding):
    text = GOOD.replace("zoë@", "zoe@")

    roster = plan(agency, text.encode(encoding))

    assert roster.is_good
    assert [(place.name, place.email, place.course.code) for place in roster.places] == [
        ("Zoë Tremblay", "zoe@x.example", "C1"), ("", "b@x.example", "C1"),
    ]  # fmt: skip


def test_a_workbook_is_read(agency):
    book, stream = Workbook(), io.BytesIO()
    for row in (["Email", "Course", "Name"], ["a@x.example", "C1", "=HYPERLINK(1)"], ["b@x.example", "C1", "B"]):
        book.active.append(row)
    book.save(stream)

    roster = plan(agency, stream.getvalue())

    assert [place.email for place in roster.places][-1] == "b@x.example"


def test_each_wrong_row_is_named(agency):
    text = (
        "email,course,name,due\nnobody,C1,,\na@x.example,C9,,\na@x.example,C1,Ann,31/8\nb@x.example,C1,Ben,2001-01-01\n"
    )

    assert [number for number, _sentence in faults(agency, text)] == [2, 3, 4, 5]


def test_duplicates_and_shared_mailboxes_are_refused(agency):
    text = "email,course,name\na@x.example,C1,Ann\nA@X.example,C1,Ann\ndesk@x.example,C1,Cy\ndesk@x.example,C1,Di\n"

    assert [number for number, _sentence in faults(agency, text)] == [3, 5]


def test_too_few_seats_are_told_before_anything_is_done(agency):
    text = "email,course\n" + "".join(f"p{number}@x.example,C1\n" for number in range(5))

    assert plan(agency, text).missing == {"C1": 2}
    assert not SeatAssignment.objects.exists()


def test_who_has_a_seat_is_left_alone(agency):
    course = agency.seat_lots.get().course
    assign_seat(agency=agency, course=course, email="b@x.example", actor=agency.coordinator)

    roster = plan(agency, "email,course\na@x.example,C1\nb@x.example,C1\n")

    assert ([item.email for item in roster.places], [item.email for item in roster.seated]) == (
        ["a@x.example"], ["b@x.example"],
    )  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b"phone\n1\n"])
def test_what_is_no_list_is_refused(content):
    with pytest.raises(Unreadable):
        read_roster(content)


def test_five_thousand_rows_are_planned_in_few_queries(agency, django_assert_max_num_queries):
    text = "email,course\n" + "".join(f"p{number}@x.example,C1\n" for number in range(5_001))

    with django_assert_max_num_queries(5):
        roster = plan(agency, text)

    assert (len(roster.places), roster.faults[0].number) == (5_000, 5_001)


def test_a_confirmed_list_is_invited_once_and_erased(agency, run_tasks):
    content = GOOD.replace("zoë@", "zoe@").encode()
    key = keep_roster(content).public_id
    assert waiting_roster(key) == content
    made = begin_roster(agency=agency, public_id=key, roster=plan(agency, content), actor=agency.coordinator)

    run_tasks()
    invite_people(made.pk)

    made.refresh_from_db()
    assert (made.done, made.total, made.refused, bool(made.file.erased_at)) == (2, 2, [], True)
    assert sorted(SeatAssignment.objects.values_list("email", flat=True)) == ["b@x.example", "zoe@x.example"]
    assert waiting_roster(key) is None


def test_a_task_that_died_goes_on_where_it_was(agency):
    content = GOOD.replace("zoë@", "zoe@").encode()
    key = keep_roster(content).public_id
    made = begin_roster(agency=agency, public_id=key, roster=plan(agency, content), actor=agency.coordinator)
    course = agency.seat_lots.get().course
    assign_seat(agency=agency, course=course, email="zoe@x.example", actor=agency.coordinator)

    invite_people(made.pk)

    assert SeatAssignment.objects.count() == 2
    assert RosterImport.objects.get().done == 2
