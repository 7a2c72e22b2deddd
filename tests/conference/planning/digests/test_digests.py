"""Digests: everybody affected once, in public titles, read before they go, and never twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    SessionFactory,
    SpeakerFactory,
    TicketTypeFactory,
    WithheldSpeakerFactory,
)
from factories.people import UserFactory
from factories.registration import person, placed

from conference.agenda.services.moving import Move, move_sessions
from conference.agenda.services.publishing import publish
from conference.planning.digests.models import Digest, Mailing
from conference.planning.digests.services import (
    DigestGone,
    draft_digests,
    drop,
    edit_digest,
    hand_over,
    release,
    take_up_again,
    write_intro,
)
from conference.planning.digests.wording import Wording
from conference.registration.personal.models import SavedSession
from conference.registration.personal.services import sign_up
from core.audit.models import AuditEntry
from core.mail.models import OutboxMail
from people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory()


def later(session, minutes=60):
    session.refresh_from_db()
    by = timedelta(minutes=minutes)
    move = Move(session.pk, None, session.room, session.starts_at + by, session.ends_at + by)
    move_sessions(edition=session.edition, moves=[move], actor=None)


def publish_with_mails(edition):
    mailing = Mailing.objects.create(version=publish(edition=edition, actor=None))
    draft_digests(mailing.pk)
    return mailing


def keep(session, *users):
    SavedSession.objects.bulk_create([SavedSession(user=user, session=session) for user in users])


def told(mailing):
    return {digest.address: digest.codes for digest in mailing.digests.all()}


def body(digest):
    return Wording(digest.mailing).body(digest)


def test_the_first_version_tells_nobody(edition):
    keep(SessionFactory(edition=edition), UserFactory())

    assert told(publish_with_mails(edition)) == {}


def test_each_person_is_told_once_of_all_that_concerns_them(edition):
    moved, other = (
        SessionFactory(edition=edition, code="B03", sign_up=True),
        SessionFactory(edition=edition, code="B13"),
    )
    untouched = SessionFactory(edition=edition, code="B20")
    speaker = AppearanceFactory(session=other, speaker=SpeakerFactory(edition=edition)).speaker
    publish(edition=edition, actor=None)
    reader = UserFactory(email="Reader@agency.example")
    keep(moved, reader)
    keep(untouched, UserFactory())
    [place] = placed(person(TicketTypeFactory(edition=edition), email="reader@agency.example")).registrations.all()
    sign_up(registration=place, session=moved)
    keep(other, reader)

    later(moved)
    later(other)
    mailing = publish_with_mails(edition)

    assert told(mailing) == {"Reader@agency.example": ["B03", "B13"], speaker.identity.email: ["B13"]}


def test_a_digest_says_before_and_now_in_public_titles(edition):
    session = RestrictedSessionFactory(edition=edition, code="W6")
    publish(edition=edition, actor=None)
    keep(session, UserFactory())

    later(session)
    text = body(publish_with_mails(edition).digests.get())

    assert "“Restricted session (law enforcement)”: moved" in text
    assert f"Before: Mon 9 Aug 10:00–11:15, {session.room.name}" in text
    assert f"Now: Mon 9 Aug 11:00–12:15, {session.room.name}" in text
    assert session.title not in text


def test_a_title_that_changes_after_the_draft_is_todays_when_it_is_sent(edition):
    session = SessionFactory(edition=edition, public_title="A name nobody may know")
    publish(edition=edition, actor=None)
    keep(session, UserFactory())
    later(session)
    mailing = publish_with_mails(edition)

    session.refresh_from_db()
    session.public_title = "Panel"
    session.save()
    release(mailing=mailing, keys=None, actor=None)
    hand_over(mailing.pk)

    mail = OutboxMail.objects.get(kind="agenda.digest")
    assert "“Panel”" in mail.text
    assert "nobody may know" not in mail.text


def test_a_withheld_speakers_name_is_in_no_digest(edition):
    session = SessionFactory(edition=edition)
    AppearanceFactory(session=session, speaker=WithheldSpeakerFactory(edition=edition))
    publish(edition=edition, actor=None)
    keep(session, UserFactory())

    later(session)
    mailing = publish_with_mails(edition)
    release(mailing=mailing, keys=None, actor=None)
    hand_over(mailing.pk)

    mails = OutboxMail.objects.filter(kind="agenda.digest")
    assert mails.count() == 2
    assert all("Testwell" not in mail.text and "Canary" not in mail.text for mail in mails)


def test_a_newer_version_replaces_unsent_drafts_and_tells_the_whole_way(edition):
    session = SessionFactory(edition=edition)
    publish(edition=edition, actor=None)
    keep(session, UserFactory())
    later(session)
    first = publish_with_mails(edition)
    later(session)
    second = publish_with_mails(edition)

    assert first.digests.get().state == Digest.State.SUPERSEDED
    text = body(second.digests.get())
    assert "Before: Mon 9 Aug 10:00" in text
    assert "Now: Mon 9 Aug 12:00" in text


def test_nobody_is_told_of_a_move_that_was_taken_back_before_the_mail_went(edition):
    session = SessionFactory(edition=edition)
    publish(edition=edition, actor=None)
    keep(session, UserFactory())
    later(session)
    first = publish_with_mails(edition)
    later(session, minutes=-60)

    assert told(publish_with_mails(edition)) == {}
    assert first.digests.get().state == Digest.State.SUPERSEDED


def test_drafting_and_handing_over_twice_sends_once(edition):
    session = SessionFactory(edition=edition)
    publish(edition=edition, actor=None)
    keep(session, UserFactory(), UserFactory())
    later(session)
    mailing = publish_with_mails(edition)

    assert draft_digests(mailing.pk) == 0
    assert release(mailing=mailing, keys=None, actor=None) == 2
    assert release(mailing=mailing, keys=None, actor=None) == 0
    assert (hand_over(mailing.pk), hand_over(mailing.pk)) == (2, 0)
    Digest.objects.update(state=Digest.State.SENDING)
    hand_over(mailing.pk)
    assert OutboxMail.objects.filter(kind="agenda.digest").count() == 2


def test_only_the_chosen_ones_go_and_dropped_ones_can_come_back(edition):
    session = SessionFactory(edition=edition)
    publish(edition=edition, actor=None)
    keep(session, *(UserFactory() for _ in range(3)))
    later(session)
    mailing = publish_with_mails(edition)
    first, second, _third = mailing.digests.all()

    assert release(mailing=mailing, keys=[first.pk], actor=None) == 1
    assert drop(mailing=mailing, keys=None, actor=None) == 2
    assert take_up_again(mailing=mailing, keys=[second.pk], actor=None) == 1

    assert list(mailing.digests.values_list("state", flat=True)) == ["sending", "draft", "dropped"]


def test_an_edited_digest_is_sent_as_edited_and_a_sent_one_is_not_edited(edition):
    session = SessionFactory(edition=edition)
    publish(edition=edition, actor=None)
    keep(session, UserFactory(), UserFactory())
    later(session)
    mailing = publish_with_mails(edition)
    own, plain = mailing.digests.all()

    edit_digest(digest=own, text="Come at eleven.", actor=None)
    write_intro(mailing=mailing, intro="The hall is flooded.", actor=None)
    release(mailing=mailing, keys=None, actor=None)
    hand_over(mailing.pk)

    texts = {mail.recipient: mail.text for mail in OutboxMail.objects.filter(kind="agenda.digest")}
    assert "Come at eleven." in texts[own.address]
    assert "flooded" not in texts[own.address]
    assert "The hall is flooded." in texts[plain.address]
    with pytest.raises(DigestGone):
        edit_digest(digest=own, text="Too late", actor=None)


def test_drafting_takes_the_same_queries_for_one_person_and_for_thirty(edition, django_assert_num_queries):
    sessions = [SessionFactory(edition=edition) for _ in range(4)]
    publish(edition=edition, actor=None)

    def queries():
        for session in sessions:
            later(session, minutes=5)
        mailing = Mailing.objects.create(version=publish(edition=edition, actor=None))
        with CaptureQueriesContext(connection) as captured:
            draft_digests(mailing.pk)
        drop(mailing=mailing, keys=None, actor=None)
        return len(captured)

    keep(sessions[0], UserFactory())
    one = queries()
    for session in sessions:
        keep(session, *(UserFactory() for _ in range(8)))

    assert queries() == one


# The screens.


@pytest.fixture
def mailing(edition, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    session = SessionFactory(edition=edition, code="B03")
    publish(edition=edition, actor=None)
    keep(session, UserFactory(email="reader@agency.example"))
    later(session)
    return publish_with_mails(edition)


ADDRESS = "/admin/conference/versions/2027/2/mails/"


def signed_in(client, *roles):
    client.force_login(UserFactory(roles=roles))
    return client


def test_the_programme_committee_reads_and_sends_without_learning_who_keeps_what(client, mailing):
    client = signed_in(client, Role.PROGRAMME)
    digest = mailing.digests.get()

    pages = [client.get(address).content.decode() for address in (ADDRESS, f"{ADDRESS}{digest.pk}/")]
    sent = client.post(ADDRESS, {"digests": [digest.pk], "act": "send"})

    assert "B03" in pages[0]
    assert "moved" in pages[1]
    assert not any("reader@agency.example" in page for page in pages)
    assert sent.status_code == 302
    assert mailing.digests.get().state == Digest.State.SENDING


def test_those_who_see_registrations_see_the_address_and_the_look_is_recorded(client, mailing):
    digest = mailing.digests.get()

    page = signed_in(client, Role.ORGANIZER).get(f"{ADDRESS}{digest.pk}/").content.decode()

    assert "reader@agency.example" in page
    assert AuditEntry.objects.get(action="digest.read").object_id == str(digest.pk)


def test_a_text_stored_on_the_screen_is_kept_and_can_be_given_back(client, mailing):
    client, digest = signed_in(client, Role.PROGRAMME), mailing.digests.get()
    worked_out = client.get(f"{ADDRESS}{digest.pk}/").context["form"].initial["text"]

    client.post(f"{ADDRESS}{digest.pk}/", {"text": worked_out.replace("\n", "\r\n")})
    assert mailing.digests.get().text == ""
    client.post(f"{ADDRESS}{digest.pk}/", {"text": "Mine"})
    assert mailing.digests.get().text == "Mine"
    client.post(f"{ADDRESS}{digest.pk}/", {"text": "Mine", "reset": "on"})
    assert mailing.digests.get().text == ""


@pytest.mark.parametrize(
    "data", [{"act": "send"}, {"act": "explode", "everybody": "on"}, {"act": "send", "digests": ["x"]}, {}]
)
def test_a_post_that_makes_no_sense_is_refused_and_changes_nothing(client, mailing, data):
    response = signed_in(client, Role.PROGRAMME).post(ADDRESS, data)

    assert response.status_code == 422
    assert mailing.digests.get().state == Digest.State.DRAFT


def test_a_mail_that_went_meanwhile_is_not_edited(client, mailing):
    digest = mailing.digests.get()
    release(mailing=mailing, keys=None, actor=None)

    response = signed_in(client, Role.PROGRAMME).post(f"{ADDRESS}{digest.pk}/", {"text": "Too late"})

    assert response.status_code == 409
    assert mailing.digests.get().text == ""


def test_a_mail_of_another_version_is_not_found(client, mailing):
    digest = mailing.digests.get()

    client = signed_in(client, Role.PROGRAMME)
    assert client.get(f"/admin/conference/versions/2027/1/mails/{digest.pk}/").status_code == 404


def test_the_publish_screen_says_how_many_mails_will_be_drafted(client, mailing):
    later(mailing.version.entries.get().session)

    page = signed_in(client, Role.PROGRAMME).get("/admin/conference/versions/2027/publish/").content.decode()

    assert "One mail will be drafted, for 1 person affected." in page
