"""Training at volume: 10,000 learners, 50 courses, 500,000 rows of progress; and one agency of 400 in 30 courses.

Filling takes minutes, so it is done only where `TRAINING_VOLUME=1` says so; otherwise the same cases are measured with
a hundredth of the learners.
"""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from benchmarks.buying import browser
from benchmarks.load import Shot, request
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.demo.agency_year.plan import COORDINATOR
from home.demo.agency_year.services import build_agency_year
from people.accounts.models import User
from people.agencies.models import Agency
from training.courses.loading.services import load_training
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.progress.models import LessonProgress

LEARNERS = 10_000 if os.environ.get("TRAINING_VOLUME") == "1" else 100
COURSES, LESSONS, EACH = 50, 10, 5
DOMAIN = "bench.example"
BATCH = 5_000


def load_learning() -> None:
    """Fill the tables once and say how long it took: each learner is in five courses of ten lessons, all opened."""
    if User.objects.filter(email=f"l0@{DOMAIN}").exists():
        return
    began = time.monotonic()
    build_agency_year()
    load_training(_catalogue())
    courses = list(Course.objects.filter(code__startswith="BENCH-").select_related("current").order_by("code"))
    users = User.objects.bulk_create(
        (User(email=f"l{number}@{DOMAIN}", name=f"Learner {number}", password=make_password(None))
         for number in range(LEARNERS)), batch_size=BATCH,
    )  # fmt: skip
    for start in range(0, LEARNERS, 1_000):
        _learn(users[start : start + 1_000], courses)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows = LessonProgress.objects.count()
    print(f"Training: {LEARNERS:,} learners, {rows:,} rows of progress, filled in {time.monotonic() - began:.0f} s")


def _catalogue() -> dict[str, Any]:
    seats = {"individual_price_usd": 0, "agency_seat_price_usd": 0}
    text = "## Part\n\n" + "A paragraph of an invented lesson, as long as one usually is. " * 12
    modules = [
        {
            "id": f"BENCH-{number:02}", "order": 200 + number, "title": f"Bench course {number}",
            "level": "introductory", "minutes": 100,
            "lessons": [
                {"id": f"BENCH-{number:02}-L{part}", "order": part, "title": f"Lesson {part}", "minutes": 10,
                 "content": "\n\n".join([text] * 4)}
                for part in range(1, LESSONS + 1)
            ],
        }
        for number in range(COURSES)
    ]  # fmt: skip
    return {"catalogue": {"seats": seats}, "modules": modules, "learning_paths": []}


def _learn(users: list[User], courses: list[Course]) -> None:
    now = timezone.now()
    enrollments = Enrollment.objects.bulk_create(
        (
            Enrollment(user=user, course=course, version=course.current, expires_at=now + timedelta(days=99))
            for number, user in enumerate(users)
            for course in (courses[(number + 10 * turn) % COURSES] for turn in range(EACH))
        ),
        batch_size=BATCH,
    )
    LessonProgress.objects.bulk_create(_progress(enrollments, now), batch_size=BATCH)


def _progress(enrollments: list[Enrollment], now: Any) -> Iterator[LessonProgress]:
    for enrollment in enrollments:
        for number, lesson in enumerate(enrollment.version.lessons):
            yield LessonProgress(enrollment=enrollment, code=lesson["code"], done_at=now if number < 6 else None)


def _signed_in(email: str) -> Client:
    client = browser()
    client.force_login(User.objects.get(email=email))
    return client


def _shots(client: Client, path: str, times: int, port: int) -> list[Shot]:
    cookies = {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())}
    return [request("GET", path, port=port, headers=cookies)] * times


def _queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return len(queries)


def _lesson() -> str:
    enrollment = Enrollment.objects.filter(user__email=f"l7@{DOMAIN}").select_related("version").earliest("pk")
    return f"/my/courses/{enrollment.public_id}/lessons/{enrollment.version.lessons[4]['code']}/"


def _matrix() -> str:
    agency = Agency.objects.get(memberships__user__email=COORDINATOR)
    return f"/agency/{agency.public_id}/?page=2&courses=1"


def lesson_pages(times: int, world: Any) -> list[Shot]:
    """Read a lesson that was read before."""
    load_learning()
    return _shots(_signed_in(f"l7@{DOMAIN}"), _lesson(), times, world.port)


def lesson_queries(world: Any) -> int:
    """Count the queries of that page."""
    load_learning()
    return _queries(_signed_in(f"l7@{DOMAIN}"), _lesson())


def matrices(times: int, world: Any) -> list[Shot]:
    """Look at fifty of an agency's four hundred people in ten of its thirty courses."""
    load_learning()
    return _shots(_signed_in(COORDINATOR), _matrix(), times, world.port)


def matrix_queries(world: Any) -> int:
    """Count the queries of that page."""
    load_learning()
    return _queries(_signed_in(COORDINATOR), _matrix())
