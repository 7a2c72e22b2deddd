"""`/my/speaking/`: what a speaker finds, and what they do not find before it was announced."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.conference import AppearanceFactory, EditionFactory, SessionFactory, SpeakerFactory
from factories.deciding import accepted, decided, lead, place, ready_call, tell
from factories.people import UserFactory
from factories.proposals import author, part, submitted

from conference.agenda.models import Session
from conference.agenda.services.publishing import publish
from conference.proposals.answers.services import confirm, withdraw
from conference.proposals.checklist import Task
from conference.proposals.portal.models import TaskDue, Waiver
from conference.proposals.services.deciding import decide_proposal
from conference.speakers.models import Speaker
from conference.speakers.profile import true_profile

pytestmark = pytest.mark.django_db
ADDRESS = "/my/speaking/"


@pytest.fixture
def call():
    return ready_call()


@pytest.fixture
def user(client):
    made = UserFactory(email="ana@example.org")
    client.force_login(made)
    return made


@pytest.fixture
def by(user):
    return author("ana@example.org", user)


def text(client, address=ADDRESS):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def states(client):
    """What the table of tasks says."""
    rows = re.findall(r'<th scope="row".*?>(.*?)</th>.*?status--\w+">(.*?)</span>', text(client), re.DOTALL)
    return dict(rows)


def screen(speaker, task):
    return f"{ADDRESS}{speaker.edition.year}/{speaker.code.lower()}/{task}/"


def entered(user, **values):
    """Somebody whom the organizers entered, and whose account stands with them."""
    return SpeakerFactory(user=user, **values)


def test_a_stranger_signs_in_first(client):
    assert client.get(ADDRESS)["Location"].startswith("/account/login/")


def test_somebody_who_does_not_speak_finds_nothing(client, user):
    assert "Nothing here yet" in text(client)


def test_a_silent_acceptance_shows_nothing(client, user, call, by):
    decided(call, by=by, title="Not told yet")
    Speaker.objects.update(user=user)

    assert "Nothing here yet" in text(client)
    assert "Not told yet" not in text(client)
    assert "/my/speaking/" not in text(client, "/my/")
    assert client.get(screen(Speaker.objects.select_related("edition").get(), "biography")).status_code == 404


def test_accepted_speakers_find_session_and_tasks(client, call, by):
    proposal = accepted(call, by=by, title="Letters that stop")

    found = text(client)

    assert "Letters that stop" in found
    assert f"/proposals/{proposal.public_id}/answer/" in found
    assert "its time is not settled yet" in found
    assert "/my/speaking/" in text(client, "/my/")
    assert states(client) == {
        "Confirm that you present": "open",
        "Biography": "done",
        "Picture": "open",
        "Disclosure of interests": "done",
        "Learning objectives": "done",
        "Technical needs": "open",
    }


def test_a_planned_time_is_told_as_planned_and_a_published_one_stays_until_the_next_version(client, call, by):
    proposal = accepted(call, by=by)
    place(proposal.session)
    assert "Planned; it may still change." in text(client)
    Session.objects.update(status="confirmed")
    publish(edition=call.edition, actor=None)
    assert "10:00" in text(client)

    Session.objects.update(starts_at=timezone.datetime(2027, 8, 9, 15, tzinfo=call.edition.zone),
                           ends_at=timezone.datetime(2027, 8, 9, 16, tzinfo=call.edition.zone))  # fmt: skip

    found = text(client)
    assert "10:00" in found
    assert "15:00" not in found
    assert "may still change" not in found


def test_an_unpublished_session_of_somebody_who_was_entered_is_not_told(client, user):
    speaker = entered(user)
    session = SessionFactory(edition=speaker.edition, title="Keynote in the making")
    AppearanceFactory(session=session, speaker=speaker)

    before = text(client)
    publish(edition=speaker.edition, actor=None)

    assert "Keynote in the making" not in before
    assert "appear here once they are announced" in before
    assert "Keynote in the making" in text(client)


def test_who_withdrew_has_nothing_to_do_there(client, call, by):
    proposal = accepted(call, by=by)
    withdraw(person=lead(proposal), actor=None)

    found = text(client)

    assert "Do it" not in found or proposal.public_id not in found


def test_whoever_was_entered_by_staff_says_first_who_they_are(client, call, by):
    proposal = submitted(call, by)
    proposal.presenters.update(filled_at=None, consented_at=None)
    decide_proposal(proposal=proposal, decision="accepted", actor=None)
    tell(proposal)

    assert "Say who you are and whether you come" in text(client)
    assert f"/proposals/{proposal.public_id}/answer/" in text(client)


def test_due_days_and_waivers_show(client, call, by):
    accepted(call, by=by)
    TaskDue.objects.create(edition=call.edition, task=Task.AV, last_day=date(2026, 1, 2))
    TaskDue.objects.create(edition=call.edition, task=Task.BIOGRAPHY, last_day=date(2026, 1, 2))
    Waiver.objects.create(speaker=Speaker.objects.get(), task=Task.HEADSHOT, reason="telephone")

    found = states(client)

    assert (found["Technical needs"], found["Biography"], found["Picture"]) == ("overdue", "done", "waived")
    assert "Jan. 2, 2026" in text(client)


def test_confirming_is_done_once_it_is_answered(client, call, by):
    proposal = accepted(call, by=by)

    confirm(person=lead(proposal), actor=None)

    assert states(client)["Confirm that you present"] == "done"


def test_a_picture_is_not_asked_of_whoever_publishes_none(client, call, by):
    accepted(call, by=by, person=part(publish_photo=False))

    assert "Picture" not in states(client)


def test_tasks_are_done_on_their_screens(client, call, by):
    accepted(call, by=by, person=part(bio=""), objectives=[])
    speaker = Speaker.objects.select_related("edition", "identity").get()
    session = Session.objects.get()
    Session.objects.update(ce_minutes=60)
    assert states(client)["Learning objectives"] == "open"

    said = [
        client.post(screen(speaker, "biography"), {"bio": "Ana Ruiz teaches."}),
        client.post(screen(speaker, "disclosure"), {"disclosure": "None"}),
        client.post(screen(speaker, "av"), {"needs": "", "nothing": "on"}),
        client.post(
            f"{screen(speaker, 'objectives')}{session.slug}/",
            {"objectives": "Name one\n\nApply two", "revision": Session.objects.get().revision},
        ),
    ]

    assert [answer.status_code for answer in said] == [302] * 4
    speaker.refresh_from_db()
    assert speaker.bio == "Ana Ruiz teaches."
    assert Session.objects.get().learning_objectives == ["Name one", "Apply two"]
    assert {state for task, state in states(client).items() if task not in ("Picture", "Confirm that you present")} == {
        "done"
    }


@pytest.mark.parametrize(
    ("task", "typed", "said"),
    [
        ("biography", {"bio": "word " * 151}, "1 word too many"),
        ("biography", {"bio": ""}, "This field is required"),
        ("disclosure", {"disclosure": "word " * 110}, "10 words too many"),
        ("av", {"needs": ""}, "or that you need nothing more"),
    ],
)
def test_what_cannot_be_taken_is_said_and_not_lost(client, user, task, typed, said):
    speaker = entered(user)

    answer = client.post(screen(speaker, task), typed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert next(iter(typed.values())).strip() in answer.content.decode()


def test_objectives_changed_meanwhile_are_shown_beside(client, call, by):
    accepted(call, by=by)
    speaker, session = Speaker.objects.select_related("edition").get(), Session.objects.get()
    Session.objects.update(revision=session.revision + 1, learning_objectives=["Theirs"])
    address = f"{screen(speaker, 'objectives')}{session.slug}/"

    answer = client.post(address, {"objectives": "Mine", "revision": session.revision})
    page = answer.content.decode()
    again = client.post(address, {"objectives": "Mine", "revision": session.revision + 1})

    assert (answer.status_code, again.status_code) == (409, 302)
    assert "Theirs" in page
    assert "Mine" in page
    assert Session.objects.get().learning_objectives == ["Mine"]


def test_the_biography_of_a_withheld_speaker_goes_into_their_identity(client, user):
    speaker = entered(user, name="", title="", organization="", bio="", publish_name=False, publish_organization=False,
                      withheld=True, public_label="Name withheld")  # fmt: skip

    client.post(screen(speaker, "biography"), {"bio": "Canarina teaches."})

    stored = Speaker.objects.select_related("identity").get()
    assert (stored.bio, true_profile(stored).bio) == ("", "Canarina teaches.")


def test_last_years_biography_is_offered(client, user):
    entered(
        user,
        edition=EditionFactory(year=2026, start_date=date(2026, 8, 10), end_date=date(2026, 8, 14)),
        bio="Said last year.",
    )
    now = entered(user, bio="")

    found = text(client, screen(now, "biography"))

    assert "Said last year." in found
    assert "This is what you said then" in found


@pytest.mark.parametrize("task", ["biography", "disclosure", "av", "headshot", "headshot/whole.jpg"])
def test_nobody_opens_the_screens_of_others(client, user, task):
    other = SpeakerFactory(user=UserFactory())

    assert client.get(screen(other, task).removesuffix("/") + ("" if "." in task else "/")).status_code == 404


def test_the_page_takes_the_same_queries_for_one_and_three_sessions(client, call, by, django_assert_num_queries):
    accepted(call, by=by)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as one:
        client.get(ADDRESS)
    accepted(call, by=by)
    accepted(call, by=by)

    with django_assert_num_queries(len(one)):
        client.get(ADDRESS)
