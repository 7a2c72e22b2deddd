"""The desk's pages: for those who work there, without a list of anybody."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.conference import EditionFactory
from factories.people import UserFactory
from factories.scans import tracked, visitor_of

from conference.attendance.models import AttendanceRules, Scan
from people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    start = timezone.now() - timedelta(minutes=5)
    edition = EditionFactory(start_date=start.date(), end_date=start.date() + timedelta(days=1), state="published")
    client.held = tracked(edition=edition, code="B1", starts_at=start, ends_at=start + timedelta(hours=1))
    client.badge = visitor_of(client.held, name="Anna Maria Lindqvist")
    client.base = f"/desk/{edition.year}/b1/"
    client.force_login(UserFactory(roles=[Role.CHECKIN]))
    return client


def act(desk, **values):
    read = {"code": desk.badge.token, "direction": "in", "client": "phone-0001", "key": "act-00000001",
            "at": timezone.now().isoformat(), **values}  # fmt: skip
    return desk.post(f"{desk.base}scan/", json.dumps(read), content_type="application/json")


def test_the_form_answers_in_words_shape_and_initials(desk):
    answer = desk.post(desk.base, {"code": desk.badge.token.lower(), "direction": "in", "key": "act-00000001"})

    page = answer.content.decode()
    assert 'data-kind="go"' in page
    assert "A. M. Lindqvist" in page
    assert "Anna Maria" not in page
    assert desk.badge.registration.email not in page


def test_the_script_gets_the_same_answer_for_the_same_act(desk):
    first, second = act(desk), act(desk)

    assert {**first.json(), "room": ""} == second.json()
    assert (first.json()["kind"], first.json()["person"], Scan.objects.count()) == ("go", "A. M. Lindqvist", 1)


@pytest.mark.parametrize(
    "values",
    [{"direction": "up"}, {"key": "x"}, {"at": "yesterday"}, {"at": "2027-01-01T00:00:00"}, {"code": "x" * 201},
     {"more": 1}],
)  # fmt: skip
def test_what_is_no_scan_is_said_and_not_stored(desk, values):
    answer = act(desk, **values)

    assert (answer.status_code, Scan.objects.count()) == (422, 0)
    assert answer.json()["error"]


@pytest.mark.parametrize("body", ["", "[]", "{", "x" * 3000])
def test_garbage_is_refused(desk, body):
    answer = desk.post(f"{desk.base}scan/", body, content_type="application/json")

    assert answer.status_code in (413, 422)


@pytest.mark.parametrize("where", ["b1", "arrival"])
def test_a_scan_takes_six_queries_with_whoever_is_signed_in(desk, where):
    desk.base = f"/desk/{desk.held.edition.year}/{where}/"
    act(desk, key="act-00000000")

    with CaptureQueriesContext(connection) as queries:
        act(desk, key="act-00000009", direction="out")

    # The savepoint is the test's own.
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) == 6


def test_undo_is_one_press(desk):
    act(desk)

    desk.post(f"{desk.base}undo/1/")
    again = desk.post(f"{desk.base}undo/1/", follow=True)

    assert not Scan.objects.counting().exists()
    assert "cannot be undone" in again.content.decode()


@pytest.mark.parametrize("role", [None, Role.PROGRAMME, Role.FINANCE, Role.REVIEWER])
def test_nobody_else_gets_in(desk, role):
    desk.force_login(UserFactory(roles=[role] if role else []))

    answers = [desk.get("/desk/"), desk.get(desk.base), desk.post(desk.base, {}), act(desk)]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert not Scan.objects.exists()


def test_the_doors_that_are_open_come_first(desk):
    tracked(
        edition=desk.held.edition, code="B2", starts_at=desk.held.starts_at + timedelta(hours=9),
        ends_at=desk.held.starts_at + timedelta(hours=10),
    )  # fmt: skip

    first, _heading, others = desk.get("/desk/").content.decode().partition('id="doors"')

    assert ("Open now" in first, first.count("/b1/"), first.count("/b2/"), others.count("/b2/")) == (True, 1, 0, 1)


def test_the_pages_hold_no_person(desk):
    act(desk)

    pages = desk.get("/desk/").content.decode() + desk.get(desk.base).content.decode()

    assert "Lindqvist" not in pages


def test_the_decoder_is_offered_where_it_is_installed_and_the_policy_stays_strict(desk, settings, tmp_path):
    settings.QR_DECODER = tmp_path / "none"
    without = desk.get(desk.base)
    settings.QR_DECODER = tmp_path
    page = desk.get(desk.base)

    assert "data-decoder" not in without.content.decode()
    assert 'data-decoder="/static/decoder/jsQR.js"' in page.content.decode()
    assert "camera=(self)" in page["Permissions-Policy"]
    assert "script-src 'self';" in page["Content-Security-Policy"]


def test_a_rehearsal_cannot_be_overlooked(desk):
    AttendanceRules.objects.create(edition=desk.held.edition, rehearsal=True)

    assert "REHEARSAL" in desk.get("/desk/").content.decode()
    assert "REHEARSAL" in desk.get(desk.base).content.decode()


@pytest.mark.parametrize("path", ["/desk/2027/nowhere/", "/desk/1999/arrival/", "/desk/?year=abcd"])
def test_doors_that_are_not_there(desk, path):
    assert desk.get(path).status_code in (200, 404)


def test_somebody_sees_their_own_attendance_and_what_is_missing(desk):
    act(desk)
    person = UserFactory(email=desk.badge.registration.email)
    desk.force_login(person)
    year = desk.held.edition.year

    page = desk.get(f"/my/attendance/{year}/").content.decode()

    assert "B1" in page
    assert "no scan out" in page
    desk.force_login(UserFactory())
    assert desk.get(f"/my/attendance/{year}/").status_code == 404


def test_credit_staff_add_and_strike_with_reasons_and_the_original_stays(desk, client):
    act(desk)
    client.force_login(UserFactory(roles=[Role.CREDITS]))
    place = desk.badge.registration
    path = f"/admin/conference/attendance/{desk.held.pk}/{place.pk}/"
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")

    client.post(path, {"direction": "out", "at": at, "reason": "the scanner was out of power"})
    refused = client.post(path, {"direction": "out", "at": "2199-01-01T10:00", "reason": "later"})
    client.post(path, {"strike": "1", "scan": "1", "reason": "a colleague's badge"})
    silent = client.post(path, {"strike": "1", "scan": "2", "reason": ""})

    assert (refused.status_code, silent.status_code) == (422, 422)
    assert list(Scan.objects.order_by("sequence").values_list("kind", "note")) == [
        ("scan", ""), ("added", "the scanner was out of power"), ("strike", "a colleague's badge"),
    ]  # fmt: skip
    assert "a colleague" in client.get(path).content.decode()


def test_organizers_switch_the_rehearsal_and_see_no_person(desk, client):
    client.force_login(UserFactory(roles=[Role.ORGANIZER]))
    rules = {
        "rehearsal": "on",
        "missing_in": "penalty",
        "missing_out": "nothing",
        "penalty_minutes": "30",
        "doors_minutes": "60",
    }

    client.post("/admin/conference/attendance/", rules)

    assert AttendanceRules.objects.get().rehearsal is True
    assert client.get(f"/admin/conference/attendance/{desk.held.pk}/").status_code == 302
