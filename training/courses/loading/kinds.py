"""The kinds of record in a catalogue: what the file wants, what is stored, and how it is written."""

from abc import ABC, abstractmethod
from typing import Any

from django.db import models

from core.imports.merge import Values
from training.courses.loading.document import Catalogue
from training.courses.loading.schema import CatalogueIn, ModuleIn
from training.courses.markdown import blocks_of
from training.courses.models import Course, LearningPath, Lesson, PathStep, Quiz
from training.questions.models import Question


class Kind(ABC):
    """One kind of record, each named by a code."""

    name: str

    @abstractmethod
    def wanted(self, catalogue: Catalogue) -> dict[str, Values]:
        """Return what the file says, by code, as values that compare equal to stored ones."""

    @abstractmethod
    def stored(self) -> dict[str, tuple[models.Model, Values]]:
        """Return what is stored, by code."""

    @abstractmethod
    def write(self, code: str, obj: models.Model | None, values: Values) -> None:
        """Store a record, a new one if `obj` is None."""


class CourseKind(Kind):
    """Courses with their terms."""

    name = "courses"
    PLAIN = ("position", "title", "summary", "level", "audience", "delivery", "minutes", "credit_minutes", "credits",
             "objectives", "references", "price", "seat_price", "minimum_seats", "valid_days", "reviewer",
             "legal_reviewer", "reviewed_on", "review_due_months", "review_state")  # fmt: skip

    def wanted(self, catalogue: Catalogue) -> dict[str, Values]:
        """Return each module's values."""
        terms = catalogue.terms
        return {item.id: _course(item, terms) for item in catalogue.modules} if terms else {}

    def stored(self) -> dict[str, tuple[models.Model, Values]]:
        """Return all courses."""
        found: dict[str, tuple[models.Model, Values]] = {}
        for course in Course.objects.prefetch_related("prerequisites"):
            values = {name: _plain(getattr(course, name)) for name in self.PLAIN}
            values["prerequisites"] = sorted(item.code for item in course.prerequisites.all())
            found[course.code] = course, values
        return found

    def write(self, code: str, obj: models.Model | None, values: Values) -> None:
        """Store the course; what it needs first is tied once all courses are there."""
        course = obj or Course(code=code)
        for name in self.PLAIN:
            setattr(course, name, values[name])
        course.save()

    def tie(self, wanted: dict[str, Values]) -> None:
        """Set what each course needs first."""
        courses = {item.code: item for item in Course.objects.all()}
        for code, values in wanted.items():
            courses[code].prerequisites.set([courses[need] for need in values["prerequisites"]])


class LessonKind(Kind):
    """Lessons, named by course and lesson."""

    name = "lessons"

    def wanted(self, catalogue: Catalogue) -> dict[str, Values]:
        """Return each lesson's values, its Markdown as blocks."""
        return {
            f"{module.id}/{item.id}": {
                "sort_order": place,
                "title": item.title,
                "minutes": item.minutes,
                "completion": item.completion,
                "body": blocks_of(item.content),
            }
            for module in catalogue.modules
            for place, item in enumerate(sorted(module.lessons, key=lambda lesson: lesson.order))
        }

    def stored(self) -> dict[str, tuple[models.Model, Values]]:
        """Return all lessons, their blocks without the keys that editing gives them."""
        return {
            f"{item.course.code}/{item.code}": (
                item,
                {
                    "sort_order": item.sort_order,
                    "title": item.title,
                    "minutes": item.minutes,
                    "completion": item.completion,
                    "body": [{"type": block["type"], "value": block["value"]} for block in item.body.get_prep_value()],
                },
            )
            for item in Lesson.objects.select_related("course")
        }

    def write(self, code: str, obj: models.Model | None, values: Values) -> None:
        """Store the lesson."""
        _store(obj or _below_course(Lesson, code), values)


class QuizKind(Kind):
    """The rules of a course's quiz, named by course."""

    name = "quizzes"
    COLUMNS = {
        "pass_percent": "pass_mark_percent",
        "max_attempts": "max_attempts",
        "wait_minutes": "retry_wait_minutes",
        "shuffle_questions": "shuffle_questions",
        "shuffle_choices": "shuffle_choices",
        "explain": "show_explanations",
    }

    def wanted(self, catalogue: Catalogue) -> dict[str, Values]:
        """Return each quiz's rules."""
        return {
            module.id: {column: getattr(module.quiz, name) for column, name in self.COLUMNS.items()}
            for module in catalogue.modules
            if module.quiz
        }

    def stored(self) -> dict[str, tuple[models.Model, Values]]:
        """Return all quizzes."""
        return {
            item.course.code: (item, {column: getattr(item, column) for column in self.COLUMNS})
            for item in Quiz.objects.select_related("course")
        }

    def write(self, code: str, obj: models.Model | None, values: Values) -> None:
        """Store the rules."""
        _store(obj or Quiz(course=Course.objects.get(code=code)), values)


class QuestionKind(Kind):
    """Questions, named by course and question."""

    name = "questions"
    COLUMNS = ("position", "kind", "stem", "choices", "answer", "explanation", "points")

    def wanted(self, catalogue: Catalogue) -> dict[str, Values]:
        """Return each question's values."""
        return {
            f"{module.id}/{item.id}": {
                "position": place,
                "kind": item.kind,
                "stem": item.stem,
                "choices": [{"id": choice.id, "text": choice.text} for choice in item.choices],
                "answer": [choice.id for choice in item.choices if choice.id in item.answer],
                "explanation": item.explanation,
                "points": item.points,
            }
            for module in catalogue.modules
            if module.quiz
            for place, item in enumerate(module.quiz.questions)
        }

    def stored(self) -> dict[str, tuple[models.Model, Values]]:
        """Return all questions."""
        return {
            f"{item.course.code}/{item.code}": (item, {name: getattr(item, name) for name in self.COLUMNS})
            for item in Question.objects.select_related("course")
        }

    def write(self, code: str, obj: models.Model | None, values: Values) -> None:
        """Store the question."""
        _store(obj or _below_course(Question, code), values)


class PathKind(Kind):
    """Learning paths with their courses in order."""

    name = "learning_paths"

    def wanted(self, catalogue: Catalogue) -> dict[str, Values]:
        """Return each path's values."""
        return {item.code: {"title": item.title, "courses": list(item.modules)} for item in catalogue.paths}

    def stored(self) -> dict[str, tuple[models.Model, Values]]:
        """Return all paths."""
        paths = LearningPath.objects.prefetch_related("steps__course")
        return {
            item.code: (item, {"title": item.title, "courses": [step.course.code for step in item.steps.all()]})
            for item in paths
        }

    def write(self, code: str, obj: models.Model | None, values: Values) -> None:
        """Store the path and its steps."""
        path = obj if isinstance(obj, LearningPath) else LearningPath(code=code)
        path.title = values["title"]
        path.save()
        courses = {item.code: item for item in Course.objects.filter(code__in=values["courses"])}
        PathStep.objects.filter(path=path).delete()
        PathStep.objects.bulk_create(
            PathStep(path=path, course=courses[course], position=place)
            for place, course in enumerate(values["courses"])
        )


def _course(item: ModuleIn, terms: CatalogueIn) -> Values:
    return {
        "position": item.order,
        "title": item.title,
        "summary": item.summary,
        "level": item.level,
        "audience": item.audience,
        "delivery": list(terms.delivery),
        "minutes": item.minutes,
        "credit_minutes": item.ce.minutes,
        "credits": [{"code": credit.code, "delivery": credit.delivery} for credit in item.ce.credits],
        "objectives": list(item.learning_objectives),
        "references": list(item.references),
        "price": str(terms.seats.individual_price_usd),
        "seat_price": str(terms.seats.agency_seat_price_usd),
        "minimum_seats": terms.seats.agency_min_seats,
        "valid_days": terms.seats.seat_valid_days,
        "reviewer": item.review.subject_matter_reviewer,
        "legal_reviewer": item.review.legal_reviewer,
        "reviewed_on": _plain(item.review.reviewed_on),
        "review_due_months": item.review.review_due_months,
        "review_state": item.review.status,
        "prerequisites": sorted(item.prerequisites),
    }


def _plain(value: Any) -> Any:
    """Return a value that JSON can hold: amounts and days as text."""
    return value if value is None or isinstance(value, bool | int | str | list) else str(value)


def _below_course(model: Any, code: str) -> Any:
    course, _, own = code.partition("/")
    return model(course=Course.objects.get(code=course), code=own)


def _store(obj: Any, values: Values) -> None:
    for name, value in values.items():
        setattr(obj, name, value)
    obj.save()


COURSES = CourseKind()
KINDS: tuple[Kind, ...] = (COURSES, LessonKind(), QuizKind(), QuestionKind(), PathKind())
