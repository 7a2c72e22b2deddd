"""A learner's way: enrol, read, be examined, complete; by forms alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.people import ClearanceFactory, UserFactory
from factories.training import catalogue, make_course, module, question

from training.courses.loading.services import load_training
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.enrollment.services import NotEnrolled, enroll
from training.pages.services import build
from training.questions.drawing import paper
from training.quizzes.models import Attempt
from training.quizzes.services import HandedIn, NoAttempt, save_answers, start_attempt, submit_attempt

pytestmark = pytest.mark.django_db
FOUR = [question(f"Q{n}") for n in range(1, 5)]


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def address(enrollment, rest=""):
    return f"/my/courses/{enrollment.public_id}/{rest}"


def read_all(client, enrollment):
    for lesson in enrollment.version.lessons:
        answer = client.post(address(enrollment, f"lessons/{lesson['code']}/"))
    return answer


def answers(right, of=4):
    return {f"q-Q{n}": "A" if n <= right else "B" for n in range(1, of + 1)}


def begin(client, enrollment):
    client.post(address(enrollment, "quiz/"))
    return Attempt.objects.filter(enrollment=enrollment).last()


def test_from_the_catalogue_to_completion_failed_once(client, learner):
    course = make_course(questions=FOUR)
    page = client.get("/training/c1/")
    assert "Begin" in page.content.decode()

    client.post("/training/c1/join/")
    own = Enrollment.objects.get(user=learner)
    assert client.get(address(own, "lessons/L1/")).status_code == 200
    answer = client.post(address(own, "lessons/L1/"))
    assert answer.url == address(own, "lessons/L2/")
    answer = client.post(address(own, "lessons/L2/"))
    assert answer.url == address(own, "quiz/")

    first = begin(client, own)
    client.post(f"/my/courses/attempts/{first.public_id}/", answers(right=2))
    first.refresh_from_db()
    assert (first.points, first.possible, first.passed) == (2, 4, False)
    assert "Not passed" in client.get(f"/my/courses/attempts/{first.public_id}/").content.decode()
    assert begin(client, own) == first, "thirty minutes have to pass"

    Attempt.objects.update(submitted_at=timezone.now() - timedelta(minutes=31))
    second = begin(client, own)
    client.post(f"/my/courses/attempts/{second.public_id}/", answers(right=3))
    own.refresh_from_db()
    assert own.completed_at is not None
    assert course.current == own.version


def test_the_quiz_waits_for_the_lessons(client, learner):
    own = enroll(user=learner, course=make_course(), actor=None)
    assert client.post(address(own, "quiz/")).status_code == 409
    assert not own.attempts.exists()


def test_the_key_is_not_in_the_paper(client, learner):
    own = enroll(user=learner, course=make_course(questions=FOUR), actor=None)
    read_all(client, own)
    html = client.get(f"/my/courses/attempts/{begin(client, own).public_id}/").content.decode()
    assert "What about Q1?" in html
    assert "Because of" not in html


def test_saved_answers_are_there_on_another_device(client, learner):
    own = enroll(user=learner, course=make_course(questions=FOUR), actor=None)
    read_all(client, own)
    attempt = begin(client, own)
    client.post(f"/my/courses/attempts/{attempt.public_id}/", {"q-Q1": "B", "save": "1"})
    html = client.get(f"/my/courses/attempts/{attempt.public_id}/").content.decode()
    assert 'name="q-Q1" value="B" checked' in html


def test_open_questions_are_asked_about_before_anything_is_graded(client, learner):
    own = enroll(user=learner, course=make_course(questions=FOUR), actor=None)
    read_all(client, own)
    attempt = begin(client, own)
    answer = client.post(f"/my/courses/attempts/{attempt.public_id}/", {"q-Q1": "A"})
    attempt.refresh_from_db()
    assert (answer.status_code, attempt.submitted_at, attempt.answers) == (422, None, {"Q1": ["A"]})
    assert "3 questions have no answer yet" in answer.content.decode()

    client.post(f"/my/courses/attempts/{attempt.public_id}/", {"q-Q1": "A", "sure": "on"})
    attempt.refresh_from_db()
    assert (attempt.points, attempt.passed) == (1, False)


def test_the_first_hand_in_counts(client, learner):
    own = enroll(user=learner, course=make_course(questions=FOUR), actor=None)
    read_all(client, own)
    attempt = begin(client, own)
    submit_attempt(attempt=attempt, answers={"Q1": ["A"]})
    with pytest.raises(HandedIn):
        submit_attempt(attempt=attempt, answers={f"Q{n}": ["A"] for n in range(1, 5)})
    with pytest.raises(HandedIn):
        save_answers(attempt=attempt, answers={})
    answer = client.post(f"/my/courses/attempts/{attempt.public_id}/", answers(right=4))
    attempt.refresh_from_db()
    assert (answer.status_code, attempt.points) == (302, 1)


def test_attempts_are_used_up(learner):
    own = enroll(user=learner, course=make_course(questions=FOUR), actor=None)
    for _ in range(3):
        submit_attempt(attempt=start_attempt(enrollment=own), answers={})
        Attempt.objects.update(submitted_at=timezone.now() - timedelta(hours=1))
    with pytest.raises(NoAttempt):
        start_attempt(enrollment=own)


def test_beginning_twice_is_one_attempt(learner):
    own = enroll(user=learner, course=make_course(questions=FOUR), actor=None)
    assert start_attempt(enrollment=own) == start_attempt(enrollment=own)


def test_a_new_version_changes_nothing_for_who_is_inside(client, learner):
    own = enroll(user=learner, course=make_course(questions=FOUR), actor=None)
    read_all(client, own)
    attempt = begin(client, own)
    load_training(catalogue(module(questions=[question(f"Q{n}", answer="B") for n in range(1, 5)])))
    client.post(f"/my/courses/attempts/{attempt.public_id}/", answers(right=4))
    own.refresh_from_db()
    assert (own.version.number, own.course.current.number) == (1, 2)
    assert own.completed_at is not None


def test_the_same_seed_draws_the_same_paper():
    quiz = {"shuffle_questions": True, "shuffle_choices": True,
            "questions": [{"code": f"Q{n}", "kind": "single", "choices": [{"id": c} for c in "ABCD"]}
                          for n in range(20)]}  # fmt: skip
    assert paper(quiz, 7) == paper(quiz, 7)
    assert paper(quiz, 7) != paper(quiz, 8)
    assert sorted(item["code"] for item in paper(quiz, 7)) == sorted(item["code"] for item in quiz["questions"])


def test_prerequisites_and_audience_hold():
    load_training(catalogue(module(), module("C2", prerequisites=["C1"]), module("C3", audience="sworn_only")))
    user = UserFactory()
    with pytest.raises(NotEnrolled, match="C1"):
        enroll(user=user, course=Course.objects.get(code="C2"), actor=None)
    with pytest.raises(NotEnrolled):
        enroll(user=user, course=Course.objects.get(code="C3"), actor=None)
    ClearanceFactory(email=user.email, kind="sworn")
    cleared = type(user).objects.get(pk=user.pk)
    assert enroll(user=cleared, course=Course.objects.get(code="C3"), actor=None)


def test_enrolling_twice_is_one_enrolment(learner):
    course = make_course()
    assert enroll(user=learner, course=course, actor=None) == enroll(user=learner, course=course, actor=None)


def test_nobody_reads_somebody_elses(client, learner):
    own = enroll(user=UserFactory(), course=make_course(questions=FOUR), actor=None)
    attempt = start_attempt(enrollment=own)
    for path in (address(own), address(own, "lessons/L1/"), address(own, "quiz/"),
                 f"/my/courses/attempts/{attempt.public_id}/"):  # fmt: skip
        assert client.get(path).status_code == 404
        assert client.post(path).status_code in {404, 405}


def test_time_that_is_over_ends_the_work(client, learner):
    own = enroll(user=learner, course=make_course(), actor=None)
    Enrollment.objects.update(expires_at=timezone.now() - timedelta(days=1))
    answer = client.post(address(own, "lessons/L1/"), follow=True)
    assert "The time for this course" in answer.content.decode()
    assert not own.lessons.exists()


def test_a_course_with_a_price_cannot_be_joined(client, learner):
    load_training(catalogue(module(), price=180))
    build()
    assert client.post("/training/c1/join/").status_code == 404
    assert "180" in client.get("/training/c1/").content.decode()


def test_the_catalogue_filters(client):
    load_training(catalogue(module(), module("C2", level="advanced", summary="About rare words")))
    build()
    everything = client.get("/training/").content.decode()
    assert "Course C1" in everything
    assert "Course C2" in everything
    assert "Course C1" not in client.get("/training/?level=advanced").content.decode()
    assert "Course C2" in client.get("/training/?q=rare").content.decode()
    assert "No course matches" in client.get("/training/?q=nothing-like-it").content.decode()
    assert "Course C2" not in client.get("/training/?delivery=cohort").content.decode()
    assert "Course C2" in client.get("/training/?delivery=self_paced&free=on&credit=none&path=none").content.decode()
    assert "2 courses of 2" in client.get("/training/?level=unheard-of").content.decode()


def test_a_course_says_by_when_it_is_reviewed_again_and_filters_know_schemes_and_paths(client):
    paths = [{"code": "P", "title": "Path", "modules": ["C2"]}]
    credit = {"minutes": 30, "credits": [{"code": "CTM", "delivery": "self_paced"}]}
    review = {"reviewed_on": "2025-11-30", "review_due_months": 3, "status": "reviewed", "legal_reviewer": "A. Counsel"}
    load_training(catalogue(module(ce=credit), module("C2", review=review), paths=paths))
    build()
    page = client.get("/training/c2/").content.decode()
    assert "Feb. 28, 2026" in page
    assert "overdue" in page
    assert "before any real use" in client.get("/training/c1/").content.decode()
    for query, shown, left_out in (("credit=CTM", "C1", "C2"), ("path=P", "C2", "C1")):
        html = client.get(f"/training/?{query}").content.decode()
        assert f"Course {shown}" in html
        assert f"Course {left_out}" not in html


def test_a_course_published_later_gets_its_page(django_capture_on_commit_callbacks):
    make_course()
    with django_capture_on_commit_callbacks(execute=True):
        load_training(catalogue(module(), module("C2")))
    assert Course.objects.get(code="C2").page.live
