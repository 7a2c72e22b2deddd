"""The agenda as a table: what goes out comes back the same, and what is changed in between is all that changes."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    RoomFactory,
    SessionCreditFactory,
    SessionFactory,
    SpeakerFactory,
)
from factories.people import UserFactory
from factories.tables import rewritten

from conference.agenda.models import Appearance, Session, SessionCredit
from conference.agenda.services.locking import mark_changed
from conference.planning.board.state import revision_of
from conference.planning.exchange.services import BadTable, export_table, import_table, preview_import, read_upload
from conference.planning.publishing.services import AgendaMoved
from core.audit.models import AuditEntry
from core.exports import as_csv, as_xlsx

pytestmark = pytest.mark.django_db
ODD = [
    "=1+1",
    "'=1+1",
    "''-x",
    "@cmd",
    "+49 89",
    "-5",
    "'quoted'",
    'a;b,c\t"d"',
    "двa 會議",
    "x\nline\r\nother",
    " pad ",
]


def take_in(edition, content):
    table = read_upload(content)
    return import_table(edition=edition, table=table, actor=UserFactory(), seen=revision_of(edition))


def problems(edition, content):
    return [
        (item.row, item.column) for item in preview_import(edition=edition, table=read_upload(content)).plan.problems
    ]


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_what_goes_out_comes_back_without_a_difference(edition, write):
    for number, text in enumerate(ODD):
        made = RestrictedSessionFactory(edition=edition, code=f"O{number}", title=text, abstract=text * 3)
        made.learning_objectives = [text.strip(), "another"]
        made.room_reason, made.level = text, ""
        made.save()
    Session.objects.filter(code="A2").update(starts_at=None, ends_at=None)
    Session.objects.filter(code="A3").update(ends_at=datetime(2027, 8, 12, tzinfo=UTC), all_day=True)

    header, rows = export_table(edition)
    plan = preview_import(edition=edition, table=read_upload(write(header, rows))).plan

    assert (plan.changes, plan.problems, plan.unchanged) == ([], [], len(ODD) + 3)


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
@pytest.mark.parametrize("text", [text.strip().replace("\r\n", "\n") for text in ODD if not {"\n", "\t"} & set(text)])
def test_odd_text_is_taken_in_as_it_was_typed(edition, table, write, text):
    table.row("A1")["title"] = text

    take_in(edition, write(table.header, [[row.get(name, "") for name in table.header] for row in table.rows]))

    assert Session.objects.get(code="A1").title == text


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"delimiter": ";"},
        {"delimiter": "\t", "encoding": "utf-16-le", "mark": b"\xff\xfe"},
        {"encoding": "utf-16-be", "mark": b"\xfe\xff"},
        {"mark": b"\xef\xbb\xbf", "newline": "\n"},
        {"delimiter": ";", "encoding": "cp1252"},
        {"delimiter": ";", "encoding": "cp1252", "mark": b"sep=;\r\n"},
    ],
)
def test_files_of_other_programs_are_read(edition, table, options):
    table.row("A2")["title"] = "Café “Zürich” – 5 €"

    plan = take_in(edition, rewritten(table.csv(), **options))

    assert [(item.session.code, [name for name, _, _ in item.shown]) for item in plan.changes] == [("A2", ["title"])]
    assert Session.objects.get(code="A2").title == "Café “Zürich” – 5 €"


def test_everything_of_a_session_can_be_changed(edition, table):
    table.row("A1").update(
        {
            "title": "New", "public title": "Public", "type": "workshop", "track": "", "room": "RB",
            "day": "2027-08-10", "start": "22:00", "end": "01:30", "level": "advanced", "audience": "open",
            "visibility": "registered", "status": "tentative", "capacity": 40, "sign-up": "yes",
            "ticket required": "TRUE", "price": "125,50", "speakers": "sp2 (moderator); sp1", "creditable minutes": 60,
            "credit APA": 60, "attendance": "scan_in", "recording": "yes", "handouts": "slides", "abstract": "Text",
            "objectives": "One\nTwo", "warnings": "Loud",
        }
    )  # fmt: skip

    plan = take_in(edition, table.csv())
    session = Session.objects.get(code="A1")

    assert len(plan.changes) == 1
    assert (session.title, session.public_title, session.type, session.track) == ("New", "Public", "workshop", None)
    assert edition.local(session.starts_at).isoformat() == "2027-08-10T22:00:00-07:00"
    assert edition.local(session.ends_at).isoformat() == "2027-08-11T01:30:00-07:00"
    assert (session.room.code, session.level, session.visibility, session.status) == (
        "RB", "advanced", "registered", "tentative",
    )  # fmt: skip
    assert (session.capacity, session.sign_up, session.ticket_required, session.price) == (
        40, True, True, Decimal("125.50"),
    )  # fmt: skip
    assert (session.ce_minutes, session.attendance_tracking, session.recording_allowed) == (60, "scan_in", True)
    assert (session.learning_objectives, session.content_warnings) == (["One", "Two"], ["Loud"])
    assert [(item.speaker.code, item.role) for item in session.appearances.all()] == [
        ("sp2", "moderator"), ("sp1", "lead"),
    ]  # fmt: skip
    assert session.credits.get().minutes == 60
    entry = AuditEntry.objects.filter(action="agenda.imported").get()
    assert (entry.changes["changed"], entry.changes["unchanged"]) == (1, 2)
    assert "New" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_a_row_with_a_new_code_makes_a_session(edition, table):
    new = {"code": "N1", "title": "Fresh", "type": "breakout", "day": "2027-08-09", "start": "9:00 AM", "end": "10:00"}
    table.rows.append({**new, "room": "RA", "speakers": "sp1", "credit APA": "60"})
    table.rows.append({"code": "N2", "title": "Later", "type": "meeting", "visibility": "private", "minutes": 30})

    take_in(edition, table.csv())
    first, second = Session.objects.get(code="N1"), Session.objects.get(code="N2")

    assert (first.slug, first.public_title, first.audience.code, first.minutes) == ("n1", "Fresh", "open", 60)
    assert first.appearances.get().speaker.code == "sp1"
    assert first.credits.get().approval == "none"
    assert (second.starts_at, second.planned_minutes, second.public_title) == (None, 30, "Restricted session")


def test_columns_and_rows_that_are_missing_stay_as_they_are(edition, table):
    table.row("A1")["title"] = "New"
    table.header = ["revision", "title", "code"]
    table.rows = [table.row("A1")]

    plan = take_in(edition, table.csv())

    assert (len(plan.changes), plan.absent) == (1, 2)
    assert Session.objects.get(code="A1").room.code == "RA"


def test_a_session_goes_to_the_tray_and_comes_back(edition, table):
    row = table.row("A1")
    times = row["day"], row["start"], row["end"]
    row.update({"day": "", "start": "", "end": "", "revision": row["revision"]})

    take_in(edition, table.csv())
    stored = Session.objects.get(code="A1")

    assert (stored.starts_at, stored.planned_minutes) == (None, 75)
    row.update(dict(zip(("day", "start", "end"), times, strict=True)), revision=stored.revision)
    take_in(edition, table.csv())
    assert Session.objects.get(code="A1").minutes == 75


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2027-08-10", 10), ("Tue 2027-08-10", 10), ("10.08.2027", 10), ("8/10/2027", 10), ("10/8/2027", 10),
        ("10.8.2027", 10), ("2027-08-10 00:00:00", 10),
    ],
)  # fmt: skip
def test_days_are_read_as_spreadsheets_write_them(edition, table, written, day):
    table.row("A1")["day"] = written

    take_in(edition, table.csv())

    assert edition.local(Session.objects.get(code="A1").starts_at).date() == date(2027, 8, day)


WRONG = [
    ({"end": "09:00"}, "end"),
    ({"end": "10:00"}, "end"),
    ({"day": "9999-08-09"}, "day"),
    ({"day": "2027-08-14"}, "day"),
    ({"day": "2027-02-30"}, "day"),
    ({"day": "tomorrow"}, "day"),
    ({"day": ""}, "day"),
    ({"start": "25:00"}, "start"),
    ({"start": "13:00 PM"}, "start"),
    ({"room": "ELSEWHERE"}, "room"),
    ({"track": "NONE"}, "track"),
    ({"audience": ""}, "audience"),
    ({"audience": "everybody"}, "audience"),
    ({"title": ""}, "title"),
    ({"title": "x" * 301}, "title"),
    ({"type": "party"}, "type"),
    ({"level": "expert"}, "level"),
    ({"visibility": "secret"}, "visibility"),
    ({"status": "maybe"}, "status"),
    ({"capacity": "many"}, "capacity"),
    ({"capacity": "-5"}, "capacity"),
    ({"capacity": "1.000"}, "capacity"),
    ({"price": "$5"}, "price"),
    ({"price": "1,000.00"}, "price"),
    ({"sign-up": "perhaps"}, "sign-up"),
    ({"speakers": "sp9"}, "speakers"),
    ({"speakers": "sp1; sp1"}, "speakers"),
    ({"speakers": "Ana Ruiz"}, "speakers"),
    ({"credit APA": "2000"}, "credit APA"),
    ({"abstract": "x" * 20_001}, "abstract"),
    ({"abstract": "x" * 40_000}, "abstract"),
    ({"audience": "sworn_only"}, "room reason"),
    ({"visibility": "cleared"}, "room reason"),
    ({"revision": ""}, "revision"),
    ({"revision": "none"}, "revision"),
    ({"code": "ZZ"}, "code"),
    ({"code": "ZZ", "revision": "", "title": ""}, "title"),
    ({"code": "Z Z/", "revision": ""}, "code"),
    ({"code": "a2", "revision": ""}, "code"),
    ({"code": ""}, "code"),
]


@pytest.mark.parametrize(("cells", "column"), WRONG, ids=[str(cells)[:40] for cells, _ in WRONG])
def test_a_cell_that_cannot_be_taken_is_named_and_nothing_is_changed(edition, table, cells, column):
    table.row("A1").update({"abstract": "Changed"} | cells)
    table.row("A3")["title"] = "Changed too"
    before = list(Session.objects.order_by("pk").values())

    with pytest.raises(BadTable) as refused:
        take_in(edition, table.csv())

    assert column in {item.column for item in refused.value.plan.problems}
    assert all(item.sentence for item in refused.value.plan.problems)
    assert list(Session.objects.order_by("pk").values()) == before
    assert not AuditEntry.objects.filter(action="agenda.imported").exists()


def test_a_room_of_another_edition_is_none_of_this_ones(edition, table):
    RoomFactory(edition=EditionFactory(start_date=date(2028, 8, 7)), code="R28")
    table.row("A1")["room"] = "R28"

    assert problems(edition, table.csv()) == [(2, "room")]


def test_a_code_twice_is_refused(edition, table):
    table.rows.append(dict(table.row("A1")))

    assert problems(edition, table.csv()) == [(5, "code")]


def test_what_somebody_else_changed_is_refused_by_row(edition, table):
    table.row("A1")["title"] = table.row("A2")["title"] = "New"
    mark_changed(edition, [Session.objects.get(code="A2").pk])

    assert problems(edition, table.csv()) == [(3, "revision")]


def test_a_stale_row_without_a_difference_stands_in_nobodys_way(edition, table):
    table.row("A1")["title"] = "New"
    mark_changed(edition, [Session.objects.get(code="A2").pk])

    assert len(take_in(edition, table.csv()).changes) == 1


def test_an_agenda_that_moved_since_the_preview_is_looked_at_again(edition, table):
    table.row("A1")["title"] = "New"
    seen = revision_of(edition)
    mark_changed(edition, [Session.objects.get(code="A3").pk])

    with pytest.raises(AgendaMoved):
        import_table(edition=edition, table=read_upload(table.csv()), actor=None, seen=seen)
    assert Session.objects.get(code="A1").title == "Title A1"


def test_a_preview_shows_new_conflicts_and_changes_nothing(edition, table):
    table.row("A2")["room"] = "RA"
    before = list(Session.objects.order_by("pk").values())

    preview = preview_import(edition=edition, table=read_upload(table.csv()))

    assert ("room_taken", ("A1", "A2")) in {(item.kind, item.sessions) for item in preview.conflicts}
    assert [item.shown for item in preview.plan.changes] == [[("room", "RB", "RA")]]
    assert list(Session.objects.order_by("pk").values()) == before
    assert not AuditEntry.objects.filter(action__startswith="sessions.").exists()


def test_approved_credit_goes_back_to_review_and_is_not_dropped_in_a_table(edition, table):
    SessionCredit.objects.update(approval="approved")
    table.row("A1")["credit APA"] = 60
    table.row("A2")["title"] = "Retitled"
    take_in(edition, table.csv())

    assert dict(SessionCredit.objects.values_list("session__code", "approval")) == {
        "A1": "review", "A2": "review", "A3": "approved",
    }  # fmt: skip
    header, rows = export_table(edition)
    rows[2][header.index("credit APA")] = ""
    assert problems(edition, as_csv(header, rows)) == [(4, "credit APA")]


def test_who_stays_keeps_their_answer_and_who_withdrew_is_asked_again(edition, table):
    session = Session.objects.get(code="A1")
    session.appearances.update(state=Appearance.State.OTHER_TIME)
    AppearanceFactory(
        session=session, speaker=SpeakerFactory(edition=edition, code="sp3"), state=Appearance.State.WITHDRAWN
    )
    assert table.row("A1")["speakers"] == "sp1 (lead)"
    table.row("A1")["speakers"] = "sp1 (host); sp2"
    take_in(edition, table.csv())
    states = {item.speaker.code: (item.role, item.state) for item in session.appearances.all()}

    assert states == {
        "sp1": ("host", "other_time"), "sp2": ("lead", "confirmed"), "sp3": ("lead", "withdrawn"),
    }  # fmt: skip
    header, rows = export_table(edition)
    next(row for row in rows if row[0] == "A1")[header.index("speakers")] = "sp3"
    take_in(edition, as_csv(header, rows))
    assert dict(session.appearances.values_list("speaker__code", "state")) == {"sp3": "invited"}


def test_queries_do_not_grow_with_the_table(edition, table):
    def taken():
        header, rows = export_table(edition)
        for row in rows:
            row[header.index("title")] += "!"
            row[header.index("speakers")] = "sp2" if row[header.index("speakers")] != "sp2 (lead)" else "sp1"
            row[header.index("credit APA")] = row[header.index("credit APA")] + 5
        parsed, seen = read_upload(as_csv(header, rows)), revision_of(edition)
        with CaptureQueriesContext(connection) as captured:
            import_table(edition=edition, table=parsed, actor=None, seen=seen)
        return len(captured)

    taken()
    three = taken()
    for number in range(9):
        SessionCreditFactory(
            session=AppearanceFactory(
                session__edition=edition, session__code=f"M{number}", speaker=edition.speakers.get(code="sp1")
            ).session,
            scheme=SessionCredit.objects.first().scheme,
        )

    assert taken() == three


def test_another_day_on_the_night_when_clocks_change(edition):
    spring = EditionFactory(start_date=date(2028, 3, 12), end_date=date(2028, 3, 12))
    SessionFactory(edition=spring, code="S1")
    header, rows = export_table(spring)
    rows[0][header.index("start")], rows[0][header.index("end")] = "02:30", "04:00"

    assert problems(spring, as_csv(header, rows)) == [(2, "start")]
    rows[0][header.index("start")] = "01:30"
    take_in(spring, as_csv(header, rows))
    assert Session.objects.get(edition=spring).ends_at - Session.objects.get(edition=spring).starts_at == timedelta(
        minutes=90
    )
