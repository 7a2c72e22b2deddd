"""The list's form: nothing overwritten, nothing done to people unsaid."""

import pytest
from factories.conference import RestrictedSessionFactory, RoomFactory, SessionCreditFactory, SessionFactory
from factories.people import UserFactory

from conference.agenda.models import Session
from conference.registration.personal.models import SavedSession
from people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def save(client):
    client.force_login(UserFactory(roles=[Role.PROGRAMME]))

    def send(session, **changes):
        values = {
            "revision": session.revision, "title": session.title, "public_title": session.public_title,
            "type": session.type, "status": session.status, "visibility": session.visibility,
            "audience": session.audience_id, "starts_at": "2027-08-09 10:00", "ends_at": "2027-08-09 11:15",
            "room": session.room_id, "track": session.track_id, "level": session.level, "abstract": "",
            "capacity": "100", "price": "0", "attendance_tracking": "none", "ce_minutes": "0",
        }  # fmt: skip
        return client.post(f"/admin/conference_sessions/edit/{session.pk}/", {**values, **changes})

    return send


def test_a_stale_form_is_refused_and_keeps_what_was_typed(save):
    session = SessionFactory()
    Session.objects.update(revision=7)

    response = save(session, title="Mine")

    session.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody else changed this session meanwhile." in page
    assert 'value="Mine"' in page
    assert session.title != "Mine"
    assert save(session, title="Mine", revision=7).status_code == 302


def test_a_form_without_a_revision_changes_nothing(save):
    session = SessionFactory()

    assert save(session, title="Mine", revision="").status_code == 422
    assert Session.objects.get().title == session.title


def test_a_restricted_session_needs_a_reason_for_an_open_room(save):
    session = RestrictedSessionFactory(room=None)
    room = RoomFactory(edition=session.edition)

    refused = save(session, room=room.pk)
    stored = save(session, room=room.pk, room_reason="A guard stands at the door.")

    assert refused.status_code == 422
    assert "room_reason" in refused.context["form"].errors
    assert stored.status_code == 302


def test_cancelling_what_people_saved_is_said_before_it_is_done(save):
    session = SessionFactory(code="B03")
    SavedSession.objects.create(user=UserFactory(), session=session)

    asked = save(session, status="cancelled")
    assert asked.status_code == 422
    assert "B03: 1 saved it. Visitors will no longer find it there." in asked.content.decode()
    assert Session.objects.get().status == "confirmed"

    assert save(session, status="cancelled", confirmed="on").status_code == 302
    assert Session.objects.get().status == "cancelled"


def test_an_approval_that_would_be_lost_is_said_before(save):
    session = SessionFactory(code="B03")
    SessionCreditFactory(session=session, approval="approved")

    asked = save(session, title="Another")

    assert "B03 is approved for credit." in asked.content.decode()
    assert Session.objects.get().title == session.title


def test_a_change_that_touches_nobody_is_saved_at_once(save):
    session = SessionFactory()

    assert save(session, title="Another").status_code == 302
