"""Learners in a quiz: answers that the page's script saves, and three hundred who hand in at the same second."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from benchmarks.board import signed
from benchmarks.buying import browser
from benchmarks.load import Shot, request
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.accounts.models import User
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.progress.models import LessonProgress
from training.quizzes.models import Attempt

COURSE = "TMU-101"
SAVERS, SAVES = 20, 600
# A sixth of them warm the server up.
CROWD = 360


def _learners(number: int, prefix: str) -> list[tuple[Any, Attempt]]:
    """Return so many browsers, each of somebody else with an open attempt."""
    course = Course.objects.select_related("current").get(code=COURSE)
    now = timezone.now()
    found = []
    for place in range(number):
        user = User.objects.create_user(f"{prefix}-{place}-{now:%H%M%S%f}@bench.example")
        enrollment = Enrollment.objects.create(
            user=user, course=course, version=course.current, expires_at=now + timedelta(days=90)
        )
        LessonProgress.objects.bulk_create(
            LessonProgress(enrollment=enrollment, code=lesson["code"], done_at=now) for lesson in course.current.lessons
        )
        client = browser()
        client.force_login(user)
        found.append((client, Attempt.objects.create(enrollment=enrollment, number=1, seed=place)))
    return found


def _path(attempt: Attempt) -> str:
    return f"/my/courses/attempts/{attempt.public_id}/"


def _answers(attempt: Attempt, number: int) -> dict[str, str]:
    """Return another answer to each question with every number."""
    questions = (attempt.enrollment.version.quiz or {})["questions"]
    return {f"q-{item['code']}": item["choices"][number % len(item["choices"])]["id"] for item in questions}


def saves(world: Any) -> list[Shot]:
    """Save answers again and again, as the script does while somebody works."""
    learners = []
    for client, attempt in _learners(SAVERS, "saver"):
        client.get(_path(attempt))
        learners.append((signed(client) | {"Accept": "application/json"}, attempt))
    shots = []
    for number in range(SAVES):
        headers, attempt = learners[number % SAVERS]
        body = urlencode(_answers(attempt, number // SAVERS)).encode()
        shots.append(request("POST", _path(attempt), port=world.port, headers=headers, body=body))
    return shots


def save_queries(world: Any) -> int:
    """Count the queries of one save; beginning and ending a transaction are none."""
    ((client, attempt),) = _learners(1, "counted")
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(_path(attempt), _answers(attempt, 1), headers={"accept": "application/json"})
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return len([query for query in queries if not query["sql"].startswith(("BEGIN", "COMMIT"))])


def hand_ins(world: Any) -> list[Shot]:
    """Let everybody hand in once."""
    shots = []
    for client, attempt in _learners(CROWD, "crowd"):
        client.get(_path(attempt))
        body = urlencode({**_answers(attempt, attempt.pk), "sure": "on"}).encode()
        shots.append(request("POST", _path(attempt), port=world.port, headers=signed(client), body=body, status=302))
    return shots


def nothing_lost() -> None:
    """Look whether everybody of the crowd has handed in what they answered."""
    crowd = Attempt.objects.filter(enrollment__user__email__startswith="crowd-")
    for attempt in crowd.select_related("enrollment__version"):
        given = {f"q-{code}": answer[0] for code, answer in attempt.answers.items()}
        if attempt.submitted_at is None or given != _answers(attempt, attempt.pk):
            raise SystemExit(f"attempt {attempt.pk} of the crowd lost an answer")


def hand_in_queries(world: Any) -> int:
    """Count the queries of one hand-in, the completion of the course and the audit included."""
    ((client, attempt),) = _learners(1, "counted")
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(_path(attempt), {**_answers(attempt, 0), "sure": "on"})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return len([query for query in queries if not query["sql"].startswith(("BEGIN", "COMMIT"))])
