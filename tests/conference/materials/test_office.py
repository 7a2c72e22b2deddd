"""Organizers see what was sent, decide on what names somebody, take back, and see who looked."""

import pytest
from factories.conference import AppearanceFactory, WithheldSpeakerFactory
from factories.documents import plain_pdf
from factories.people import UserFactory

from conference.materials.marking import note_view
from conference.materials.models import Handout, HandoutVersion
from core.audit.models import AuditEntry
from core.files.models import PrivateFile
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
State = HandoutVersion.State


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def staff(client, held_back):
    client.force_login(UserFactory(roles=["programme"]))
    return client


@pytest.fixture
def held_back(send, run_tasks, held):
    """Slides that name somebody who may not be named."""
    AppearanceFactory(session=held, speaker=WithheldSpeakerFactory(edition=held.edition))
    send(plain_pdf("Thanks to Canarina Testwell"))
    run_tasks()
    return Handout.objects.get()


def address(handout, rest=""):
    return f"/admin/conference/handouts/{handout.session.edition.year}/{handout.public_id}/{rest}"


def state():
    return HandoutVersion.objects.get().state


def test_the_list_says_what_is_to_be_decided(staff, held_back):
    year = held_back.session.edition.year
    page = staff.get(f"/admin/conference/handouts/{year}/").content.decode()
    none = staff.get(f"/admin/conference/handouts/{year}/?state=ready").content.decode()

    assert "1 file names somebody" in page
    assert address(held_back) in page
    assert address(held_back) not in none


def test_releasing_lets_readers_have_it(staff, held_back):
    assert b"".join(staff.get(address(held_back, "1/")).streaming_content).startswith(b"%PDF")

    staff.post(address(held_back, "1/decide/"), {"release": "1"})

    assert state() == State.READY
    assert AuditEntry.objects.filter(action="handout.released").exists()


def test_refusing_erases_it_and_tells_the_speaker_why(staff, held_back, ana, django_capture_on_commit_callbacks):
    silent = staff.post(address(held_back, "1/decide/"), {"reason": ""})
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(address(held_back, "1/decide/"), {"reason": "A name stands on the last slide."})
    staff.force_login(ana.user)
    own = staff.get(f"/my/speaking/{ana.edition.year}/{ana.slug}/slides/b1/").content.decode()

    assert silent.status_code == 422
    assert state() == State.REFUSED
    assert "A name stands on the last slide." in own
    assert HandoutVersion.objects.get().file is None
    assert PrivateFile.objects.order_by("pk").last().erased_at


def test_a_second_decision_changes_nothing_and_says_so(staff, held_back):
    staff.post(address(held_back, "1/decide/"), {"release": "1"})
    again = staff.post(address(held_back, "1/decide/"), {"reason": "Too late"})

    assert again.status_code == 409
    assert state() == State.READY


def test_who_looked_is_shown(staff, held_back):
    reader = UserFactory(name="Robin Reader")
    note_view(version=HandoutVersion.objects.get(), reader=reader)

    assert str(reader) in staff.get(address(held_back)).content.decode()


def test_it_is_taken_back_after_a_question(staff, held_back):
    assert "cannot be taken back" in staff.get(address(held_back, "remove/")).content.decode()

    staff.post(address(held_back, "remove/"))

    assert not Handout.objects.kept().exists()


def test_others_of_the_staff_see_nothing(client, held_back):
    client.force_login(UserFactory(roles=["finance"]))

    for rest in ("", "1/", "remove/"):
        assert client.get(address(held_back, rest)).status_code in (302, 403)
    assert client.post(address(held_back, "1/decide/"), {"release": "1"}).status_code in (302, 403)
    assert state() == State.HELD


def mails():
    return list(OutboxMail.objects.filter(recipient="ana@example.org").order_by("pk"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [({"release": "1"}, "readers get it now"), ({"reason": "No names here."}, "No names here.")],
)
def test_whoever_sent_it_is_told_that_it_is_held_and_what_was_decided(staff, held_back, answer, said):
    staff.post(address(held_back, "1/decide/"), answer)

    held, decided = mails()
    assert "held back" in held.text
    assert said in decided.text
    assert not any("Canarina" in mail.text or held_back.session.title in mail.text for mail in mails())


def test_whoever_sent_what_cannot_be_used_is_told_why(send, run_tasks, held):
    send(b"%PDF-1.7\nnothing in it\n%%EOF")
    run_tasks()

    (mail,) = mails()
    assert HandoutVersion.objects.get().problem in mail.text
