"""Learners and an agency to look at: courses, attempts, seats, runs, visits."""

from datetime import timedelta

from django.utils import timezone
from factories.cohorts import open_run
from factories.seats import coordinator, course_on_sale, free_seats
from factories.training import make_course
from factories.visits import asked_visit

from core.mail.models import OutboxMail
from training.courses.models import Course
from training.courses.releases.models import Release
from training.enrollment.seats.assigning import assign_seat
from training.enrollment.services import enroll
from training.pages.agency.files.services import ask_file
from training.pages.agency.matrix import Asked
from training.quizzes.granting import accommodate
from training.quizzes.models import ExtraAttempt
from training.quizzes.services import start_attempt, submit_attempt
from training.visits.deciding import approve_visit


def study(learner):
    """Let somebody take a course; return what addresses of training are filled with."""
    course = make_course(code="TMU-101")
    enrollment = enroll(user=learner, course=course, actor=None)
    release = Release.objects.create(course=course, content=course.current.content)
    accommodation = accommodate(user=learner, course=None, time=150, extra_attempts=0, reason="letter", actor=None)
    submit_attempt(attempt=start_attempt(enrollment=enrollment))
    question = course.questions.get()
    # A key that was corrected since, so that there is something to regrade.
    question.answer = ["B"]
    question.save()
    enrollment.attempts.update(submitted_at=timezone.now() - timedelta(days=1))
    return {
        "release": release.pk,
        "courses": course.pk,
        "accommodation": accommodation.pk,
        "extra_attempt": ExtraAttempt.objects.create(enrollment=enrollment, reason="alarm").pk,
        "version": enrollment.version_id,
        "questions": question.pk,
        "quizzes": course.quiz.pk,
        "enrollments": enrollment.pk,
        "enrollment": enrollment.public_id,
        "attempt": start_attempt(enrollment=enrollment).public_id,
    }


def coordinate(user):
    """Let somebody coordinate an agency that has given one of its seats; return what its addresses are filled with."""
    user, agency = coordinator(user=user)
    course = course_on_sale(code="TMU-102")
    lot = free_seats(user, agency, course, 2)
    seat = assign_seat(agency=agency, course=course, email="officer@agency.example", name="An officer", actor=user)
    invitation = OutboxMail.objects.filter(kind="training.seat.invitation").latest("pk")
    visit = asked_visit(of=(user, agency), course=course)
    approve_visit(visit=visit, host=user, place="Lobby", actor=user)
    cohort = open_run(Course.objects.get(code="TMU-101"), user)
    return {
        "report_file": ask_file(agency=agency, kind="progress", asked=Asked(), language="en", actor=user).public_id,
        "cohort": cohort.public_id,
        "cohort_pk": cohort.pk,
        "own_agency": agency.public_id,
        "visit": visit.public_id,
        "visit_pk": visit.pk,
        "visit_programme": visit.programme_id,
        "lot": lot.pk,
        "seat": seat.public_id,
        "seat_token": invitation.text.partition("/training/seats/")[2].partition("/")[0],
    }
