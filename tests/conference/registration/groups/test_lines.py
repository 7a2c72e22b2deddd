"""Lists as people type, paste and send them."""

from io import BytesIO

import pytest
from factories.conference import EditionFactory, TicketTypeFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from conference.registration.groups.checking import Common, check_lines
from conference.registration.groups.lines import guess, read_lines, to_text
from core.imports.tables import Unreadable, read_any


@pytest.mark.parametrize(
    "text",
    [
        "Anna Example; anna@agency.example",
        "Anna Example\tanna@agency.example",
        "Anna Example,anna@agency.example",
        "Anna Example <anna@agency.example>",
        "Anna Example anna@agency.example",
        '\n  "Anna Example" ; anna@agency.example \n;;\n',
    ],
)
def test_a_person_is_read_however_they_are_written(text):
    (line,) = read_lines(text)

    assert (line["name"], line["email"]) == ("Anna Example", "anna@agency.example")


@settings(max_examples=50)
@given(text=st.text(max_size=300))
def test_any_text_is_read(text):
    assert all(line.number >= 1 for line in read_lines(text))


def workbook(*rows):
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


HEADER = ["First name", "Last Name", "Work E-Mail", "Employer", "Badge"]
ROWS = [
    ["Anna", "Example", "anna@agency.example", "City; of Example", ""],
    ["李", "雷", "li@agency.example", "", "Lei"],
]


@pytest.mark.parametrize(
    "content",
    [
        workbook(HEADER, *ROWS),
        "\n".join(",".join(row) for row in [HEADER, *ROWS]).encode(),
        "\n".join("\t".join(row) for row in [HEADER, *ROWS]).encode("utf-16"),
    ],
    # A workbook says when it was written: as a name it would differ between two workers.
    ids=["workbook", "commas", "tabs in UTF-16"],
)
def test_a_file_becomes_lines_by_its_columns(content):
    table = read_any(content, most=200)
    found = guess(table.columns)
    mapping = found | {"name": "First name", "family_name": "Last Name"}

    assert {field: found[field] for field in ("email", "agency", "badge_name")} == {
        "email": "Work E-Mail",
        "agency": "Employer",
        "badge_name": "Badge",
    }
    assert to_text(table.rows, mapping).splitlines() == [
        "Anna Example; anna@agency.example; City, of Example",
        "李 雷; li@agency.example; ; ; ; Lei",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"name,email\n", b"PK\x03\x04broken", b"\x00\x01", b"a\n" * 300, b'name\n"unclosed\n']
)
def test_what_is_no_list_is_said(content):
    with pytest.raises(Unreadable):
        read_any(content, most=200)


def test_columns_without_a_name_or_with_one_twice_are_told_apart():
    assert read_any(b"name,,name\na,b,c\n", most=5).columns == ["name", "Column 2", "name (3)"]


@pytest.fixture
def run(db):
    edition = EditionFactory()
    ticket = TicketTypeFactory(edition=edition, code="GOV")
    day = TicketTypeFactory(edition=edition, code="DAY", one_day=True)
    common = Common(ticket, "City of Example", "US")

    def check(text, **options):
        return check_lines(read_lines(text), common=common, tickets=[ticket, day], **options)

    return check


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("; anna@agency.example", "The name is missing."),
        ("Anna;", "The e-mail address is missing."),
        ("Anna; nobody", "“nobody” is not an e-mail address."),
        ("=; anna@agency.example", "A cell holds a formula; write its value."),
        (f"{'n' * 201}; anna@agency.example", "The name is longer than 200 letters."),
        ("Anna; anna@agency.example; ; Atlantis", "There is no country “Atlantis”."),
        ("Anna; anna@agency.example; ; ; VIP", "There is no ticket “VIP”."),
        ("Anna; anna@agency.example; ; ; day",
         "Tickets for one day are ordered on the usual pages, where the day is chosen."),
        ("Anna; known@agency.example", "Your orders have a place for this address already."),
    ],
)  # fmt: skip
def test_each_fault_is_said_at_its_line(run, line, sentence):
    checked = run(f"Ben; ben@agency.example\n{line}", known=["known@agency.example"])

    assert [list(item.problems) for item in checked.lines] == [[], [sentence]]
    assert not checked.is_clean


def test_duplicates_are_found_whatever_the_case(run):
    checked = run("Anna; anna@agency.example\nAnna; ANNA@agency.example")

    assert checked.lines[1].problems == ["The address is the same as in line 1."]
    assert checked.lines[0].hints == ["The name is in the list more than once."]


def test_what_a_line_does_not_say_is_asked_once(run):
    checked = run("A; a@agency.example\nעברית שם; b@agency.example; Other; Denmark; gov; Badge", later=2)

    assert checked.is_clean
    assert [(p.name, p.agency, p.country, p.badge_name) for p in checked.people] == [
        ("A", "City of Example", "US", ""),
        ("עברית שם", "Other", "DK", "Badge"),
        ("", "", "", ""),
        ("", "", "", ""),
    ]


@pytest.mark.parametrize(("lines", "later", "clean"), [(200, 0, True), (200, 1, False), (0, 0, False), (0, 200, True)])
def test_up_to_two_hundred_people(run, lines, later, clean):
    text = "\n".join(f"Person {number}; p{number}@agency.example" for number in range(lines))

    assert run(text, later=later).is_clean is clean
