"""Evaluating on a phone, results for organizers, and what a speaker reads."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.badges import admitted
from factories.conference import AppearanceFactory, EditionFactory, SessionFactory, SpeakerFactory, TrackFactory
from factories.evaluations import QUESTIONS, EvaluationFormFactory, answered
from factories.people import UserFactory

from conference.agenda.models import Session
from conference.agenda.services.publishing import publish
from conference.evaluation.models import EvaluationAnswer, EvaluationForm
from conference.evaluation.results import results_of, together
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory(start_date=timezone.localdate() - timedelta(days=2))


@pytest.fixture
def form(edition):
    return EvaluationFormFactory(edition=edition)


@pytest.fixture
def session(edition):
    session = SessionFactory(edition=edition, code="B07", title="How we listen")
    publish(edition=edition, actor=None, note="")
    return session


@pytest.fixture
def attendee(edition, client):
    user = UserFactory()
    admitted(edition=edition, user=user)
    client.force_login(user)
    return user


def staff(client, role="organizer"):
    user = UserFactory(roles=[role])
    client.force_login(user)
    return user


def test_an_attendee_evaluates_a_session_once(client, edition, form, session, attendee):
    address = f"/my/evaluations/{edition.year}/B07/"
    assert address in client.get("/my/evaluations/").content.decode()

    answer = client.post(address, {"overall": "4", "use": ["at work"], "comment": "Good"}, follow=True)

    assert "kept without your name" in answer.content.decode()
    assert EvaluationAnswer.objects.get().values == {"overall": 4, "use": ["at work"], "comment": "Good"}
    assert "You have evaluated it" in client.post(address, {"overall": "1"}).content.decode()
    assert EvaluationAnswer.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(client, edition, form, session, attendee):
    answer = client.post(f"/my/evaluations/{edition.year}/B07/", {"overall": "9", "comment": "Long thoughts"})

    assert answer.status_code == 422
    assert "Long thoughts" in answer.content.decode()
    assert not EvaluationAnswer.objects.exists()


def test_whoever_was_signed_out_is_told_that_nothing_is_lost(client, edition, form, session):
    answer = client.post(f"/my/evaluations/{edition.year}/B07/", {"overall": "4"})

    assert answer.status_code == 401
    assert "Sign in again" in answer.content.decode()


def test_nobody_without_a_place_evaluates(client, edition, form, session):
    client.force_login(UserFactory())

    assert client.get(f"/my/evaluations/{edition.year}/B07/").status_code == 404


def test_a_session_opens_a_while_after_its_beginning(client, edition, form, attendee):
    soon = timezone.now() + timedelta(minutes=5)
    SessionFactory(edition=edition, code="B08", starts_at=soon, ends_at=soon + timedelta(hours=1))
    publish(edition=edition, actor=None, note="")

    page = client.post(f"/my/evaluations/{edition.year}/B08/", {"overall": "4"})

    assert "It can be evaluated from" in page.content.decode()
    assert not EvaluationAnswer.objects.exists()


def test_four_answers_are_held_back_and_five_are_shown(client, edition, form, session):
    staff(client)
    answered(form, session, *({"overall": 4, "comment": f"Comment {n}"} for n in range(4)))
    page = client.get(f"/admin/conference/evaluations/{edition.year}/").content.decode()
    assert "Comment 1" not in page
    assert "Held back" in page

    answered(form, session, {"overall": 5, "comment": "Comment 4"})

    page = client.get(f"/admin/conference/evaluations/{edition.year}/").content.decode()
    assert "Comment 4" in page
    assert "Mean 4.20 of 5 answers" in page


def test_no_two_filters_differ_by_fewer_than_five(edition, form):
    track = TrackFactory(edition=edition)
    full, thin = (SessionFactory(edition=edition, track=track) for _number in range(2))
    answered(form, full, *({"overall": 5} for _number in range(5)))
    answered(form, thin, *({"overall": 1} for _number in range(3)))

    whole = together(results_of(edition, Session.objects.filter(track=track)))

    assert whole is not None
    assert (whole.answers, whole.questions[0].mean) == (5, 5)


def test_once_it_is_closed_the_last_answers_are_shown_too(edition, form, session):
    answered(form, session, *({"overall": 3} for _number in range(7)))
    assert [item.answers for item in results_of(edition)] == [5]

    EvaluationForm.objects.update(closes_on=edition.today() - timedelta(days=1))

    assert [item.answers for item in results_of(edition)] == [7]


def test_a_speaker_reads_of_their_own_sessions_alone(client, edition, form, session):
    user = UserFactory()
    AppearanceFactory(session=session, speaker=SpeakerFactory(edition=edition, user=user))
    other = SessionFactory(edition=edition, public_title="Somebody else's")
    for item in (session, other):
        answered(form, item, *({"overall": 4, "comment": f"About {item.code}"} for _number in range(5)))
    client.force_login(user)

    page = client.get("/my/evaluations/speaking/").content.decode()

    assert "About B07" in page
    assert f"About {other.code}" not in page
    assert "Somebody else" not in page


def test_a_speaker_of_four_answers_reads_none(client, edition, form, session):
    user = UserFactory()
    AppearanceFactory(session=session, speaker=SpeakerFactory(edition=edition, user=user))
    answered(form, session, *({"overall": 4, "comment": "Words"} for _number in range(4)))
    client.force_login(user)

    page = client.get("/my/evaluations/speaking/").content.decode()

    assert "Words" not in page
    assert "Not enough answers yet" in page


def test_the_export_has_sums_and_wants_a_reason(client, edition, form, session):
    staff(client)
    answered(form, session, *({"overall": 4, "comment": "=1+1"} for _number in range(5)))
    address = f"/admin/conference/evaluations/{edition.year}/export/"
    assert client.post(address, {"kind": "csv"}).status_code == 422

    table = client.post(address, {"kind": "csv", "reason": "for the committee"}).content.decode("utf-8-sig")

    assert "B07,How we listen,Overall,4,5" in table
    assert "'=1+1" in table
    assert AuditEntry.objects.filter(action="evaluations.exported", reason="for the committee").exists()


@pytest.mark.parametrize(("role", "status"), [("programme", 200), ("registration", 302), ("finance", 302)])
def test_only_organizers_and_the_committee_read_results(client, edition, form, role, status):
    staff(client, role)

    assert client.get(f"/admin/conference/evaluations/{edition.year}/").status_code == status


def posted(*rows, **fields):
    """The questions as their form sends them."""
    data = {"opens_after": "20", "closes_on": "2031-01-01", "form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-{name}": value for name, value in row.items()}
    return {**data, **fields}


def test_changed_questions_with_answers_become_a_new_version(client, edition, form, session):
    staff(client)
    answered(form, session, {"overall": 4})
    address = f"/admin/conference/evaluations/{edition.year}/session/"

    answer = client.post(address, posted({"text": "Was it new?", "kind": "single", "options": "yes\nno"}))

    assert answer.status_code == 302
    versions = EvaluationForm.objects.order_by("version")
    assert [(row.version, row.replaced_at is None) for row in versions] == [(1, False), (2, True)]
    assert versions[0].questions == QUESTIONS
    assert versions[1].questions == [
        {"code": "q1", "kind": "single", "text": "Was it new?", "options": ["yes", "no"], "to_speaker": False}
    ]


def test_questions_that_cannot_be_asked_are_refused_in_words(client, edition, form):
    staff(client)
    address = f"/admin/conference/evaluations/{edition.year}/session/"

    lonely = client.post(address, posted({"text": "Which?", "kind": "single", "options": "one"}))
    empty = client.post(address, posted({"text": "", "kind": "scale"}))

    assert (lonely.status_code, empty.status_code) == (422, 422)
    assert "needs two different choices" in lonely.content.decode()
    assert "Write one question at least" in empty.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_results_take_a_fixed_number_of_queries(edition, form, number, django_assert_num_queries):
    for _number in range(number):
        answered(form, SessionFactory(edition=edition), *({"overall": 4} for _answer in range(5)))

    with django_assert_num_queries(3):
        assert len(results_of(edition)) == number
