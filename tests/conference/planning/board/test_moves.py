"""Moves as the board sends them: saved together, refused in a sentence, never over somebody else's change."""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    RoomFactory,
    SessionCreditFactory,
    SessionFactory,
)
from factories.people import UserFactory
from factories.volume import fill_agenda

from core.audit.models import AuditEntry
from people.roles import Role

pytestmark = pytest.mark.django_db
BOARD = "/admin/conference/board/2027/"


@pytest.fixture
def edition():
    return EditionFactory()


@pytest.fixture
def board(client):
    client.force_login(UserFactory(roles=[Role.PROGRAMME]))
    return client


def place(session, **changes):
    session.refresh_from_db()
    values = {
        "code": session.code,
        "revision": session.revision,
        "room": session.room.code if session.room else None,
        "start": "2027-08-09T10:00",
        "minutes": 75,
    }
    return values | changes


def send(client, *moves, to="moves/", body=None):
    content = json.dumps({"moves": moves}) if body is None else body
    return client.post(f"{BOARD}{to}", content, content_type="application/json")


def test_a_move_is_saved_at_the_venues_time_and_audited(board, edition):
    session, room = SessionFactory(edition=edition, code="B1"), RoomFactory(edition=edition, code="R9")

    answer = send(board, place(session, room="R9", start="2027-08-11T14:05", minutes=60))

    session.refresh_from_db()
    assert answer.status_code == 200
    assert (session.room, session.starts_at) == (room, datetime(2027, 8, 11, 21, 5, tzinfo=UTC))
    assert session.minutes == 60
    assert [card["start"] for card in answer.json()["sessions"]] == ["2027-08-11T14:05"]
    assert AuditEntry.objects.about(session).first().action == "session.moved"


def test_a_session_goes_to_the_tray_and_comes_back(board, edition):
    session = SessionFactory(edition=edition, code="B1")

    assert send(board, place(session, start=None, minutes=45)).status_code == 200
    session.refresh_from_db()
    assert (session.starts_at, session.ends_at, session.minutes) == (None, None, 45)

    assert send(board, place(session, start="2027-08-10T09:00", minutes=45)).status_code == 200
    session.refresh_from_db()
    assert session.minutes == 45


def test_two_sessions_swap_in_one_act_and_their_capacities_follow(board, edition):
    large, small = RoomFactory(edition=edition, capacity=160), RoomFactory(edition=edition, capacity=80)
    popular = SessionFactory(edition=edition, code="B34", room=small, capacity=80)
    quiet = SessionFactory(edition=edition, code="B32", room=large, capacity=160)

    answer = send(board, place(popular, room=large.code), place(quiet, room=small.code))

    popular.refresh_from_db()
    quiet.refresh_from_db()
    assert answer.json()["conflictsOf"] == []
    assert (popular.room, popular.capacity) == (large, 160)
    assert (quiet.room, quiet.capacity) == (small, 80)


def test_a_stale_move_is_refused_with_what_is_stored(board, edition):
    session = SessionFactory(edition=edition, code="B1")
    stale = place(session, start="2027-08-11T09:00")
    send(board, place(session, start="2027-08-10T11:00"))

    answer = send(board, stale)

    session.refresh_from_db()
    assert answer.status_code == 409
    assert answer.json()["sessions"][0]["start"] == "2027-08-10T11:00"
    assert edition.local(session.starts_at).day == 10


def test_a_stale_half_leaves_the_other_half_alone(board, edition):
    one, other = SessionFactory(edition=edition), SessionFactory(edition=edition)
    fresh, stale = place(one, start="2027-08-12T09:00"), place(other, revision=99)
    before = one.starts_at

    assert send(board, fresh, stale).status_code == 409

    one.refresh_from_db()
    assert one.starts_at == before


def test_a_restricted_session_needs_a_reason_for_an_open_room(board, edition):
    session = RestrictedSessionFactory(
        edition=edition, code="B33", room=RoomFactory(edition=edition, access_controlled=True)
    )
    RoomFactory(edition=edition, code="MAG-A")

    asked = send(board, place(session, room="MAG-A"), to="questions/").json()
    refused = send(board, place(session, room="MAG-A"))
    kept = send(board, place(session, room="MAG-A", reason="A guard stands at the door."))

    session.refresh_from_db()
    assert asked["reasonsFor"] == ["B33"]
    assert (refused.status_code, refused.json()["reasonsFor"]) == (422, ["B33"])
    assert kept.status_code == 200
    assert session.room_reason == "A guard stands at the door."
    assert [item["kind"] for item in kept.json()["conflictsOf"]] == ["room_open_explained"]


def test_another_length_of_an_approved_session_is_said_before_and_reviewed_after(board, edition):
    credit = SessionCreditFactory(session=SessionFactory(edition=edition, code="B1"), approval="approved")
    longer = place(credit.session, minutes=90)

    asked = send(board, longer, to="questions/").json()["sentences"]
    send(board, longer)

    credit.refresh_from_db()
    assert asked == ["B1 is approved for credit. Another length puts its approval back to review."]
    assert credit.approval == "review"


def test_both_partners_of_a_conflict_are_marked_and_unmarked(board, edition):
    room = RoomFactory(edition=edition, code="R1")
    SessionFactory(edition=edition, code="B1", room=room)
    other = SessionFactory(edition=edition, code="B2", room=RoomFactory(edition=edition))

    clash = send(board, place(other, room="R1")).json()["conflictsOf"]
    clear = send(board, place(other, room="R1", start="2027-08-10T10:00")).json()["conflictsOf"]

    assert [(item["kind"], item["sessions"]) for item in clash] == [("room_taken", ["B1", "B2"])]
    assert clear == []


def test_another_organizer_learns_what_changed(board, edition):
    session = SessionFactory(edition=edition, code="B1")
    SessionFactory(edition=edition, code="B2")
    known = board.get(f"{BOARD}changes/?since=0").json()["revision"]
    send(board, place(session, start="2027-08-10T09:00"))

    news = board.get(f"{BOARD}changes/?since={known}").json()

    assert [card["code"] for card in news["sessions"]] == ["B1"]
    assert board.get(f"{BOARD}changes/?since={news['revision']}").json()["sessions"] == []


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"minutes": 0}, "greater than or equal"),
        ({"minutes": -75}, "greater than or equal"),
        ({"minutes": 7}, "five minutes"),
        ({"minutes": "75"}, "integer"),
        ({"start": "9999-08-09T10:00"}, "outside the conference"),
        ({"start": "2027-02-30T10:00"}, "no such day"),
        ({"start": "tomorrow"}, "local time"),
        ({"room": "OTHER"}, "no room OTHER"),
        ({"code": "NONE"}, "no session NONE"),
        ({"revision": None}, "integer"),
        ({"surprise": 1}, "not permitted"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(board, edition, changes, says):
    session = SessionFactory(edition=edition, code="B1")
    RoomFactory(edition=EditionFactory(start_date=datetime(2028, 8, 7, tzinfo=UTC).date()), code="OTHER")
    before = (session.starts_at, session.ends_at, session.room_id)

    answer = send(board, place(session, **changes))

    session.refresh_from_db()
    assert answer.status_code == 400
    assert says in " ".join(answer.json()["errors"])
    assert (session.starts_at, session.ends_at, session.room_id) == before


@pytest.mark.parametrize("body", ["", "{", "[]", '{"moves": []}', '{"moves": [1]}', "\x00", '{"moves": null}'])
def test_malformed_json_is_refused(board, edition, body):
    assert send(board, body=body).status_code == 400


def test_no_token_no_move(edition):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(UserFactory(roles=[Role.PROGRAMME]))
    session = SessionFactory(edition=edition)

    assert send(careful, place(session)).status_code == 403


@pytest.mark.parametrize("roles", [[], [Role.FINANCE], [Role.REGISTRATION]])
def test_only_those_who_edit_the_agenda_reach_the_board(client, edition, roles):
    client.force_login(UserFactory(roles=roles))
    session = SessionFactory(edition=edition)

    assert send(client, place(session)).status_code in {302, 403}
    assert client.get(BOARD).status_code in {302, 403}
    session.refresh_from_db()
    assert session.revision == 0


@pytest.mark.parametrize("others", [20, 200, 1000])
def test_a_move_takes_the_same_few_queries_whatever_the_agenda(board, edition, django_assert_num_queries, others):
    fill_agenda(edition, others)
    session = AppearanceFactory(session=SessionFactory(edition=edition)).session
    SessionCreditFactory(session=session, approval="approved")
    send(board, place(session, start="2027-08-11T09:00"))
    moved = place(session, start="2027-08-12T09:00")

    with django_assert_num_queries(14):
        assert send(board, moved).status_code == 200

    lengthened = place(session, start="2027-08-12T09:00", minutes=90)
    with django_assert_num_queries(15):
        assert send(board, lengthened).status_code == 200


def test_a_swap_takes_as_few_queries(board, edition, django_assert_max_num_queries):
    one, other = SessionFactory(edition=edition), SessionFactory(edition=edition)
    send(board, place(one))
    swap = place(one, room=other.room.code), place(other, room=one.room.code)

    with django_assert_max_num_queries(15):
        assert send(board, *swap).status_code == 200


def test_a_move_drops_cached_pages_only_where_visitors_see_it(board, edition, django_capture_on_commit_callbacks):
    small, large = RoomFactory(edition=edition, capacity=80), RoomFactory(edition=edition, capacity=160)
    session = SessionFactory(edition=edition, code="B1", room=small, capacity=80)

    with django_capture_on_commit_callbacks() as unseen:
        send(board, place(session, start="2027-08-12T09:00"))
    with django_capture_on_commit_callbacks() as seen:
        send(board, place(session, room=large.code))

    assert [item.__name__ for item in unseen] == []
    assert [item.__name__ for item in seen] == ["new_generation"]


def test_the_board_learns_of_new_presenters(board, edition):
    session = SessionFactory(edition=edition, code="B1")
    speaker = AppearanceFactory(session=SessionFactory(edition=edition)).speaker
    known = board.get(f"{BOARD}changes/?since=0").json()["revision"]

    board.post(
        "/admin/conference_appearances/new/",
        {"session": session.pk, "speaker": speaker.pk, "role": "lead", "position": 0, "state": "confirmed"},
    )

    (card,) = board.get(f"{BOARD}changes/?since={known}").json()["sessions"]
    assert (card["code"], [item["label"] for item in card["speakers"]]) == ("B1", [speaker.label])
