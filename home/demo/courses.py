"""The demo's courses, and somebody who is in the middle of one."""

import json
from pathlib import Path

from people.accounts.models import User
from training.courses.loading.services import load_training
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.enrollment.services import enroll
from training.pages.services import build
from training.progress.services import finish_lesson
from training.visits.loading import load_visits

SAMPLE = Path(__file__).parent / "sample_training.json"
FIRST = "TMU-101"


def build_courses(users: dict[str, User]) -> int:
    """Load the sample catalogue and enrol the learner, who has read the first lesson; return how many courses there
    are. A second run changes nothing."""
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    load_training(sample)
    load_visits(sample)
    build()
    learner = users["learner"]
    if not Enrollment.objects.filter(user=learner).exists():
        own = enroll(user=learner, course=Course.objects.get(code=FIRST), actor=users["training"])
        finish_lesson(enrollment=own, code=own.version.lessons[0]["code"])
    return Course.objects.published().count()
