"""Quizzes for tests: a course with every kind of question, and a learner who has read its lessons."""

from datetime import timedelta

from django.utils import timezone
from factories.people import UserFactory
from factories.training import make_course, question

from training.courses.models import Quiz
from training.courses.services import publish_course
from training.enrollment.services import enroll
from training.progress.services import finish_lesson
from training.questions.models import Question

TYPED = [
    {"code": "S1", "kind": "short", "stem": "Whose case?", "answer": ["Tarasoff"], "rules": {"fold": ["case"]}},
    {"code": "N1", "kind": "numeric", "stem": "How many?", "answer": ["2.5"], "rules": {"tolerance": "0.5"}},
]


def examined(questions=4, *, typed=False, code="C1", **rules):
    """Publish a course with so many questions and these rules of its quiz; return it."""
    course = make_course(code=code, questions=[question(f"Q{n}") for n in range(1, questions + 1)])
    if typed:
        for place, item in enumerate(TYPED):
            Question.objects.create(course=course, position=100 + place, **item)
    if rules:
        Quiz.objects.filter(course=course).update(**rules)
    if typed or rules:
        publish_course(course=course, actor=None)
    return course


def learner_of(course, user=None):
    """Return the enrolment of somebody who has read every lesson."""
    enrollment = enroll(user=user or UserFactory(), course=course, actor=None)
    for lesson in enrollment.version.lessons:
        finish_lesson(enrollment=enrollment, code=lesson["code"])
    return enrollment


def put_back(attempt, **span):
    """Let an attempt have begun, and its time end, so much earlier."""
    attempt.started_at -= timedelta(**span)
    attempt.due_at = attempt.due_at and attempt.due_at - timedelta(**span)
    attempt.save(update_fields=["started_at", "due_at"])
    return attempt


def long_ago(enrollment):
    """Let everything that was handed in have been so a day ago: no waiting time holds."""
    enrollment.attempts.exclude(submitted_at=None).update(submitted_at=timezone.now() - timedelta(days=1))
