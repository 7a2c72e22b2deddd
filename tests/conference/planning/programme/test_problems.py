"""Bad files: one line for each fault, under the record's own code, and never a traceback."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from factories.programme import sample, session, small, with_session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conference.edition.models import Edition
from conference.planning.programme.services import load_programme
from core.imports.report import BadFile

pytestmark = pytest.mark.django_db


def problems(data):
    with pytest.raises(BadFile) as caught:
        load_programme(data)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"end": "09:00"}, "sessions[A1].end: is not after start; a session past midnight lasts twelve hours at most."),
        ({"end": "25:00"}, "sessions[A1].end: is not a time of day; write one such as 08:30."),
        ({"end": None}, "sessions[A1].end: is not a time of day; write one such as 08:30."),
        ({"date": "2028-03-13"}, "sessions[A1].date: lies outside 2028-03-11 to 2028-03-12."),
        ({"date": "2028-02-30"}, "sessions[A1].date: is not a day of the calendar; write one such as 2027-08-09."),
        ({"day": 2}, "sessions[A1].day: 2028-03-11 is day 1 of the conference, not day 2."),
        ({"room": "R9"}, "sessions[A1].room: there is no room R9."),
        ({"track": "T9"}, "sessions[A1].track: there is no track T9."),
        ({"audience": "nobody"}, "sessions[A1].audience: there is no access level nobody."),
        ({"speakers": [{"id": "sp9"}]}, "sessions[A1].speakers[sp9].id: there is no speaker sp9."),
        ({"ce": {"minutes": 60, "types": ["X"]}}, "sessions[A1].ce.types: there is no credit type X."),
        ({"ce": {"minutes": 61}}, "sessions[A1].ce.minutes: is more than the session's 60 minutes."),
        ({"capacity": -1}, "sessions[A1].capacity: must be 0 or more."),
        ({"capacity": 10**30}, "sessions[A1].capacity: must be 1000000 or less."),
        ({"capacity": "fifty"}, "sessions[A1].capacity: must be a whole number."),
        ({"capacity": True}, "sessions[A1].capacity: must be a whole number."),
        ({"title": ""}, "sessions[A1].title: is empty; write something."),
        ({"title": 7}, "sessions[A1].title: must be text in quotes."),
        ({"title": "a\x00b"}, "sessions[A1].title: holds a control character that cannot be stored; remove it."),
        ({"title": "x" * 301}, "sessions[A1].title: is longer than 300 characters; shorten it."),
        ({"visibility": "secret"}, "sessions[A1].visibility: must be one of 'public', 'registered' or 'cleared'."),
        ({"price_usd": 12.345}, "sessions[A1].price_usd: may have two decimal places at most."),
        ({"speakers": "sp1"}, "sessions[A1].speakers: must be a list in square brackets."),
        (
            {"date": "2028-03-12", "day": 2, "start": "02:30", "end": "04:00"},
            "sessions[A1].start: 02:30 does not exist on 2028-03-12 in America/New_York: the clocks go forward.",
        ),
        (
            {"code": "A 1"},
            "sessions[A 1].code: may have letters A-Z, digits, hyphens and underscores only, and begins with no hyphen.",  # noqa: E501
        ),
    ],
)
def test_a_faulty_session_is_named_by_its_code(fields, line):
    assert problems(with_session(**fields)) == [line]


def test_every_fault_of_a_file_is_told_at_once():
    data = with_session(end="25:00")
    data["sessions"] += [session("A2"), session("a1"), session("A4", room="R9"), 7]
    data["speakers"][0]["email"] = "nobody"
    data["rooms"].append({"code": "R2"})
    data["registration"] = {"cancellation": [{"refund": "half"}], "currency": "dollars"}

    assert problems(data) == [
        "registration.currency: is not a currency; write three capital letters such as USD.",
        "registration.cancellation[0].refund: write “full”, “full less 75”, “50 percent” or “none”; a remark after “;”.",  # noqa: E501
        "rooms[R2].name: is missing; add it.",
        "speakers[sp1].email: is not an e-mail address.",
        "sessions[A1].end: is not a time of day; write one such as 08:30.",
        "sessions[5]: must be an object in curly brackets.",
        "sessions[A2].code: is used 2 times; give each record a code of its own.",
        "sessions[A4].room: there is no room R9.",
    ]


@pytest.mark.parametrize(
    ("conference", "line"),
    [
        ({"timezone": "Mars/Base"}, "conference.timezone: is not a time zone; write one such as America/Los_Angeles."),
        ({"end_date": "2028-03-10"}, "conference.end_date: lies before start_date."),
        ({"end_date": "2038-03-12"}, "conference.end_date: makes a conference of more than 31 days; check the year."),
        ({"name": None}, "conference.name: must be text in quotes."),
    ],
)
def test_a_faulty_conference_is_named(conference, line):
    data = small(**conference)
    data["sessions"] = []

    assert problems(data) == [line]


@pytest.mark.parametrize(
    ("sales", "line"),
    [
        (
            {"early_until": "2028-02-01", "regular_until": "2028-01-01"},
            "registration.regular_until: lies before early_until.",
        ),
        (
            {"regular_until": "2028-02-01", "late_from": "2028-02-01"},
            "registration.late_from: must lie after regular_until.",
        ),
        ({"add_ons": ["A9"]}, "registration.add_ons[0]: there is no session A9."),
        (
            {"cancellation": [{"refund": "none"}, {"refund": "full"}]},
            "registration.cancellation[1].until: another term has no end either; each needs a day of its own.",
        ),
        (
            {"ticket_types": [{"code": "X", "name": "X", "early": -1, "regular": 1, "late": 1, "vetting": "manual"}]},
            "registration.ticket_types[X].early: must be between 0 and 99,999,999.99.",
        ),
    ],
)
def test_faulty_sales_are_named(sales, line):
    assert problems({**small(), "registration": sales}) == [line]


def run(*arguments):
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command("load_programme", *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        status = stop.code
    return status, out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "is not JSON: Expecting property name enclosed in double quotes at line 1, column 2."),
        (b"[]", "must hold a JSON object in curly brackets."),
        ('{"a": "é"}'.encode("latin-1"), "is not in UTF-8 (byte 7); save it in that encoding."),
        (b'{"a": 1, "a": 2}', 'has the key "a" twice in one object; keep one.'),
        (b'{"a": NaN}', "holds NaN, which is no number in JSON."),
        (b'{"a": ' + b"9" * 5000 + b"}", "holds a number that is far too long."),
        (b"[" * 100_000, "is nested too deeply."),
    ],
)
def test_an_unreadable_file_gets_one_line(tmp_path, content, sentence):
    path = tmp_path / "programme.json"
    path.write_bytes(content)

    assert run(str(path)) == (1, "", f"{path}: {sentence}\n")


def test_a_missing_file_and_a_folder_get_one_line(tmp_path):
    assert run(str(tmp_path / "none.json"))[::2] == (
        1,
        f"{tmp_path / 'none.json'}: there is no such file; check the path.\n",
    )
    assert run(str(tmp_path))[::2] == (1, f"{tmp_path}: is a folder; name the file in it.\n")


def test_the_command_prints_one_line_for_each_fault_and_changes_nothing(tmp_path):
    data = with_session(end="25:00", room="R9")
    path = tmp_path / "programme.json"
    path.write_text(json.dumps(data))

    status, out, err = run(str(path))

    assert (status, out) == (1, "")
    assert err == "sessions[A1].end: is not a time of day; write one such as 08:30.\n"
    assert not Edition.objects.exists()


def test_no_line_repeats_a_value_of_a_speaker():
    data = sample()
    for speaker in data["speakers"]:
        speaker["email"] = f"{speaker['name']} Testwell"
        speaker["country"] = speaker["organization"]

    lines = problems(data)

    assert len(lines) == 96
    assert not [line for line in lines if "Testwell" in line or "Canary" in line]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def spoiled(draw):
    """The small programme with one value anywhere in it replaced by anything."""
    data = small()
    data["registration"] = {"ticket_types": [{"code": "X"}], "add_ons": ["A1"], "cancellation": [{"refund": "none"}]}
    spot = data
    while True:
        keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
        key = draw(st.sampled_from(keys))
        if isinstance(spot[key], dict | list) and spot[key] and draw(st.booleans()):
            spot = spot[key]
        else:
            spot[key] = draw(JSON)
            return data


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(spoiled())
def test_whatever_the_file_says_it_loads_or_is_refused_in_lines(data):
    lines = ["path: sentence"]
    try:
        load_programme(data, dry_run=True)
    except BadFile as error:
        lines = [str(problem) for problem in error.problems]

    assert lines
    assert all("\n" not in line and ": " in line for line in lines)
