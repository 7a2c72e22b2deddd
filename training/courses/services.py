"""Publish courses."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import page_cache
from core.audit.services import record
from training.courses.media import faults_of
from training.courses.models import Course, CourseVersion
from training.courses.rules import stored_rule
from training.questions.drawing import is_drawable
from training.questions.freezing import freeze_quiz

Content = dict[str, Any]


class NothingToPublish(Exception):
    """The course is published as it is, or nothing that learners could take can be made of it; the message says why."""


class InReview(Exception):
    """A release of the course is under review; the message says so."""


def content_of(course: Course) -> Content:
    """Return what a version of the course would hold now, as JSON."""
    quiz = getattr(course, "quiz", None)
    questions = list(course.questions.asked().order_by("position", "pk"))
    return {
        "title": course.title,
        "summary": course.summary,
        "objectives": course.objectives,
        "minutes": course.minutes,
        "credit_minutes": course.credit_minutes,
        "lessons": [
            {
                "code": item.code,
                "title": item.title,
                "minutes": item.minutes,
                "completion": item.completion,
                "body": list(item.body.get_prep_value()),
                # What is seldom there is left out, so that versions of before stay equal to their course.
                **({"restricted": True} if item.restricted else {}),
                **({"section": item.section} if item.section else {}),
            }
            for item in course.lessons.order_by("sort_order", "pk")
        ],
        "quiz": freeze_quiz(quiz, questions) if quiz and questions else None,
        **stored_rule(course.completion_match, course.completion_needs),
    }


def has_changes(course: Course) -> bool:
    """Return whether the course differs from what is published of it."""
    return course.current is None or course.current.content != content_of(course)


@transaction.atomic
def publish_course(*, course: Course, actor: Any, note: str = "") -> CourseVersion:
    """Publish the course as its next version and return it; those inside an older one stay there.

    Raises NothingToPublish for a course without lessons, or one that is published as it is; InReview while others
    review a release of it.
    """
    locked = Course.objects.select_for_update().get(pk=course.pk)
    if locked.releases.filter(closed_at=None).exists():
        raise InReview(_("A release of this course is under review. Call the review off first."))
    content = content_of(locked)
    last = locked.versions.first()
    if last is not None and last.content == content:
        raise NothingToPublish(_("The course is published as it stands."))
    version = publish_content(course=locked, content=content, actor=actor, note=note)
    course.current = version
    return version


@transaction.atomic
def publish_content(*, course: Course, content: Content, actor: Any, note: str = "") -> CourseVersion:
    """Publish this content as the course's next version and return it. Raises NothingToPublish without a lesson."""
    if not content["lessons"]:
        raise NothingToPublish(_("The course has no lesson yet."))
    if content["quiz"] and not is_drawable(content["quiz"]):
        raise NothingToPublish(_("The quiz draws more questions of a kind than the course has; look at its draw."))
    faults = list(faults_of(content["lessons"]))
    if faults:
        raise NothingToPublish(" ".join(faults))
    locked = Course.objects.select_for_update().get(pk=course.pk)
    last = locked.versions.first()
    version = CourseVersion.objects.create(
        course=locked,
        number=last.number + 1 if last else 1,
        note=note,
        content=content,
        published_by=actor if getattr(actor, "is_authenticated", False) else None,
    )
    Course.objects.filter(pk=locked.pk).update(current=version)
    record(
        actor=actor, action="course.published", obj=version, changes={"course": locked.code, "number": version.number}
    )
    page_cache.bump()
    return version
