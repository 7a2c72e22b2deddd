"""A speaker who cancels: every session concerned in one list, left in one act, taken back in one act."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RoomClosureFactory,
    SessionCreditFactory,
    SessionFactory,
    SpeakerAbsenceFactory,
    SpeakerFactory,
)
from factories.people import UserFactory

from conference.agenda.models import Agenda, Appearance, SessionCredit
from conference.planning.availability.services import take_back_withdrawal, withdraw_from
from conference.registration.personal.models import SavedSession
from core.audit.models import AuditEntry
from people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def organizer(client):
    client.force_login(UserFactory(roles=[Role.PROGRAMME]))
    return client


@pytest.fixture
def speaker():
    return SpeakerFactory(edition=EditionFactory(), code="sp39")


def presented(speaker, **values):
    session = SessionFactory(edition=speaker.edition, **values)
    AppearanceFactory(session=session, speaker=speaker)
    return session


def states(speaker):
    return dict(speaker.appearances.values_list("session__code", "state"))


def test_a_speaker_leaves_the_chosen_sessions_and_co_presenters_stay(speaker):
    lost, kept = presented(speaker, code="B03"), presented(speaker, code="B13")
    partner = AppearanceFactory(session=lost)
    credit = SessionCreditFactory(session=lost, approval=SessionCredit.Approval.APPROVED)

    ended = withdraw_from(speaker=speaker, sessions=[lost.pk], actor=None, reason="ill")

    assert [item.session for item in ended] == [lost]
    assert states(speaker) == {"B03": "withdrawn", "B13": "confirmed"}
    partner.refresh_from_db()
    credit.refresh_from_db()
    lost.refresh_from_db()
    kept.refresh_from_db()
    assert (partner.state, credit.approval) == (Appearance.State.CONFIRMED, SessionCredit.Approval.REVIEW)
    assert (lost.revision, kept.revision) == (Agenda.objects.get().revision, 0)
    entry = AuditEntry.objects.get(action="speaker.withdrew")
    assert (entry.reason, entry.changes) == ("ill", {"sessions": ["B03"]})


def test_the_same_withdrawal_twice_changes_nothing_more(speaker):
    session = presented(speaker)
    withdraw_from(speaker=speaker, sessions=[session.pk], actor=None)

    assert withdraw_from(speaker=speaker, sessions=[session.pk], actor=None) == []
    assert AuditEntry.objects.filter(action="speaker.withdrew").count() == 1


def test_a_withdrawal_can_be_taken_back_and_the_approval_stays_in_review(speaker):
    session = presented(speaker, code="B03")
    credit = SessionCreditFactory(session=session, approval=SessionCredit.Approval.APPROVED)
    withdraw_from(speaker=speaker, sessions=[session.pk], actor=None)

    take_back_withdrawal(speaker=speaker, sessions=[session.pk], actor=None)

    credit.refresh_from_db()
    assert states(speaker) == {"B03": "confirmed"}
    assert credit.approval == SessionCredit.Approval.REVIEW


def test_the_screen_lists_all_sessions_and_what_hangs_on_them(organizer, speaker):
    soon, over = presented(speaker, code="B03"), presented(speaker, code="W5")
    soon.starts_at = timezone.now() + timedelta(days=2)
    soon.ends_at = soon.starts_at + timedelta(hours=1)
    soon.save()
    over.starts_at = timezone.now() - timedelta(days=2)
    over.ends_at = over.starts_at + timedelta(hours=1)
    over.save()
    SavedSession.objects.create(user=UserFactory(), session=soon)

    page = organizer.get(f"/admin/conference/withdrawals/{speaker.pk}/").content.decode()

    assert "B03" in page
    assert "1 save" in page
    assert "took place" in page
    assert f'value="{over.pk}"' not in page


def test_a_session_that_is_over_or_another_speakers_cannot_be_left(organizer, speaker):
    other = AppearanceFactory(session__edition=speaker.edition)

    response = organizer.post(
        f"/admin/conference/withdrawals/{speaker.pk}/", {"sessions": [other.session_id], "act": "withdraw"}
    )

    assert response.status_code == 422
    assert "not the speaker" in response.content.decode()
    assert not Appearance.objects.filter(state=Appearance.State.WITHDRAWN).exists()


def test_the_screen_takes_the_same_queries_for_one_session_and_for_three(organizer, speaker, django_assert_num_queries):
    presented(speaker)
    address = f"/admin/conference/withdrawals/{speaker.pk}/"
    organizer.get(address)
    with CaptureQueriesContext(connection) as one:
        organizer.get(address)
    for _ in range(2):
        AppearanceFactory(session=presented(speaker))
    with django_assert_num_queries(len(one)):
        organizer.get(address)


def test_the_list_finds_speakers_by_what_may_be_shown(organizer, speaker):
    page = organizer.get("/admin/conference/withdrawals/", {"q": speaker.name}).content.decode()
    empty = organizer.get("/admin/conference/withdrawals/", {"q": "nobody of that name"}).content.decode()

    assert f"/admin/conference/withdrawals/{speaker.pk}/" in page
    assert "No speaker is found." in empty


@pytest.mark.parametrize("role", [Role.FINANCE, Role.CHECKIN])
def test_other_roles_are_kept_out(client, speaker, role):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(f"/admin/conference/withdrawals/{speaker.pk}/").status_code in {302, 403}


def test_a_closure_or_an_absence_reaches_open_boards(organizer, speaker):
    session = presented(speaker)
    span = {"starts_at": "2027-08-09 09:00", "ends_at": "2027-08-09 12:00"}

    closed = organizer.post(
        "/admin/conference_room_closures/new/", {"room": session.room_id, "reason": "paint", **span}
    )
    session.refresh_from_db()
    assert (closed.status_code, session.revision) == (302, 1)

    away = organizer.post("/admin/conference_speaker_absences/new/", {"speaker": speaker.pk, **span})
    session.refresh_from_db()
    assert (away.status_code, session.revision) == (302, 2)
    absence = speaker.absences.get()
    assert speaker.edition.local(absence.starts_at).hour == 9


def test_a_closure_that_ends_before_it_starts_is_refused_with_a_sentence(organizer):
    closure = RoomClosureFactory()

    response = organizer.post(
        f"/admin/conference_room_closures/edit/{closure.pk}/",
        {"room": closure.room_id, "starts_at": "2027-08-09 12:00", "ends_at": "2027-08-09 09:00"},
    )

    assert response.context["form"].errors
    closure.refresh_from_db()
    assert closure.ends_at > closure.starts_at


def test_deleting_an_absence_reaches_open_boards(organizer, speaker):
    session = presented(speaker)
    absence = SpeakerAbsenceFactory(speaker=speaker)

    organizer.post(f"/admin/conference_speaker_absences/delete/{absence.pk}/")

    session.refresh_from_db()
    assert not speaker.absences.exists()
    assert session.revision == 1
