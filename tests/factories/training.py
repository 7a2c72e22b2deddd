"""Courses for tests: small, with a lesson and a question each."""

import copy
import json
from pathlib import Path

from training.courses.loading.services import load_training
from training.courses.models import Course
from training.enrollment.services import enroll
from training.pages.services import build
from training.progress.services import finish_lesson

SAMPLE_FILE = Path(__file__).parents[2] / "home/demo/sample_training.json"
SAMPLE = json.loads(SAMPLE_FILE.read_text(encoding="utf-8"))


def sample():
    """Return the sample catalogue, to be changed at will."""
    return copy.deepcopy(SAMPLE)


def question(code="Q1", kind="single", answer=("A",), points=1, choices="ABC"):
    """Return a question of a catalogue file."""
    return {
        "id": code,
        "kind": kind,
        "stem": f"What about {code}?",
        "choices": [{"id": letter, "text": f"Choice {letter} of {code}"} for letter in choices],
        "answer": list(answer),
        "explanation": f"Because of {code}.",
        "points": points,
    }


def module(code="C1", lessons=("L1", "L2"), questions=None, **more):
    """Return a course of a catalogue file."""
    asked = [question()] if questions is None else questions
    return {
        "id": code,
        "title": f"Course {code}",
        "level": "introductory",
        "minutes": 60,
        "lessons": [
            {
                "id": item,
                "order": place,
                "title": f"Lesson {item}",
                "minutes": 10,
                "content": f"## Part\n\nAbout {item}.",
            }
            for place, item in enumerate(lessons)
        ],
        "quiz": {"pass_mark_percent": 75, "max_attempts": 3, "retry_wait_minutes": 30, "questions": asked},
        **more,
    }


def catalogue(*modules, price=0, paths=()):
    """Return a catalogue file with these courses."""
    seats = {"individual_price_usd": price, "agency_seat_price_usd": 0}
    return {"catalogue": {"seats": seats}, "modules": list(modules), "learning_paths": list(paths)}


def make_course(**values):
    """Load, publish and show one course; return it."""
    load_training(catalogue(module(**values)))
    build()
    return Course.objects.select_related("current").get(code=values.get("code", "C1"))


def complete(user, course):
    """Return the user's enrolment in a course without questions, every lesson of it finished."""
    enrollment = enroll(user=user, course=course, actor=None)
    for lesson in enrollment.version.lessons:
        finish_lesson(enrollment=enrollment, code=lesson["code"])
    enrollment.refresh_from_db()
    return enrollment
