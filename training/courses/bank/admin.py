"""Questions and quizzes in the Wagtail admin: lists, forms, and where a question is used."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import InspectView

from core.admin.exports import exporting
from people.policies import SentencePolicy
from training.courses.admin import TrainingList
from training.courses.bank.forms import QuestionForm, QuizForm
from training.courses.models import Quiz
from training.permissions import can_edit_courses
from training.questions.models import Question

POLICIES = [SentencePolicy(model, change=can_edit_courses) for model in (Quiz, Question)]


class QuizViewSet(TrainingList):
    """Rules of the quizzes."""

    model = Quiz
    name = "training_quizzes"
    icon = "form"
    menu_label = _("Quizzes")
    list_display = ["course", "pass_percent", "max_attempts", "wait_minutes", "time_limit_minutes"]
    list_export = ["course", "pass_percent", "max_attempts", "wait_minutes", "time_limit_minutes"]
    export_filename = "quizzes"
    search_fields = ["course__code", "course__title"]
    index_view_class = exporting(can_edit_courses, "course")

    def get_form_class(self, for_update: bool = False) -> type[QuizForm]:
        """Return the form."""
        return QuizForm


class QuestionFilters(WagtailFilterSet):
    """By course, kind, category, tag, difficulty and state."""

    category = django_filters.AllValuesFilter(field_name="category", label=_("Category"))
    tag = django_filters.CharFilter(method="tagged", label=_("Tag"))

    class Meta:
        model = Question
        fields = ["course", "kind", "difficulty", "state"]

    def tagged(self, questions: Any, name: str, value: str) -> Any:
        """Keep those with exactly this tag; SQLite cannot look into lists, so the tags are compared here."""
        wanted = value.strip().lower()
        rows = questions.values_list("pk", "tags")
        return questions.filter(pk__in=[key for key, tags in rows if wanted in tags])


class QuestionView(InspectView):
    """A question with its versions and where it is used."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add every wording it had, and the versions of the course that ask it."""
        question = self.object
        used = [
            version
            for version in question.course.versions.order_by("-number")
            if version.quiz and any(item["code"] == question.code for item in version.quiz["questions"])
        ]
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "question": question,
            "versions": question.versions.all(),
            "used": used,
            "current": question.course.current_id,
        }


class QuestionViewSet(TrainingList):
    """The bank."""

    model = Question
    name = "training_questions"
    icon = "help"
    menu_label = _("Questions")
    list_display = ["code", "stem", "kind", "course", "category", "difficulty", "state"]
    filterset_class = QuestionFilters
    list_export = ["course", "code", "kind", "stem", "explanation", "points", "category", "tags", "difficulty", "state"]
    export_filename = "questions"
    search_fields = ["code", "stem", "category"]
    index_view_class = exporting(can_edit_courses, "course")
    inspect_view_enabled = True
    inspect_view_class = QuestionView
    inspect_template_name = "training/admin/question.html"
    inspect_view_fields_exclude = ["choices", "answer", "rules", "tags"]

    def get_form_class(self, for_update: bool = False) -> type[QuestionForm]:
        """Return the form."""
        return QuestionForm


VIEWSETS = [QuestionViewSet, QuizViewSet]
