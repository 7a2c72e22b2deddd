"""Sessions: their addresses and the questions one asks of them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from factories.conference import EditionFactory, RestrictedSessionFactory, RoomFactory, SessionFactory

from conference.agenda.models import Session, slug_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("code", "slug"), [("W6", "w6"), ("REG1", "reg1"), ("9A", "s-9a"), ("b_1-x", "b_1-x")])
def test_slugs_come_from_codes(code, slug):
    assert slug_of(code) == slug
    assert SessionFactory(code=code).slug == slug


def test_on_a_day_means_the_venues_day():
    edition = EditionFactory(timezone="Asia/Tokyo")
    late = SessionFactory(edition=edition, starts_at=datetime(2027, 8, 9, 14, 30, tzinfo=UTC))
    SessionFactory(edition=edition, starts_at=datetime(2027, 8, 9, 15, 0, tzinfo=UTC))

    assert list(Session.objects.on(date(2027, 8, 9), edition)) == [late]


def test_overlapping_leaves_touching_ends_out():
    session = SessionFactory()
    start, end = session.starts_at, session.ends_at
    quarter = timedelta(minutes=15)

    assert list(Session.objects.overlapping(start - quarter, start + quarter)) == [session]
    assert list(Session.objects.overlapping(end, end + quarter)) == []
    assert list(Session.objects.overlapping(start - quarter, start)) == []


def test_public_and_in_room_read_as_they_say():
    room = RoomFactory()
    shown = SessionFactory(edition=room.edition, room=room)
    SessionFactory(edition=room.edition, room=room, status="draft")
    restricted = RestrictedSessionFactory(edition=room.edition, room=room)

    assert list(Session.objects.in_room(room).public()) == [shown]
    assert set(Session.objects.in_room(room).listed()) == {shown, restricted}
