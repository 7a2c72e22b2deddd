"""Copies of courses and lessons, to begin from something that stands."""

from typing import Any

from django.db import transaction

from core.audit.services import record
from training.courses.models import Course, Lesson, Quiz
from training.questions.models import Question


def _free(code: str, taken: set[str]) -> str:
    """Return the code with the first number that is free, never longer than forty characters."""
    number = 2
    while f"{code[:36]}-{number}".lower() in taken:
        number += 1
    return f"{code[:36]}-{number}"


@transaction.atomic
def duplicate_course(*, course: Course, actor: Any) -> Course:
    """Return an unpublished copy with lessons, quiz and questions; approvals for credit and reviews are not copied."""
    taken = {code.lower() for code in Course.objects.values_list("code", flat=True)}
    copy: Course = Course.objects.get(pk=course.pk)
    copy.pk, copy.current, copy.code = None, None, _free(course.code, taken)
    copy.review_state, copy.reviewer, copy.legal_reviewer, copy.reviewed_on = Course.Review.DRAFT, "", "", None
    copy._state.adding = True
    copy.save()
    copy.prerequisites.set(course.prerequisites.all())
    for model in (Lesson, Question, Quiz):
        for item in model._default_manager.filter(course=course):
            item.pk, item.course = None, copy
            item._state.adding = True
            item.save()
    record(actor=actor, action="course.duplicated", obj=copy, changes={"from": course.code, "code": copy.code})
    return copy


@transaction.atomic
def duplicate_lesson(*, lesson: Lesson, actor: Any) -> Lesson:
    """Return a copy that stands behind the lesson; those after it move down."""
    others = list(Lesson.objects.select_for_update().filter(course=lesson.course_id))
    copy = Lesson.objects.get(pk=lesson.pk)
    copy.pk, copy.code = None, _free(lesson.code, {item.code.lower() for item in others})
    copy._state.adding = True
    order = [item.pk for item in others]
    copy.save()
    order.insert(order.index(lesson.pk) + 1, copy.pk)
    for place, key in enumerate(order):
        Lesson.objects.filter(pk=key).update(sort_order=place)
    record(actor=actor, action="lesson.duplicated", obj=copy, changes={"from": lesson.code, "code": copy.code})
    return copy
