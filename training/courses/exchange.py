"""Screens that take questions in from GIFT, Aiken and tables, and give them out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core.admin.screens import Guarded
from core.imports.tables import Unreadable, decoded
from training.courses.importing import READERS, CannotImport, import_questions, propose
from training.courses.models import Course
from training.permissions import can_edit_courses
from training.questions.formats.aiken import write_aiken
from training.questions.formats.gift.writing import write_gift
from training.questions.formats.reading import CannotSay
from training.questions.formats.table import write_csv

MOST = 2_000_000  # characters
WRITERS = {"gift": write_gift, "aiken": write_aiken, "csv": write_csv}
KINDS = [("gift", "GIFT"), ("aiken", "Aiken"), ("csv", "CSV")]
ENDINGS = {"gift": "gift.txt", "aiken": "aiken.txt", "csv": "csv"}


class QuestionsForm(forms.Form):
    """Which course, which format, and the questions themselves."""

    course = forms.ModelChoiceField(label=gettext_lazy("Course"), queryset=Course.objects.all())
    kind = forms.ChoiceField(label=gettext_lazy("Format"), choices=KINDS)
    file = forms.FileField(label=gettext_lazy("File"), required=False, help_text=gettext_lazy("In UTF-8."))
    text = forms.CharField(
        label=gettext_lazy("Or the questions as text"),
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def clean(self) -> dict[str, Any]:
        """Read the file into the text; raises a sentence for one that is no text."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        upload = values.get("file")
        if upload:
            if upload.size > MOST:
                raise forms.ValidationError({"file": _("The file is larger than two megabytes.")})
            try:
                # Spreadsheets write tables in encodings of their own.
                content = upload.read()
                values["text"] = decoded(content) if values.get("kind") == "csv" else content.decode("utf-8-sig")
            except (UnicodeDecodeError, Unreadable):
                raise forms.ValidationError(
                    {"file": _("The file is not in UTF-8; save it in that encoding.")}
                ) from None
        if not values.get("text", "").strip():
            raise forms.ValidationError(_("Choose a file, or write the questions below."))
        return values


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What both screens share."""

    allowed = can_edit_courses
    page_title: Any = gettext_lazy("Questions from other systems")
    header_icon = "download"
    breadcrumbs_items = ()


class Import(Screen):
    """Show what a file would bring, then take it in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the file."""
        return self._show(QuestionsForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look at it; with `sure`, take it in."""
        form = QuestionsForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form, status=422)
        values = {name: form.cleaned_data[name] for name in ("course", "text", "kind")}
        if "sure" not in request.POST:
            proposed = propose(**values)
            again = QuestionsForm(initial=values)
            return self._show(again, status=422 if proposed.faults else 200, proposed=proposed, values=values)
        try:
            number = import_questions(**values, actor=request.user)
        except CannotImport as error:
            return self._show(form, status=409, said=error.faults)
        said = ngettext("%d question is in the course.", "%d questions are in the course.", number) % number
        messages.success(request, said + " " + _("Learners see it once you publish."))
        return redirect("training_publishing:course", pk=values["course"].pk)

    def _show(self, form: forms.Form, status: int = 200, **more: Any) -> HttpResponse:
        context = self.get_context_data(form=form, courses=Course.objects.all(), kinds=KINDS, **more)
        return render(self.request, "training/admin/import.html", context, status=status)


class Export(Screen):
    """A course's questions as a file."""

    def get(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """Answer with the file, or say which question the format cannot hold."""
        course = get_object_or_404(Course, pk=pk)
        questions = [item.frozen() for item in course.questions.all()]
        try:
            text = WRITERS[kind](questions)
        except CannotSay as error:
            messages.error(request, str(error))
            return redirect("training_questions_exchange:index")
        # The mark in front lets spreadsheets read every script.
        content = f"\ufeff{text}" if kind == "csv" else text
        response = HttpResponse(content, content_type=f"text/{'csv' if kind == 'csv' else 'plain'}; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{course.slug}.{ENDINGS[kind]}"'
        return response


class ExchangeViewSet(ViewSet):
    """The addresses of both."""

    name = "training_questions_exchange"
    url_prefix = "training/questions"
    icon = "download"
    menu_label = gettext_lazy("Import questions")

    def get_urlpatterns(self) -> list[Any]:
        """Return one address for coming in, one a course and format for going out."""
        return [
            path("", Import.as_view(), name="index"),
            *(path(f"<int:pk>/{kind}/", Export.as_view(), {"kind": kind}, name=kind) for kind in READERS),
        ]

    def get_menu_item_is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who write courses."""
        return can_edit_courses(request.user)
