"""Slides are given to whoever may have them: from the session's page, by address, as marked copies."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.badges import admitted, badged
from factories.documents import plain_pdf, pptx
from factories.people import ClearanceFactory, UserFactory
from factories.scans import door, scan
from pypdf import PdfReader

from conference.agenda.models import Session
from conference.agenda.services.editing import change_session
from conference.materials.marking import mark
from conference.materials.models import Handout, HandoutView, MarkedCopy
from conference.materials.tasks import erase_copies
from core.audit.models import AuditEntry
from core.files.models import PrivateFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def handout(send, run_tasks, client):
    send(plain_pdf("Slides about patterns"))
    run_tasks()
    client.logout()
    return Handout.objects.get()


def address(handout):
    return f"/conference/{handout.session.edition.year}/handouts/{handout.public_id}/"


def page(client, handout):
    return client.get(f"/conference/{handout.session.edition.year}/sessions/{handout.session.slug}/").content.decode()


def ask(client, handout):
    """The status, what is said or sent, and the headers."""
    answer = client.get(address(handout))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content, answer.headers


def status(client, handout):
    return ask(client, handout)[0]


def allow(handout, policy, **fields):
    session = Session.objects.get(pk=handout.session_id)
    session.handouts = policy
    for name, value in fields.items():
        setattr(session, name, value)
    change_session(session=session, actor=None, reason="test")


@pytest.fixture
def guest(client, edition):
    """Somebody registered, signed in."""
    user = UserFactory(email="guest@example.org", name="Robin Guest")
    admitted(edition=edition, user=user)
    client.force_login(user)
    return user


def test_public_slides_are_on_the_page_and_open_to_everybody(client, handout):
    allow(handout, "public")

    assert address(handout) in page(client, handout)
    _status, _content, headers = ask(client, handout)
    assert headers["Content-Type"] == "application/pdf"
    assert "no-store" in headers["Cache-Control"]
    assert 'filename="b1-slides-1.pdf"' in headers["Content-Disposition"]


def test_slides_for_registered_readers(client, handout, guest):
    registered = (address(handout) in page(client, handout), status(client, handout))
    client.logout()
    visitor = (address(handout) in page(client, handout), status(client, handout))

    assert registered == (True, 200)
    assert visitor == (False, 302)


def test_nobody_gets_slides_that_the_organizers_closed(client, handout, guest):
    allow(handout, "none")

    assert address(handout) not in page(client, handout)
    assert status(client, handout) == 404


def test_a_narrower_policy_holds_at_once_on_a_cached_page(client, handout):
    allow(handout, "public")
    assert address(handout) in page(client, handout)

    allow(handout, "registered")

    assert address(handout) not in page(client, handout)


def test_slides_for_those_who_attended(client, handout, guest, edition):
    allow(handout, "attended", attendance_tracking="scan_in_and_out")
    before, said, _headers = ask(client, handout)
    session = Session.objects.get(pk=handout.session_id)
    badge = badged(edition=edition, user=UserFactory(email="other@example.org"))
    scan(door(session), badge, 1)

    stranger = status(client, handout)
    client.force_login(badge.registration.user)

    assert (before, stranger, status(client, handout)) == (403, 403, 200)
    assert b"no scan of you" in said


def test_without_a_door_of_its_own_whoever_arrived_attended(client, handout, edition):
    allow(handout, "attended", attendance_tracking="none")
    badge = badged(edition=edition, user=UserFactory(email="other@example.org"))
    client.force_login(badge.registration.user)
    before = status(client, handout)
    scan(door(edition=edition), badge, at=handout.session.starts_at)

    assert (before, status(client, handout)) == (403, 200)


def test_restricted_slides_come_as_a_copy_with_the_readers_name_and_each_look_is_kept(
    client, handout, guest, run_tasks
):
    allow(handout, "cleared")

    waiting, _page, headers = ask(client, handout)
    run_tasks()
    _status, given, _headers = ask(client, handout)

    assert (waiting, headers["Retry-After"]) == (202, "3")
    words = PdfReader(io.BytesIO(given)).pages[0].extract_text()
    assert "Slides about patterns" in words
    assert words.count("Robin Guest") == 2
    assert HandoutView.objects.get().reader == guest
    assert AuditEntry.objects.filter(action="handout.read", actor=guest).count() == 1


def test_restricted_slides_of_a_restricted_session_are_for_the_cleared_alone(client, handout, guest, run_tasks):
    level = handout.session.audience
    level.code = "sworn_only"
    level.save()
    allow(handout, "registered", visibility="cleared", room_reason="A guard stands there")
    uncleared = status(client, handout)
    ClearanceFactory(email=guest.email)
    status(client, handout)
    run_tasks()

    assert uncleared == 404
    assert status(client, handout) == 200
    assert HandoutView.objects.count() == 1


def test_slides_that_can_no_longer_be_marked_are_given_to_nobody(client, send, run_tasks, guest):
    send(pptx(), name="slides.pptx")
    run_tasks()
    handout = Handout.objects.get()
    client.force_login(guest)
    assert status(client, handout) == 200

    allow(handout, "cleared")

    assert status(client, handout) == 403
    assert address(handout) not in page(client, handout)


def test_copies_are_erased_after_a_day_and_made_anew_for_who_asks(client, handout, guest, run_tasks):
    allow(handout, "cleared")
    status(client, handout)
    run_tasks()
    MarkedCopy.objects.update(asked_at=timezone.now() - timedelta(days=2))

    assert erase_copies() == 1

    assert not PrivateFile.objects.filter(purpose="handout-copy", erased_at=None).exists()
    status(client, handout)
    run_tasks()
    assert status(client, handout) == 200


@pytest.mark.parametrize("size", [(720, 405), (405, 720), (2000, 1200), (200, 150)])
def test_a_mark_stands_on_every_page_of_any_size_in_any_script(size):
    marked = PdfReader(io.BytesIO(mark(plain_pdf("Slides", width=size[0], height=size[1]), "Робин 王芳")))

    assert len(marked.pages) == 1
    assert "Робин" in marked.pages[0].extract_text()
    assert re.search("王\\s*芳", marked.pages[0].extract_text())
    assert [round(float(side)) for side in marked.pages[0].mediabox[2:]] == list(size)


def test_slides_taken_back_are_gone_from_page_and_address(client, handout, send):
    allow(handout, "public")
    page(client, handout)
    ana = Session.objects.get().speakers.get()
    client.force_login(ana.user)
    client.post(f"/my/speaking/{ana.edition.year}/{ana.slug}/slides/b1/{handout.public_id}/remove/")
    client.logout()

    assert address(handout) not in page(client, handout)
    assert status(client, handout) == 404
