"""A course's content as a learner sees it, before there is a version of it."""

from typing import Any

from training.courses.blocks import LessonBlock

BLOCK = LessonBlock()


def preview_of(content: dict[str, Any], code: str = "") -> dict[str, Any]:
    """Return what the preview's template shows: one lesson by its code, or the course with its questions."""
    lesson = next((item for item in content["lessons"] if item["code"] == code), None)
    return {
        "content": content,
        "lesson": lesson,
        "body": BLOCK.to_python(lesson["body"]) if lesson else None,
        "questions": (content["quiz"] or {}).get("questions", []),
    }
