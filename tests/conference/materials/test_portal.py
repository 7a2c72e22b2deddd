"""Speakers send, replace, look at and take back their slides."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.conference import AppearanceFactory, SpeakerFactory, WithheldSpeakerFactory
from factories.documents import SECRET, pdf, plain_pdf, pptx
from factories.people import UserFactory
from pypdf import PdfReader

from conference.agenda.models import Session
from conference.materials.models import Handout, HandoutVersion
from conference.materials.tasks import check_forgotten
from core.files.models import PrivateFile

pytestmark = pytest.mark.django_db
State = HandoutVersion.State


def body(response):
    return b"".join(response.streaming_content)


def test_slides_are_checked_cleaned_and_ready(client, send, run_tasks, django_capture_on_commit_callbacks):
    sent = send(pdf())
    waiting = client.get(sent["Location"]).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        run_tasks()
    ready = client.get(sent["Location"]).content.decode()

    assert "being checked" in waiting
    assert "what readers get" in ready
    version = HandoutVersion.objects.get()
    assert version.state == State.READY
    assert version.file.name == "b1-slides-1.pdf"
    own = client.get(f"{sent['Location']}{version.handout.public_id}/1/")
    assert SECRET.encode() not in body(own)
    kept = PrivateFile.objects.filter(purpose="handout", erased_at=None)
    assert [item.pk for item in kept] == [version.file_id]


def test_readers_keep_the_former_version_until_the_newer_is_ready(send, run_tasks):
    send(plain_pdf("First"))
    run_tasks()
    handout = Handout.objects.get()
    send(plain_pdf("Second"), rest=f"{handout.public_id}/")
    assert Handout.objects.get().current.number == 1
    run_tasks()

    current = Handout.objects.get().current
    assert current.number == 2
    with current.file.content.open("rb") as stored:
        assert "Second" in PdfReader(io.BytesIO(stored.read())).pages[0].extract_text()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ" + bytes(300), "is a program"),
        (b"<svg><script/></svg>", "can carry scripts"),
        (b"", "broke off"),
        (plain_pdf()[:1500], "broke off"),
    ],
)
def test_a_renamed_or_broken_file_is_answered_and_nothing_kept(send, content, said):
    answer = send(content, name="slides.pdf")

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Handout.objects.exists()


def test_what_turns_out_unreadable_is_told_with_what_to_do(client, send, run_tasks):
    sent = send(b"%PDF-1.7\nnothing in it\n%%EOF")
    run_tasks()

    assert HandoutVersion.objects.get().state == State.REFUSED
    assert "Export it again" in client.get(sent["Location"]).content.decode()


def test_a_file_that_names_somebody_unnamed_waits_for_the_organizers(send, run_tasks, held):
    AppearanceFactory(session=held, speaker=WithheldSpeakerFactory(edition=held.edition))
    send(plain_pdf("With thanks to Canarina Testwell"))
    run_tasks()

    assert HandoutVersion.objects.get().state == State.HELD


def test_restricted_slides_are_taken_as_pdf_only(send, held):
    Session.objects.update(handouts="cleared")

    refused = send(pptx())
    taken = send(plain_pdf())

    assert refused.status_code == 422
    assert "Send them as a PDF" in refused.content.decode()
    assert taken.status_code == 302


def test_taking_back_erases_every_version(client, send, run_tasks, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sent = send(plain_pdf())
        run_tasks()
    handout = Handout.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{sent['Location']}{handout.public_id}/remove/")

    assert not Handout.objects.kept().exists()
    assert not PrivateFile.objects.filter(purpose="handout", erased_at=None).exists()


def test_a_check_that_a_killed_worker_left_is_made_up(send):
    send(plain_pdf())
    HandoutVersion.objects.update(created_at=timezone.now() - timedelta(hours=1))

    assert check_forgotten() == 1
    assert HandoutVersion.objects.get().state == State.READY


def test_a_stranger_and_a_speaker_of_another_session_find_nothing(client, send, run_tasks, held, ana):
    sent = send(plain_pdf())["Location"]
    run_tasks()
    handout = Handout.objects.get()
    other = SpeakerFactory(edition=held.edition, user=UserFactory())
    client.force_login(other.user)

    for address in (sent, sent.replace(ana.slug, other.slug)):
        assert client.get(address).status_code == 404
        assert client.get(f"{address}{handout.public_id}/1/").status_code == 404
        assert client.post(f"{address}{handout.public_id}/remove/").status_code == 404
    assert Handout.objects.kept().exists()


def test_a_name_in_a_title_does_not_reach_the_page_as_markup(client, send, run_tasks):
    sent = send(plain_pdf(), title="<b>Slides</b>")
    run_tasks()

    assert "<b>Slides</b>" not in client.get(sent["Location"]).content.decode()
    assert HandoutVersion.objects.get().file.name == "b1-bslidesb-1.pdf"
