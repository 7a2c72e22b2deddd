"""The room monitor's list: who stands on it, for whom, and that a tick is a scan like any other."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.conference import AccessLevelFactory, AddOnFactory, EditionFactory
from factories.people import UserFactory
from factories.scans import door, scan, tracked, visitor_of

from conference.attendance.models import AttendanceRules, Scan
from conference.registration.personal.models import SignUp
from conference.registration.services.deciding import cancel_place
from core.audit.models import AuditEntry
from people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    start = timezone.now() - timedelta(minutes=5)
    edition = EditionFactory(
        start_date=start.date(), end_date=start.date() + timedelta(days=1), state="published", timezone="UTC"
    )
    client.held = tracked(edition=edition, code="B1", starts_at=start, ends_at=start + timedelta(hours=1))
    client.path = f"/desk/{edition.year}/b1/list/"
    client.force_login(UserFactory(roles=[Role.CHECKIN]))
    return client


def arrive(session, **fields):
    badge = visitor_of(session, **fields)
    scan(door(edition=session.edition), badge, at=timezone.now())
    return badge


def sign_up(session, **fields):
    badge = visitor_of(session, **fields)
    SignUp.objects.create(registration=badge.registration, session=session, state="placed")
    return badge


def names(answer):
    return re.findall(r'desk-list__name">([^<]+)<', answer.content.decode())


def press(desk, badge, way, key="page-00000001", query=""):
    return desk.post(f"{desk.path}{query}", {"tick": f"{way}:{badge.registration.public_id}", "key": key})


def test_it_lists_who_signed_up_or_arrived_today_by_initials_and_surname(desk):
    arrive(desk.held, name="Zoe Maria Abel")
    sign_up(desk.held, name="Bo Quist")
    visitor_of(desk.held, name="Not Here")
    gone = arrive(desk.held, name="Gone Away")
    cancel_place(place=gone.registration, actor=None, reason="ill")
    yesterday = visitor_of(desk.held, name="Only Yesterday")
    scan(door(edition=desk.held.edition), yesterday, at=timezone.now() - timedelta(days=1))

    page = desk.get(desk.path)

    assert names(page) == ["B. Quist", "Z. M. Abel"]
    assert "Zoe" not in page.content.decode()
    assert AuditEntry.objects.filter(action="attendance.list_read").count() == 1


def test_a_tick_is_a_scan_with_a_source_of_its_own_and_once(desk):
    badge = arrive(desk.held, name="Zoe Abel")

    answers = [
        press(desk, badge, way, key) for way, key in (("in", "page-1111"), ("in", "page-1111"), ("out", "x" * 8))
    ]

    assert ["Go" in answer.content.decode() for answer in answers] == [True] * 3
    stored = Scan.objects.filter(session=desk.held).order_by("sequence")
    assert list(stored.values_list("direction", "reason", "source")) == [("in", "ok", "list"), ("out", "ok", "list")]
    assert "left at" in desk.get(desk.path).content.decode()


def test_whoever_has_no_badge_yet_gets_one_and_a_full_room_refuses(desk):
    desk.held.capacity = 1
    desk.held.save()
    first, second = arrive(desk.held), sign_up(desk.held)
    second.registration.badges.all().delete()
    press(desk, first, "in")

    answer = press(desk, second, "in")

    assert "room is full" in answer.content.decode()
    assert second.registration.badges.filter(printed_at=None).count() == 1
    assert Scan.objects.filter(session=desk.held, reason="full").count() == 1


def test_restricted_and_ticketed_sessions_list_nobody_whom_they_refuse(desk):
    arrive(desk.held, name="Zoe Abel")
    AddOnFactory(edition=desk.held.edition, session=desk.held)
    desk.held.ticket_required = True
    desk.held.save()
    assert names(desk.get(desk.path)) == []

    desk.held.ticket_required = False
    desk.held.audience = AccessLevelFactory(edition=desk.held.edition, code="sworn_only")
    desk.held.save()
    assert names(desk.get(desk.path)) == []


def test_a_search_reads_the_shown_name_alone(desk):
    badge = arrive(desk.held, name="Hidden Person")
    badge.registration.badge_name = "Kim Shown"
    badge.registration.save(update_fields=["badge_name"])

    assert names(desk.get(desk.path + "?q=shown")) == ["K. Shown"]
    assert names(desk.get(desk.path + "?q=hidden")) == []
    assert names(press(desk, badge, "in", query="?q=shown")) == ["K. Shown"]


@pytest.mark.parametrize("shift", [timedelta(days=2), timedelta(days=-2)])
def test_while_the_door_is_shut_the_list_is_nobodys(desk, shift):
    badge = arrive(desk.held, name="Zoe Abel")
    start = desk.held.starts_at + shift
    type(desk.held).objects.filter(pk=desk.held.pk).update(starts_at=start, ends_at=start + timedelta(hours=1))

    assert names(desk.get(desk.path)) == []
    assert "The list is closed" in desk.get(desk.path).content.decode()
    assert press(desk, badge, "in").status_code == 403
    assert not Scan.objects.filter(session=desk.held).exists()


def test_in_rehearsal_it_lists_rehearsed_arrivals_on_any_day(desk):
    AttendanceRules.objects.create(edition=desk.held.edition, rehearsal=True)
    badge = arrive(desk.held, name="Zoe Abel")
    start = desk.held.starts_at + timedelta(days=200)
    type(desk.held).objects.filter(pk=desk.held.pk).update(starts_at=start, ends_at=start + timedelta(hours=1))

    press(desk, badge, "in")

    assert names(desk.get(desk.path)) == ["Z. Abel"]
    assert Scan.objects.get(session=desk.held).rehearsal is True


@pytest.mark.parametrize("data", [{}, {"tick": "up:abcdefgh", "key": "page-0001"}, {"tick": "in:abcdefgh", "key": "<"}])
def test_what_is_no_tick_is_said(desk, data):
    assert desk.post(desk.path, data).status_code == 422
    assert not Scan.objects.exists()


def test_somebody_who_is_not_expected_is_not_ticked(desk):
    stranger = visitor_of(desk.held)

    assert press(desk, stranger, "in").status_code == 409
    assert desk.get(f"/desk/{desk.held.edition.year}/arrival/list/").status_code == 404


@pytest.mark.parametrize("role", [None, Role.PROGRAMME, Role.CREDITS])
def test_nobody_but_the_desk_opens_it(desk, role):
    badge = arrive(desk.held)
    desk.force_login(UserFactory(roles=[role] if role else []))

    assert [desk.get(desk.path).status_code, press(desk, badge, "in").status_code] == [403, 403]


def test_its_queries_do_not_grow_with_people(desk):
    taken = []
    for _round in range(2):
        for _person in range(2):
            arrive(desk.held)
        desk.get(desk.path)
        with CaptureQueriesContext(connection) as queries:
            desk.get(desk.path)
        taken.append(len(queries))

    assert taken[0] == taken[1] < 16
