"""A new version moves nobody by itself; the plan says what a move means, and the move erases nothing."""

import pytest
from factories.people import UserFactory
from factories.seats import coordinator, course_on_sale, free_seats
from factories.training import make_course, question

from core.audit.models import AuditEntry
from core.mail.models import OutboxMail
from people.roles import Role
from training.courses.services import publish_course
from training.enrollment.models import Enrollment
from training.enrollment.seats.assigning import accept_seat, assign_seat
from training.enrollment.seats.audit import check_assignments, check_balances
from training.enrollment.seats.models import SeatAssignment
from training.enrollment.services import enroll
from training.progress.moving import PlanIsOld, move_learners, plan_moves
from training.progress.notes import note_of, write_note
from training.progress.services import finish_lesson
from training.quizzes.services import start_attempt, submit_attempt

pytestmark = pytest.mark.django_db


def at_work(course, *codes):
    enrollment = enroll(user=UserFactory(), course=course, actor=None)
    for code in codes:
        finish_lesson(enrollment=enrollment, code=code)
    return enrollment


def republished(course):
    """Change the second lesson, and publish."""
    course.lessons.filter(code="L2").update(title="Second, better")
    publish_course(course=course, actor=None)
    course.refresh_from_db()
    return course


def moved(enrollment, course, number=2):
    return move_learners(course=course, number=number, enrollments=[enrollment.pk], reason="clearer", actor=None)


def test_the_plan_says_what_is_kept_and_done_again_and_the_move_does_it(client):
    course = make_course(lessons=["L1", "L2", "L3"])
    own = at_work(course, "L1", "L2")
    write_note(enrollment=own, code="L1", text="mine")
    republished(course)
    (plan,) = plan_moves(course)
    assert (plan.kept, plan.again, plan.new, plan.busy) == (("Lesson L1",), ("Second, better",), (), False)

    office = UserFactory(roles=[Role.TRAINING])
    client.force_login(office)
    page = client.get(f"/admin/training/moving/{course.pk}/").content.decode()
    assert "Second, better" in page
    assert client.post(f"/admin/training/moving/{course.pk}/", {"number": 2}).status_code == 422
    asked = {"number": 2, "reason": "clearer", "enrollments": own.pk}
    assert client.post(f"/admin/training/moving/{course.pk}/", {**asked, "number": 1}).status_code == 409
    client.post(f"/admin/training/moving/{course.pk}/", asked)

    after = Enrollment.objects.get(moved_from=own)
    own.refresh_from_db()
    assert (own.version.number, after.version.number, after.expires_at) == (1, 2, own.expires_at)
    assert sorted(after.lessons.values_list("code", flat=True)) == ["L1"]
    assert sorted(own.lessons.values_list("code", flat=True)) == ["L1", "L2"], "nothing is erased"
    assert note_of(after, "L1") == "mine"
    entry = AuditEntry.objects.get(action="enrollment.moved")
    assert (entry.reason, entry.actor, entry.changes["kept"]) == ("clearer", office, 1)
    assert plan_moves(course) == []

    client.force_login(own.user)
    answer = client.get(f"/my/courses/{own.public_id}/lessons/L2/", follow=True)
    assert answer.redirect_chain[-1][0] == f"/my/courses/{after.public_id}/"


def test_attempts_stay_pinned_and_a_passed_quiz_holds_while_it_is_the_same(client):
    course = make_course(questions=[question("Q1"), question("Q2")])
    own = at_work(course, "L1")
    attempt = submit_attempt(attempt=start_attempt(enrollment=own), answers={"Q1": ["A"], "Q2": ["A"]})
    republished(course)
    assert plan_moves(course)[0].quiz_kept
    assert moved(own, course) == 1
    after = Enrollment.objects.get(moved_from=own)
    for code in ("L1", "L2"):
        finish_lesson(enrollment=after, code=code)
    after.refresh_from_db()
    attempt.refresh_from_db()
    assert after.completed_at is not None
    assert (attempt.enrollment, attempt.points) == (own, 2)
    client.force_login(own.user)
    assert "2 of 2 points" in client.get(f"/my/courses/attempts/{attempt.public_id}/").content.decode()

    other = at_work(make_course(code="C2", questions=[question("Q1")]), "L1")
    submit_attempt(attempt=start_attempt(enrollment=other), answers={"Q1": ["A"]})
    other.course.questions.update(stem="Asked anew?")
    publish_course(course=other.course, actor=None)
    (plan,) = plan_moves(other.course)
    assert (plan.quiz_kept, plan.quiz_again) == (False, True)


def test_whoever_is_in_an_attempt_stays_and_an_old_plan_moves_nobody():
    course = make_course()
    own = at_work(course, "L1", "L2")
    start_attempt(enrollment=own)
    republished(course)
    assert plan_moves(course)[0].busy
    assert moved(own, course) == 0
    with pytest.raises(PlanIsOld):
        moved(own, course, number=1)


def test_a_seat_goes_along():
    user, agency = coordinator()
    course = course_on_sale(code="C9")
    free_seats(user, agency, course, 1)
    learner = UserFactory()
    seat = assign_seat(agency=agency, course=course, email=learner.email, name="Lee", actor=user)
    text = OutboxMail.objects.filter(kind="training.seat.invitation").latest("pk").text
    own = accept_seat(token=text.partition("/training/seats/")[2].partition("/")[0], user=learner)
    republished(course)
    assert moved(own, course) == 1
    after = Enrollment.objects.get(moved_from=own)
    assert SeatAssignment.objects.get(pk=seat.pk).enrollment == after
    assert [*check_balances(), *check_assignments()] == []


def test_the_plan_costs_the_same_for_one_and_three(django_assert_num_queries):
    for code, people in (("A1", 1), ("A3", 3)):
        course = make_course(code=code)
        for _n in range(people):
            at_work(course, "L1")
        republished(course)
        with django_assert_num_queries(5):
            assert len(plan_moves(course)) == people
