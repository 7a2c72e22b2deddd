"""The programme and the door signs, read back; and that nobody is given one that is no longer true."""

import io
from datetime import date, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from factories.conference import (
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    SessionCreditFactory,
    SessionFactory,
    SpeakerFactory,
    WithheldSpeakerFactory,
)
from factories.programme import CANARIES, sample
from pypdf import PdfReader

from conference.agenda.documents.models import AgendaDocument
from conference.agenda.documents.services import door_signs, make, programme, renew_stale
from conference.agenda.models import Session
from conference.agenda.services.publishing import publish
from conference.edition.models import Edition
from conference.planning.programme.services import load_programme
from conference.speakers.models import Speaker
from core.files.models import PrivateFile

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 8, 9)
TITLES = [item["title"] for item in sample()["sessions"] if item["visibility"] == "cleared"]


@pytest.fixture
def edition():
    edition = EditionFactory()
    AppearanceFactory(
        session=SessionFactory(edition=edition, code="FIRST", title="Opening"),
        speaker=SpeakerFactory(edition=edition, name="Ada Byron"),
    )
    publish(edition=edition, actor=None)
    return edition


def made(edition, ask=programme, **of):
    """Ask, let the task work, ask again; return the file's row."""
    assert ask(edition=edition, language="en", **of) is None
    make(AgendaDocument.objects.order_by("-asked_at").first().pk)
    file = ask(edition=edition, language="en", **of)
    assert file is not None
    return file


def read(file):
    with file.content.open("rb") as opened:
        return PdfReader(io.BytesIO(opened.read()))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def orders():
    return DBTaskResult.objects.filter(task_path__endswith="make_document").count()


def test_the_samples_programme_is_tagged_in_order_and_tells_what_is_public():
    load_programme(sample())
    reader = read(made(Edition.objects.get()))

    text, root = words(reader), reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Programme of the " + Edition.objects.get().name
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert reader.pages[0].mediabox.width == 612
    order = [
        "Monday, 9 August 2027",
        "Tuesday, 10 August 2027",
        "Opening ceremony and welcome",
        "Friday, 13 August 2027",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert "Restricted session (law enforcement)" in text
    assert "Exhibitor set-up" not in text
    told = f"{text} {reader.metadata} {root['/Metadata'].get_data()!r}"
    assert [secret for secret in (*CANARIES, *TITLES) if secret in told] == []


def test_the_samples_door_signs_have_a_sheet_for_each_room():
    load_programme(sample())
    edition = Edition.objects.get()
    rooms = {item["room"] for item in sample()["sessions"] if item["date"] == "2027-08-09"}
    reader = read(made(edition, door_signs, day=MONDAY))

    sheets = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(sheets) == len(rooms - {None})
    assert all("Monday, 9 August 2027" in sheet for sheet in sheets)
    assert reader.metadata.title == f"Door signs for Monday, 9 August 2027, {edition.name}"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    (jacaranda,) = [sheet for sheet in sheets if "Jacaranda" in sheet]
    assert "Restricted session (law enforcement)" in jacaranda
    assert [secret for secret in (*CANARIES, *TITLES) if secret in " ".join(sheets)] == []


def test_a_crowded_door_has_one_sheet(edition):
    room = Session.objects.get(code="FIRST").room
    for number in range(16):
        SessionFactory(edition=edition, room=room, title=f"Short talk {number} with a title that is rather long")
    publish(edition=edition, actor=None)

    assert len(read(made(edition, door_signs, day=MONDAY)).pages) == 1


def test_signs_name_nobody_and_nothing_that_the_agenda_hides(edition):
    hidden = RestrictedSessionFactory(edition=edition)
    AppearanceFactory(session=hidden, speaker__name="Grace Hidden")
    SessionFactory(edition=edition, title="Members' dinner", public_title="Private event", visibility="registered")
    AppearanceFactory(session=Session.objects.get(code="FIRST"), speaker=WithheldSpeakerFactory(edition=edition))
    publish(edition=edition, actor=None)

    text = words(read(made(edition, door_signs, day=MONDAY)))

    for shown in ("Opening", "Ada Byron", "Name withheld (panelist)", hidden.public_title, "Private event"):
        assert shown in text
    for secret in (hidden.title, "Grace Hidden", "dinner", *CANARIES):
        assert secret not in text


def test_credit_reads_as_approved_only_where_it_is(edition):
    session = Session.objects.get(code="FIRST")
    SessionCreditFactory(session=session, scheme__code="APA", approval="approved", statement="The exact sentence.")
    SessionCreditFactory(session=session, scheme__code="MCLE", approval="pending", statement="Unspoken.")
    SessionCreditFactory(session=session, scheme__code="POST", approval="pending")

    text = words(read(made(edition)))

    assert "APA: approved (The exact sentence.), MCLE: not decided yet" in text
    assert "Unspoken" not in text
    assert "POST" not in text


def withhold():
    empty = dict.fromkeys(("name", "title", "organization", "bio"), "")
    Speaker.objects.update(publish_name=False, public_label="Name withheld", **empty)


CHANGES = {
    "a name": withhold,
    "an agency": lambda: Speaker.objects.update(publish_organization=False, organization=""),
    "a title": lambda: Session.objects.update(title="Another"),
    "a visibility": lambda: Session.objects.update(visibility="cleared", public_title="Closed"),
    "a version": lambda: publish(edition=Edition.objects.get(), actor=None),
    "the edition": lambda: Edition.objects.update(venue_name="Elsewhere"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_programme_that_is_no_longer_true_is_deleted_and_never_given_out(
    edition, change, django_capture_on_commit_callbacks
):
    file = made(edition)
    path, storage = file.content.name, file.content.storage

    CHANGES[change]()
    with django_capture_on_commit_callbacks(execute=True):
        given = programme(edition=Edition.objects.get(), language="en")

    assert given is None
    assert not storage.exists(path)
    assert PrivateFile.objects.get(pk=file.pk).erased_at is not None
    make(AgendaDocument.objects.get().pk)
    assert programme(edition=Edition.objects.get(), language="en") is not None


def test_what_nobody_asks_for_is_deleted_too(edition, django_capture_on_commit_callbacks):
    file = made(edition)
    withhold()

    with django_capture_on_commit_callbacks(execute=True):
        renewed = renew_stale()

    assert renewed == 1
    assert PrivateFile.objects.get(pk=file.pk).erased_at is not None
    assert (renew_stale(), orders()) == (0, 2)


def test_what_changed_while_it_was_made_is_not_given_out(edition):
    programme(edition=edition, language="en")
    make(AgendaDocument.objects.get().pk)
    withhold()

    assert programme(edition=edition, language="en") is None


def test_asking_again_and_again_makes_it_once(edition):
    for _number in range(3):
        assert programme(edition=edition, language="en") is None
    assert orders() == 1

    AgendaDocument.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    programme(edition=edition, language="en")

    assert orders() == 2


def test_a_second_task_replaces_the_first_ones_file(edition):
    first = made(edition)
    make(AgendaDocument.objects.get().pk)
    second = programme(edition=edition, language="en")

    assert second.pk != first.pk
    assert PrivateFile.objects.get(pk=first.pk).erased_at is not None


def test_languages_have_documents_of_their_own(edition):
    made(edition)

    assert programme(edition=edition, language="es") is None
    assert sorted(AgendaDocument.objects.values_list("language", flat=True)) == ["en", "es"]
