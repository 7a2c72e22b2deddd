"""Publishing: what was seen is published, conflicts stand in the way, an earlier version can be taken up again."""

from datetime import timedelta

import pytest
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RoomFactory,
    SessionFactory,
    WithheldSpeakerFactory,
)
from factories.people import UserFactory
from factories.volume import fill_agenda

from conference.agenda.difference import Kind
from conference.agenda.models import Agenda, Session
from conference.agenda.placed import published
from conference.agenda.services.moving import Move, move_sessions
from conference.agenda.services.publishing import publish, restore, unpublished_changes
from conference.planning.publishing.services import AgendaMoved, PublishingBlocked, publish_agenda
from people.roles import Role

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/conference/versions/2027/"


@pytest.fixture
def edition():
    return EditionFactory()


@pytest.fixture
def organizer(client):
    client.force_login(UserFactory(roles=[Role.PROGRAMME]))
    return client


def later(session, minutes=60):
    session.refresh_from_db()
    by = timedelta(minutes=minutes)
    move = Move(session.pk, None, session.room, session.starts_at + by, session.ends_at + by)
    move_sessions(edition=session.edition, moves=[move], actor=None)


def kinds(edition):
    return {change.code: change.kinds for change in unpublished_changes(edition)}


def test_visitors_see_a_move_only_once_it_is_published(edition):
    session = SessionFactory(edition=edition)
    publish(edition=edition, actor=None)
    before = session.starts_at

    later(session)
    assert [item.starts_at for item in published(edition)] == [before]

    publish(edition=edition, actor=None)
    assert [item.starts_at for item in published(edition)] == [before + timedelta(hours=1)]


def test_a_private_blocker_is_never_published(edition):
    SessionFactory(edition=edition, visibility="private")

    publish(edition=edition, actor=None)

    assert published(edition) == []


def test_a_session_made_private_vanishes_from_what_is_published(edition):
    session = SessionFactory(edition=edition)
    publish(edition=edition, actor=None)

    session.visibility = "private"
    session.save()

    assert published(edition) == []


def test_the_difference_names_each_kind_of_change(edition):
    moved, retitled, joined, cancelled, gone, longer = (SessionFactory(edition=edition, code=c) for c in "MRJCGL")
    publish(edition=edition, actor=None)

    later(moved)
    retitled.title = "Another title"
    retitled.save()
    AppearanceFactory(session=joined)
    cancelled.status = "cancelled"
    cancelled.save()
    gone.starts_at = gone.ends_at = None
    gone.save()
    longer.ends_at += timedelta(minutes=15)
    longer.save()
    SessionFactory(edition=edition, code="N")

    assert kinds(edition) == {
        "M": (Kind.MOVED,),
        "R": (Kind.RETITLED,),
        "J": (Kind.SPEAKERS,),
        "C": (Kind.CANCELLED,),
        "G": (Kind.REMOVED,),
        "L": (Kind.LENGTHENED,),
        "N": (Kind.NEW,),
    }


def test_an_earlier_version_is_taken_up_again(edition):
    session = SessionFactory(edition=edition, code="B1")
    first = publish(edition=edition, actor=None)
    later(session)
    SessionFactory(edition=edition, code="B2")
    publish(edition=edition, actor=None)

    restore(version=first, actor=None)

    assert kinds(edition) == {"B1": (Kind.MOVED,), "B2": (Kind.REMOVED,)}
    publish(edition=edition, actor=None)
    assert [item.session.code for item in published(edition)] == ["B1"]


def test_a_double_booking_blocks_publishing(edition):
    room = RoomFactory(edition=edition)
    SessionFactory(edition=edition, room=room)
    SessionFactory(edition=edition, room=room)

    with pytest.raises(PublishingBlocked):
        publish_agenda(edition=edition, actor=None, note="", seen=0)

    assert not edition.agenda_versions.exists()


def test_what_was_not_seen_is_not_published(edition):
    session = SessionFactory(edition=edition)
    publish(edition=edition, actor=None)
    seen = Agenda.objects.get(edition=edition).revision
    later(session)

    with pytest.raises(AgendaMoved):
        publish_agenda(edition=edition, actor=None, note="", seen=seen)


def test_an_organizer_publishes_in_the_admin(edition, organizer):
    session = SessionFactory(edition=edition, code="B1", title="Reading a long pursuit")
    publish(edition=edition, actor=None)
    later(session)

    page = organizer.get(f"{ADDRESS}publish/")
    answer = organizer.post(f"{ADDRESS}publish/", {"note": "Later", "seen": page.context["form"].initial["seen"]})

    assert "Reading a long pursuit" in page.content.decode()
    assert "11:00–12:15" in page.content.decode()
    assert answer.url == f"{ADDRESS}2/"
    assert "Later" in organizer.get(answer.url).content.decode()
    assert kinds(edition) == {}


def test_a_stale_difference_is_shown_again(edition, organizer):
    SessionFactory(edition=edition)

    answer = organizer.post(f"{ADDRESS}publish/", {"note": "", "seen": 77})

    assert answer.status_code == 409
    assert not edition.agenda_versions.exists()


@pytest.mark.parametrize("seen", ["", "-1", "abc", "9" * 30])
def test_an_odd_revision_is_refused(edition, organizer, seen):
    assert organizer.post(f"{ADDRESS}publish/", {"seen": seen}).status_code == 422


def test_a_withheld_speaker_is_in_no_difference(edition, organizer):
    publish(edition=edition, actor=None)
    AppearanceFactory(session=SessionFactory(edition=edition), speaker=WithheldSpeakerFactory(edition=edition))

    assert "Testwell" not in organizer.get(f"{ADDRESS}publish/").content.decode()


def test_an_attendee_publishes_nothing(edition, client):
    client.force_login(UserFactory())
    SessionFactory(edition=edition)

    assert client.post(f"{ADDRESS}publish/", {"seen": 0}).status_code in {302, 403}
    assert not edition.agenda_versions.exists()


@pytest.mark.parametrize("number", [20, 200, 1000])
def test_publishing_takes_the_same_few_queries_for_any_agenda(edition, number, django_assert_num_queries):
    fill_agenda(edition, number)
    publish_agenda(edition=edition, actor=None, note="", seen=0)
    later(Session.objects.get(code="V0000"), minutes=5)

    with django_assert_num_queries(20):
        version = publish_agenda(edition=edition, actor=None, note="", seen=2)

    assert version.entries.count() == number
    assert version.entries.get(code="V0000").sequence == 1
    assert set(version.entries.exclude(code="V0000").values_list("sequence", flat=True)) == {0}


def test_a_withdrawn_speaker_leaves_the_next_version_and_the_co_presenter_stays(edition):
    gone = AppearanceFactory(session=SessionFactory(edition=edition, code="B1"))
    stays = AppearanceFactory(session=gone.session)
    publish(edition=edition, actor=None)

    gone.state = "withdrawn"
    gone.save()
    assert kinds(edition) == {"B1": (Kind.SPEAKERS,)}
    publish(edition=edition, actor=None)

    assert [item.speaker for item in published(edition)[0].presenters] == [stays.speaker]


def test_the_publish_screen_leads_to_the_preview(organizer, edition):
    page = organizer.get(f"{ADDRESS}publish/").content.decode()

    assert 'href="/admin/conference/preview/2027/public/agenda/"' in page
