"""Questions as organizers write them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from conference.edition.admin import EditionList
from conference.permissions import can_edit_prices, can_read_prices
from conference.registration.questions.forms import TEXTS, QuestionForm
from conference.registration.questions.models import Question
from conference.registration.questions.services import write_version
from core.admin.audited import AuditedCreateView, AuditedEditView
from core.admin.exports import exporting
from people.policies import SentencePolicy, nobody

POLICIES = [SentencePolicy(Question, change=can_edit_prices, view=can_read_prices, delete=nobody)]


class Versioned:
    """Writes the version with the question."""

    request: Any
    form: Any

    @transaction.atomic
    def save_instance(self) -> Any:
        """Store both or neither."""
        question = super().save_instance()  # type: ignore[misc]
        texts = {name: self.form.cleaned_data[name] for name in TEXTS}
        write_version(question=question, actor=self.request.user, **texts)
        return question


class CreateQuestion(Versioned, AuditedCreateView):
    """A new question, version 1."""


class EditQuestion(Versioned, AuditedEditView):
    """A change makes a new version; who answered before keeps theirs."""


class QuestionViewSet(EditionList):
    """Questions."""

    model = Question
    name = "conference_questions"
    icon = "help"
    menu_label = _("Questions")
    list_display = ["key", "position", "is_active", "edition"]
    list_filter = ["edition", "is_active"]
    list_export = ["edition", "key", "position", "is_active"]
    export_filename = "questions"
    search_fields = ["key", "versions__label"]
    index_view_class = exporting(can_read_prices, "edition")
    add_view_class = CreateQuestion
    edit_view_class = EditQuestion

    def get_form_class(self, for_update: bool = False) -> type[QuestionForm]:
        """Return the form."""
        return QuestionForm


VIEWSETS = [QuestionViewSet]
