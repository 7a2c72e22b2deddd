"""The quiz as a browser meets it: tabs, clocks, ended sessions; without scripts, and as the script asks."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from factories.people import UserFactory
from factories.quizzes import examined, learner_of, long_ago, put_back
from factories.training import question

from training.courses.models import Quiz
from training.courses.services import publish_course
from training.progress.handing_in import hand_in
from training.quizzes.models import Attempt
from training.quizzes.services import save_answers, start_attempt

pytestmark = pytest.mark.django_db
SCRIPT = {"accept": "application/json"}


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def begun(user, **course):
    """Return the open attempt of a new course and its address."""
    attempt = start_attempt(enrollment=learner_of(examined(**course), user))
    return attempt, f"/my/courses/attempts/{attempt.public_id}/"


def page(client, address):
    return client.get(address).content.decode()


def form_of(html, **answers):
    """Return what a browser would send of this page: its marks, what is checked, and these answers instead."""
    fields = dict(re.findall(r'name="(was-[^"]+)" value="([^"]*)"', html))
    checked = re.findall(r'name="(q-[^"]+)" value="([^"]*)" checked', html)
    typed = re.findall(r'<input type="text" id="[^"]+" name="(q-[^"]+)" value="([^"]*)"', html)
    return fields | dict(checked) | dict(typed) | {f"q-{code}": value for code, value in answers.items()}


def answers_of(attempt):
    attempt.refresh_from_db()
    return {code: given[0] for code, given in attempt.answers.items()}


def test_two_tabs_save_what_each_changed_and_the_last_one_counts(client, learner):
    attempt, address = begun(learner)
    first = second = page(client, address)

    client.post(address, {**form_of(first, Q1="A", Q2="A"), "save": "1"})
    client.post(address, {**form_of(second, Q2="B", Q3="C"), "save": "1"})
    assert answers_of(attempt) == {"Q1": "A", "Q2": "B", "Q3": "C"}

    client.post(address, {**form_of(first, Q4="A"), "submit": "1"})
    client.post(address, {**form_of(second, Q1="B"), "submit": "1", "sure": "on"})
    attempt.refresh_from_db()
    assert (attempt.points, answers_of(attempt)["Q1"]) == (2, "A")
    assert Attempt.objects.count() == 1
    assert "Result of attempt 1" in page(client, address)


def test_a_ticked_box_can_be_taken_back_and_pressing_twice_is_one_attempt(client, learner):
    attempt, address = begun(learner)
    quiz_page = f"/my/courses/{attempt.enrollment.public_id}/quiz/"
    assert client.post(quiz_page).url == client.post(quiz_page).url == address
    client.post(address, {**form_of(page(client, address), Q1="A"), "save": "1"})
    fields = form_of(page(client, address))
    del fields["q-Q1"]
    client.post(address, {**fields, "save": "1"})
    assert answers_of(attempt) == {}


def test_the_script_saves_and_is_told_what_is_saved(client, learner):
    attempt, address = begun(learner)
    fields = form_of(page(client, address), Q1="A")
    told = client.post(address, fields, headers=SCRIPT).json()
    assert told["saved"].startswith("Saved at")

    client.post(address, {**fields, **{f"was-{code}": mark for code, mark in told["was"].items()}, "q-Q1": "B"},
                headers=SCRIPT)  # fmt: skip
    assert answers_of(attempt) == {"Q1": "B"}
    hand_in(attempt=attempt)
    assert client.post(address, fields, headers=SCRIPT).status_code == 409


def test_typed_answers_are_kept_as_typed_and_a_word_is_no_number(client, learner):
    attempt, address = begun(learner, typed=True, questions=1)
    answer = client.post(address, {**form_of(page(client, address), Q1="A", S1="TARASOFF", N1="two & a half")})
    html = answer.content.decode()
    assert (answer.status_code, attempt.submitted_at) == (422, None)
    assert "1 question has no answer yet" in html
    assert 'value="two &amp; a half"' in html
    assert "This is no number." in html

    client.post(address, form_of(html, N1="3,0"))
    attempt.refresh_from_db()
    assert (attempt.points, attempt.possible, attempt.passed) == (3, 3, True)


def test_time_that_is_over_ends_the_attempt_at_the_next_look(client, learner):
    attempt, address = begun(learner, time_limit_minutes=30)
    html = page(client, address)
    assert "Your time ends at" in html
    save_answers(attempt=attempt, answers={"Q1": ["A"]})
    put_back(attempt, minutes=32)

    assert "Not passed" in page(client, address)
    attempt.refresh_from_db()
    assert (attempt.points, attempt.late_answers) == (1, {})


@pytest.mark.parametrize("button", ["save", "submit"])
def test_answers_after_the_time_are_kept_and_said_not_to_count(client, learner, button):
    attempt, address = begun(learner, time_limit_minutes=30)
    fields = form_of(page(client, address), Q1="A")
    put_back(attempt, minutes=32)
    html = client.post(address, {**fields, button: "1"}, follow=True).content.decode()
    attempt.refresh_from_db()
    assert (attempt.points, attempt.answers, attempt.late_answers) == (0, {}, {"Q1": ["A"]})
    assert "does not count" in html


def test_a_session_that_ended_loses_no_answer_without_scripts(client, learner):
    attempt, address = begun(learner)
    fields = form_of(page(client, address), Q1="A", Q2="B")
    client.logout()

    answer = client.post(address, {**fields, "submit": "1"})
    assert (answer.status_code, answers_of(attempt)) == (401, {})
    assert f"?next={address}" in answer.content.decode()
    assert '"Q1"' not in str(dict(client.session)), "what is kept is encrypted"
    assert client.post(address, fields, headers=SCRIPT).status_code == 401

    client.force_login(learner)
    html = page(client, address)
    assert "while you were signed out is saved" in html
    assert answers_of(attempt) == {"Q1": "A", "Q2": "B"}
    assert "while you were signed out" not in page(client, address)


def test_a_form_of_an_earlier_session_is_shown_again_and_saves_nothing(learner):
    attempt, address = begun(learner)
    tab = Client(enforce_csrf_checks=True)
    tab.force_login(learner)
    fields = form_of(page(tab, address), Q1="A") | {"csrfmiddlewaretoken": "x" * 64, "save": "1"}

    again = tab.post(address, fields)
    assert (again.status_code, answers_of(attempt)) == (403, {})
    html = again.content.decode()
    assert "nothing was saved yet" in html
    assert tab.post(address, fields, headers=SCRIPT).status_code == 403
    foreign = tab.post(address, fields, headers={"origin": "https://elsewhere.example"})
    assert (foreign.status_code, "nothing was saved yet" in foreign.content.decode()) == (403, False)

    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]
    tab.post(address, {**form_of(html), "csrfmiddlewaretoken": token, "save": "1"})
    assert answers_of(attempt) == {"Q1": "A"}
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(address, fields).status_code == 403


def test_kept_answers_go_to_nobody_elses_attempt(client, learner):
    attempt, address = begun(learner)
    fields = form_of(page(client, address), Q1="A")
    client.logout()
    client.post(address, fields)
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    assert answers_of(attempt) == {}
    unknown = Client().post("/my/courses/attempts/unknown/", {"q-Q1": "A"})
    assert unknown.status_code == 401, "nobody learns which attempts there are"
    assert Client().post(address, {"q-Q1": "x" * 300_000}).content.decode().count("too long") == 1


def test_a_course_published_anew_during_an_attempt_changes_nothing_in_it(client, learner):
    attempt, address = begun(learner)
    course = attempt.enrollment.course
    course.questions.all().delete()
    Quiz.objects.update(pass_percent=100, time_limit_minutes=1)
    course.questions.create(code="NEW", kind="single", stem="New?", choices=question()["choices"], answer=["B"])
    publish_course(course=course, actor=None)

    html = page(client, address)
    assert "What about Q1?" in html
    assert "New?" not in html
    client.post(address, form_of(html, Q1="A", Q2="A", Q3="A", Q4="B"))
    attempt.refresh_from_db()
    assert (attempt.points, attempt.passed) == (3, True)


def test_the_policy_decides_what_the_result_shows(client, learner):
    attempt, address = begun(learner, max_attempts=2, show_score="never", show_right="at_end", show_key="at_end",
                             explain="never")  # fmt: skip
    hand_in(attempt=attempt, answers={"Q1": ["B"]})
    first = page(client, address)
    assert ("of 4 points" in first, "Right:" in first, ">wrong<" in first) == (False, False, False)
    long_ago(attempt.enrollment)
    hand_in(attempt=start_attempt(enrollment=attempt.enrollment))
    last = page(client, address)
    assert ("of 4 points" in last, "Right:" in last, ">wrong<" in last) == (False, True, True)
    assert "Because of" not in last


def test_feedback_during_the_attempt_is_for_what_is_answered(client, learner):
    attempt, address = begun(learner, explain="during", show_right="during")
    save_answers(attempt=attempt, answers={"Q1": ["B"]})
    html = page(client, address)
    assert [code for code in ("Q1", "Q2") if f"Because of {code}" in html] == ["Q1"]


def test_times_are_those_of_the_learners_own_zone(client, learner):
    attempt, _address = begun(learner)
    hand_in(attempt=attempt)
    quiz_page = f"/my/courses/{attempt.enrollment.public_id}/quiz/"
    assert "America/Los_Angeles" in page(client, quiz_page)
    assert client.post("/my/courses/time-zone/", {"zone": "Mars/Base"}).status_code == 422
    client.post("/my/courses/time-zone/", {"zone": "Asia/Tokyo"})
    html = page(client, quiz_page)
    assert "Times are those of Asia/Tokyo" in html
    assert "JST" in html
    assert timezone.get_current_timezone_name() == "America/Los_Angeles"
