"""The organizers' screens: who may open them, what a change leaves behind, how a list is taken away."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factories.conference import (
    AddOnFactory,
    AppearanceFactory,
    CancellationTermFactory,
    EditionFactory,
    RestrictedSessionFactory,
    RoomClosureFactory,
    RoomFactory,
    SessionCreditFactory,
    SessionFactory,
    SpeakerAbsenceFactory,
    SpeakerFactory,
    TicketTypeFactory,
    TrackFactory,
    WithheldSpeakerFactory,
)
from factories.people import UserFactory

from conference.agenda.models import Session
from conference.edition.models import Edition, Room
from conference.speakers.models import Speaker
from core.audit.models import AuditEntry
from people.roles import Role

pytestmark = pytest.mark.django_db

FACTORIES = {
    "conference_editions": EditionFactory,
    "conference_terms": CancellationTermFactory,
    "conference_rooms": RoomFactory,
    "conference_tracks": TrackFactory,
    "conference_sessions": SessionFactory,
    "conference_appearances": AppearanceFactory,
    "conference_session_credits": SessionCreditFactory,
    "conference_speakers": SpeakerFactory,
    "conference_room_closures": RoomClosureFactory,
    "conference_speaker_absences": SpeakerAbsenceFactory,
    "conference_ticket_types": TicketTypeFactory,
    "conference_add_ons": AddOnFactory,
}
MONEY = {"conference_editions", "conference_terms", "conference_ticket_types", "conference_add_ons"}
AGENDA = set(FACTORIES) - MONEY


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def sign_in(client):
    def enter(*roles):
        client.force_login(UserFactory(roles=roles))
        return client

    return enter


@pytest.mark.parametrize("name", FACTORIES)
def test_lists_and_forms_open_for_organizers(sign_in, name):
    item = FACTORIES[name]()
    client = sign_in(Role.ORGANIZER)

    for page in ("", "new/", f"edit/{item.pk}/", f"history/{item.pk}/"):
        assert client.get(f"/admin/{name}/{page}").status_code == 200, page


@pytest.mark.parametrize("name", FACTORIES)
@pytest.mark.parametrize(
    ("role", "seen", "changed"),
    [(Role.PROGRAMME, AGENDA, AGENDA), (Role.FINANCE, MONEY, set()), (Role.CHECKIN, set(), set())],
)
def test_other_roles_see_and_change_their_part_only(sign_in, name, role, seen, changed):
    item = FACTORIES[name]()
    client = sign_in(role)

    assert (client.get(f"/admin/{name}/").status_code == 200) == (name in seen)
    assert (client.get(f"/admin/{name}/edit/{item.pk}/").status_code == 200) == (name in changed)


@pytest.mark.parametrize("name", ["conference_sessions", "conference_speakers", "conference_rooms"])
def test_a_list_takes_the_same_queries_for_one_and_for_three(sign_in, name, django_assert_num_queries):
    edition = EditionFactory()
    client = sign_in(Role.ORGANIZER)
    FACTORIES[name](edition=edition)
    client.get(f"/admin/{name}/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/admin/{name}/")
    FACTORIES[name].create_batch(2, edition=edition)
    with django_assert_num_queries(len(one)):
        client.get(f"/admin/{name}/")


def session_data(session, **changes):
    values = {
        "revision": session.revision,
        "title": session.title,
        "public_title": session.public_title,
        "type": session.type,
        "status": session.status,
        "visibility": session.visibility,
        "audience": session.audience_id,
        "starts_at": "2027-08-09 10:00",
        "ends_at": "2027-08-09 11:15",
        "room": session.room_id,
        "track": session.track_id,
        "level": session.level,
        "abstract": session.abstract,
        "learning_objectives": "",
        "content_warnings": "",
        "capacity": "100",
        "price": "0",
        "handouts": "",
        "attendance_tracking": "none",
        "ce_minutes": "0",
    }
    return {**values, **changes}


def test_an_edited_session_is_audited_and_its_approval_goes_back_to_review(sign_in):
    session = SessionFactory()
    credit = SessionCreditFactory(session=session, approval="approved")
    client = sign_in(Role.PROGRAMME)

    response = client.post(
        f"/admin/conference_sessions/edit/{session.pk}/",
        session_data(
            session,
            title="A new title",
            learning_objectives="One\n\nTwo\n",
            ends_at="2027-08-09 11:30",
            confirmed="on",
        ),
    )

    assert response.status_code == 302, response.context["form"].errors
    session.refresh_from_db()
    credit.refresh_from_db()
    assert (session.title, session.learning_objectives) == ("A new title", ["One", "Two"])
    assert session.ends_at == datetime(2027, 8, 9, 18, 30, tzinfo=UTC)
    assert credit.approval == "review"
    entry = AuditEntry.objects.get(action="session.changed")
    assert entry.changes["fields"] == ["ends_at", "learning_objectives", "title"]
    assert "A new title" not in str(entry.changes)


def test_a_move_to_another_room_leaves_an_approval_alone(sign_in):
    session = SessionFactory()
    credit = SessionCreditFactory(session=session, approval="approved")
    room = RoomFactory(edition=session.edition)

    sign_in(Role.PROGRAMME).post(f"/admin/conference_sessions/edit/{session.pk}/", session_data(session, room=room.pk))

    session.refresh_from_db()
    credit.refresh_from_db()
    assert (session.room, credit.approval) == (room, "approved")


def test_times_are_read_and_shown_in_the_editions_zone(sign_in):
    edition = EditionFactory(timezone="Asia/Tokyo")
    session = SessionFactory(edition=edition)

    page = sign_in(Role.PROGRAMME).get(f"/admin/conference_sessions/edit/{session.pk}/")

    assert 'value="2027-08-09 10:00"' in page.content.decode()


def test_a_new_session_is_stored_with_its_slug(sign_in):
    session = SessionFactory()
    data = session_data(session, edition=session.edition_id, code="9X")

    response = sign_in(Role.PROGRAMME).post("/admin/conference_sessions/new/", data)

    assert response.status_code == 302, response.context["form"].errors
    assert Session.objects.get(code="9X").slug == "s-9x"


def speaker_data(**changes):
    values = {"name": "Ada Byron", "organization": "Canary Ridge Police Department", "bio": "Of Canary Ridge.",
              "title": "Detective", "email": "ada@example.org", "slides_policy": "", "av_needs": "",
              "public_label": "Name withheld"}  # fmt: skip
    return {**values, **changes}


def test_opening_a_speaker_is_a_recorded_read(sign_in):
    speaker = WithheldSpeakerFactory()
    client = sign_in(Role.PROGRAMME)

    page = client.get(f"/admin/conference_speakers/edit/{speaker.pk}/")

    assert "Canarina Testwell" in page.content.decode()
    assert AuditEntry.objects.get(action="speaker.identity_read").reason == "edit form"
    assert "Testwell" not in client.get("/admin/conference_speakers/").content.decode()


def test_unpublishing_moves_the_values_into_the_identity(sign_in):
    speaker = SpeakerFactory()
    client = sign_in(Role.PROGRAMME)

    response = client.post(
        f"/admin/conference_speakers/edit/{speaker.pk}/", speaker_data(withheld="on", publish_name="on")
    )

    assert response.status_code == 302, response.context["form"].errors
    speaker = Speaker.objects.get()
    assert (speaker.name, speaker.organization, speaker.bio) == ("", "", "")
    assert speaker.identity.legal_name == "Ada Byron"
    assert "Ada" not in str(list(AuditEntry.objects.values()))


def test_publishing_the_name_keeps_an_unpublished_organization_out_of_the_biography(sign_in):
    speaker = WithheldSpeakerFactory()

    sign_in(Role.PROGRAMME).post(f"/admin/conference_speakers/edit/{speaker.pk}/", speaker_data(publish_name="on"))

    speaker = Speaker.objects.get()
    assert (speaker.name, speaker.title, speaker.organization, speaker.bio) == ("Ada Byron", "Detective", "", "")
    assert speaker.identity.bio == "Of Canary Ridge."


def test_a_new_speaker_is_stored_through_the_form(sign_in):
    edition = EditionFactory()

    response = sign_in(Role.ORGANIZER).post(
        "/admin/conference_speakers/new/", speaker_data(edition=edition.pk, code="sp99")
    )

    assert response.status_code == 302, response.context["form"].errors
    assert Speaker.objects.get().identity.email == "ada@example.org"


def test_a_list_is_taken_away_with_a_reason_and_a_record(sign_in):
    RestrictedSessionFactory(code="W9", title="=1+1")
    client = sign_in(Role.PROGRAMME)

    asked = client.get("/admin/conference_sessions/?export=csv")
    given = client.get("/admin/conference_sessions/?export=csv&reason=Signs+for+the+doors")

    assert asked["Content-Type"].startswith("text/html")
    assert given["Content-Type"] == "text/csv; charset=utf-8"
    assert b"'=1+1" in given.content
    entry = AuditEntry.objects.get(action="list.exported")
    assert (entry.reason, entry.changes["rows"]) == ("Signs for the doors", 1)


def test_what_others_refer_to_is_not_deleted(sign_in):
    session = SessionFactory()
    client = sign_in(Role.ORGANIZER)

    response = client.post(f"/admin/conference_rooms/delete/{session.room_id}/", follow=True)

    assert "other records refer to it" in response.content.decode()
    assert Room.objects.filter(pk=session.room_id).exists()
    assert not AuditEntry.objects.filter(action="room.deleted").exists()


def test_a_second_edition_in_a_year_is_refused_with_a_sentence(sign_in):
    EditionFactory()
    client = sign_in(Role.ORGANIZER)
    data = {"name": "Another", "start_date": "2027-10-04", "end_date": "2027-10-08", "timezone": "Europe/Madrid",
            "currency": "EUR", "state": "draft", "hosts": "One\nTwo"}  # fmt: skip

    refused = client.post("/admin/conference_editions/new/", data)
    stored = client.post(
        "/admin/conference_editions/new/", {**data, "start_date": "2028-10-02", "end_date": "2028-10-06"}
    )

    assert "There is an edition in that year already." in refused.content.decode()
    assert stored.status_code == 302
    assert Edition.objects.get(year=2028).hosts == ["One", "Two"]


def test_the_menu_has_a_group(sign_in):
    page = sign_in(Role.ORGANIZER).get(reverse("wagtailadmin_home"))

    assert "/admin/conference_sessions/" in page.content.decode()


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_who_teaches_is_part_of_what_was_approved(client, act):
    appearance = AppearanceFactory(role="lead")
    credit = SessionCreditFactory(session=appearance.session, approval="approved")
    client.force_login(UserFactory(roles=["programme"]))
    data = {
        "session": appearance.session_id,
        "speaker": appearance.speaker_id,
        "role": "moderator",
        "position": 0,
        "state": "confirmed",
    }

    client.post(f"/admin/conference_appearances/{act}/{appearance.pk}/", data)

    credit.refresh_from_db()
    assert credit.approval == "review"


@pytest.mark.parametrize(("minutes", "approval"), [(60, "approved"), (45, "review")])
def test_programme_staff_change_what_a_session_is_worth_and_never_what_was_decided(sign_in, minutes, approval):
    credit = SessionCreditFactory(minutes=60, approval="approved")
    values = {"session": credit.session_id, "scheme": credit.scheme_id, "minutes": minutes, "approval": "denied"}

    sign_in(Role.PROGRAMME).post(f"/admin/conference_session_credits/edit/{credit.pk}/", values)

    credit.refresh_from_db()
    assert (credit.minutes, credit.approval) == (minutes, approval)
