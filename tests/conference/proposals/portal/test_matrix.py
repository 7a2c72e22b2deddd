"""The organizers' matrix: states, filters, last days, waivers, reminders, export."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.conference import AppearanceFactory, SessionFactory, SpeakerFactory, WithheldSpeakerFactory
from factories.deciding import accepted, decided, lead, ready_call
from factories.documents import plain_pdf
from factories.people import UserFactory
from factories.proposals import author, part

from conference.agenda.models import Session
from conference.materials.services import add_handout, add_version
from conference.proposals.answers.services import withdraw
from conference.proposals.letters.models import Dispatch, Letter, LetterTemplate
from conference.proposals.letters.services import hand_over
from conference.proposals.portal.models import TaskDue, Waiver
from conference.speakers.models import Speaker, SpeakerIdentity
from core.audit.models import AuditEntry
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def call():
    return ready_call()


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(roles=["programme"]))
    return client


def matrix(edition, rest=""):
    return f"/admin/conference/speaker-tasks/{edition.year}/{rest}"


def entered(email="kim@example.org", **values):
    """Somebody whom organizers put into a session, without a proposal."""
    speaker = SpeakerFactory(**values)
    SpeakerIdentity.objects.filter(speaker=speaker).update(email="")
    identity = SpeakerIdentity.objects.get(speaker=speaker)
    identity.email = email
    identity.save()
    AppearanceFactory(session=SessionFactory(edition=speaker.edition, learning_objectives=["Name"]), speaker=speaker)
    return speaker


def names(staff, edition, **asked):
    answer = staff.get(matrix(edition), asked)
    assert answer.status_code == 200
    return sorted(row.speaker.label for row in answer.context["rows"])


def standings(staff, edition, **asked):
    (row,) = staff.get(matrix(edition), asked).context["rows"]
    return {task.value: item.standing.value if item else None for task, item in row.cells}


def test_it_shows_who_was_accepted_and_who_was_entered_and_nobody_who_left(staff, call):
    accepted(call, person=part(name="Ana Ruiz"))
    entered(name="Kim Entered", edition=call.edition)
    gone = accepted(call, person=part(name="Bo Gone"))
    withdraw(person=lead(gone), actor=None)
    decided(call, person=part(name="Cy Silent"))

    assert names(staff, call.edition) == ["Ana Ruiz", "Kim Entered"]


def test_states_follow_what_is_there(staff, call):
    accepted(call, by=author("ana@example.org"))
    TaskDue.objects.create(edition=call.edition, task="av", last_day=date(2026, 1, 1))
    Waiver.objects.create(speaker=Speaker.objects.get(), task="headshot", reason="telephone")

    assert standings(staff, call.edition) == {
        "confirm": "open", "biography": "done", "headshot": "waived", "disclosure": "done", "objectives": "done",
        "av": "overdue", "slides": None,
    }  # fmt: skip


def test_slides_are_asked_for_where_somebody_may_have_them_and_done_when_sent(staff, call, run_tasks):
    accepted(call, handout_policy="registered")
    before = standings(staff, call.edition)["slides"]
    session = Session.objects.get()
    handout = add_handout(session=session, title="Slides", content=b"%PDF-1.7\nempty\n%%EOF", kind="pdf", actor=None)
    sent = standings(staff, call.edition)["slides"]
    run_tasks()
    unusable = standings(staff, call.edition)["slides"]
    add_version(handout=handout, content=plain_pdf(), kind="pdf", actor=None)
    run_tasks()

    assert (before, sent, unusable) == ("open", "done", "open")
    assert standings(staff, call.edition)["slides"] == "done"


def test_a_withheld_speaker_is_called_by_their_label_and_not_found_by_their_name(staff, call):
    speaker = WithheldSpeakerFactory(edition=call.edition)
    AppearanceFactory(session=SessionFactory(edition=call.edition), speaker=speaker)

    assert names(staff, call.edition) == ["Name withheld (panelist)"]
    assert names(staff, call.edition, q="Canarina") == []
    assert names(staff, call.edition, q="panelist") == ["Name withheld (panelist)"]
    assert standings(staff, call.edition)["headshot"] is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "ana"}, ["Ana Ruiz"]),
        ({"task": "biography", "state": "open"}, ["Bo Lund"]),
        ({"task": "biography"}, ["Bo Lund"]),
        ({"task": "biography", "state": "done"}, ["Ana Ruiz"]),
        ({"state": "overdue"}, ["Ana Ruiz", "Bo Lund"]),
        ({"task": "av", "state": "open"}, []),
        ({"state": "waived"}, ["Bo Lund"]),
        ({"task": "av", "state": "undone"}, ["Ana Ruiz", "Bo Lund"]),
        ({"task": "nonsense"}, []),
        ({"track": "99999"}, []),
        ({"session": "x"}, []),
    ],
)
def test_filters_keep_what_was_asked_for(staff, call, asked, found):
    accepted(call, person=part(name="Ana Ruiz"))
    accepted(call, person=part(name="Bo Lund", bio=""))
    TaskDue.objects.create(edition=call.edition, task="av", last_day=date(2026, 1, 1))
    Waiver.objects.create(speaker=Speaker.objects.get(name="Bo Lund"), task="headshot", reason="x")

    assert names(staff, call.edition, **asked) == found


def test_track_and_session_keep_those_who_present_there(staff, call):
    one = accepted(call, person=part(name="Ana Ruiz"))
    two = accepted(call, person=part(name="Bo Lund"), track=None)

    assert names(staff, call.edition, track=one.track_id) == ["Ana Ruiz"]
    assert names(staff, call.edition, session=two.session_id) == ["Bo Lund"]


@pytest.mark.parametrize("rest", ["", "remind/"])
def test_it_takes_the_same_queries_for_one_and_three(staff, call, rest, django_assert_num_queries):
    accepted(call)
    staff.get(matrix(call.edition, rest))
    with CaptureQueriesContext(connection) as one:
        staff.get(matrix(call.edition, rest))
    accepted(call)
    entered(edition=call.edition)

    with django_assert_num_queries(len(one)):
        staff.get(matrix(call.edition, rest))


def test_it_is_paged(staff, call, monkeypatch):
    monkeypatch.setattr("conference.proposals.portal.admin.views.PER_PAGE", 1)
    accepted(call, person=part(name="Ana Ruiz"))
    accepted(call, person=part(name="Bo Lund"))

    assert (names(staff, call.edition), names(staff, call.edition, p=2)) == (["Ana Ruiz"], ["Bo Lund"])


@pytest.mark.parametrize("rest", ["", "export/", "days/", "remind/"])
def test_others_do_not_see_it(client, call, rest):
    client.force_login(UserFactory(roles=["finance"]))

    assert client.get(matrix(call.edition, rest)).status_code in {302, 403}


def test_last_days_are_kept_and_taken_away(staff, call):
    kept = staff.post(matrix(call.edition, "days/"), {"biography": "2027-06-01", "av": ""})
    assert (kept.status_code, TaskDue.objects.get().last_day) == (302, date(2027, 6, 1))
    assert "2027-06-01" in staff.get(matrix(call.edition, "days/")).content.decode()

    wrong = staff.post(matrix(call.edition, "days/"), {"biography": "soon"})
    staff.post(matrix(call.edition, "days/"), {"biography": ""})

    assert (wrong.status_code, TaskDue.objects.count()) == (422, 0)
    assert AuditEntry.objects.filter(action="speaker_tasks.dues_set").count() == 2


def test_a_day_ends_at_midnight_at_the_venue(call):
    due = TaskDue(edition=call.edition, task="av", last_day=date(2027, 6, 1))

    assert due.moment(call.edition).isoformat() == "2027-06-02T00:00:00-07:00"


def test_one_task_of_one_person_is_waived_and_asked_for_again(staff, call):
    accepted(call)
    speaker = Speaker.objects.get()
    address = matrix(call.edition, f"speakers/{speaker.pk}/av/")

    refused, done = staff.post(address, {"reason": ""}), staff.post(address, {"reason": "brings their own"})
    assert (refused.status_code, done.status_code) == (422, 302)
    assert standings(staff, call.edition)["av"] == "waived"
    assert "brings their own" in staff.get(address).content.decode()
    staff.post(address)

    assert standings(staff, call.edition)["av"] == "open"
    actions = (
        AuditEntry.objects.filter(action__startswith="speaker_task.").order_by("pk").values_list("action", flat=True)
    )
    assert list(actions) == ["speaker_task.waived", "speaker_task.asked_again"]
    assert staff.get(matrix(call.edition, f"speakers/{speaker.pk}/nonsense/")).status_code == 404


def test_reminders_name_each_persons_own_open_tasks(staff, call):
    accepted(call, by=author("ana@example.org"), person=part(name="Ana Ruiz"))
    entered(name="Kim Entered", edition=call.edition, bio="")
    TaskDue.objects.create(edition=call.edition, task="av", last_day=timezone.localdate() + timedelta(days=400))
    people = [str(item.pk) for item in Speaker.objects.all()]
    kim = Speaker.objects.get(name="Kim Entered")

    preview = staff.get(matrix(call.edition, f"remind/{kim.pk}/")).content.decode()
    sent = staff.post(matrix(call.edition, "remind/"), {"key": "one", "send": people})
    again = staff.post(matrix(call.edition, "remind/"), {"key": "one", "send": people})
    hand_over(Dispatch.objects.get(key="one").pk)

    assert "– biography" in preview
    assert (sent.status_code, again.status_code) == (302, 302)
    mails = {item.recipient: item.text for item in OutboxMail.objects.filter(kind="proposals.letter.tasks")}
    assert set(mails) == {"ana@example.org", "kim@example.org"}
    assert "– biography" in mails["kim@example.org"]
    assert "– biography" not in mails["ana@example.org"]
    assert "– technical needs, by " in mails["ana@example.org"]
    assert "/my/speaking/" in mails["kim@example.org"]
    assert Letter.objects.filter(kind="tasks").count() == 2


def test_who_has_done_everything_is_not_written_to(staff, call):
    accepted(call)
    speaker = Speaker.objects.get()
    for task in ("confirm", "headshot", "av"):
        Waiver.objects.create(speaker=speaker, task=task, reason="x")

    answer = staff.post(matrix(call.edition, "remind/"), {"key": "one", "send": [str(speaker.pk)]})

    assert answer.status_code == 409
    assert not Letter.objects.filter(kind="tasks").exists()


def test_a_missing_address_stops_the_sending_and_says_whose(staff, call):
    speaker = entered("", name="Kim Entered", edition=call.edition, bio="")

    answer = staff.post(matrix(call.edition, "remind/"), {"key": "one", "send": [str(speaker.pk)]})

    assert answer.status_code == 422
    assert f"Kim Entered ({speaker.code}): address" in answer.content.decode()
    assert not Dispatch.objects.filter(key="one").exists()


def test_an_own_text_may_ask_for_what_somebody_entered_lacks(staff, call):
    LetterTemplate.objects.create(edition=call.edition, kind="tasks", subject="x", body="{code} {open_tasks}")
    speaker = entered(edition=call.edition, bio="")

    page = staff.get(matrix(call.edition, f"remind/{speaker.pk}/")).content.decode()

    assert "Missing: code" in page


def test_everybody_on_all_pages_is_reminded_by_one_press(staff, call, monkeypatch):
    monkeypatch.setattr("conference.proposals.portal.admin.reminding.PER_PAGE", 1)
    accepted(call)
    accepted(call)

    page = staff.get(matrix(call.edition, "remind/")).content.decode()
    staff.post(matrix(call.edition, "remind/"), {"key": "all", "everybody": "on"})

    assert "Send to all 2" in page
    assert Letter.objects.filter(kind="tasks").count() == 2


def test_ticking_nobody_sends_nothing(staff, call):
    accepted(call)

    assert staff.post(matrix(call.edition, "remind/"), {"key": "one"}).status_code == 422


def test_an_edition_without_a_call_works_too(staff):
    speaker = entered(bio="")

    staff.post(matrix(speaker.edition, "remind/"), {"key": "one", "send": [str(speaker.pk)]})

    assert Letter.objects.get().dispatch.call is None
    assert names(staff, speaker.edition) == [speaker.name]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_it_shows_is_exported_with_a_reason(staff, call, kind):
    accepted(call, person=part(name="Ana Ruiz"))
    address = matrix(call.edition, "export/")

    assert staff.post(address, {"kind": kind}).status_code == 422
    answer = staff.post(address, {"kind": kind, "reason": "printing"})

    assert AuditEntry.objects.get(action="speaker-tasks.exported").reason == "printing"
    if kind == "csv":
        assert "Ana Ruiz,open,done,open,done,done,open," in answer.content.decode()


def test_it_leads_to_the_current_edition(staff, call):
    assert staff.get("/admin/conference/speaker-tasks/")["Location"] == matrix(call.edition)
