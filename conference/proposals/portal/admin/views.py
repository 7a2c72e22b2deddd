"""The matrix, its export, last days of tasks, waiving, a wrong account taken off."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin

from conference.edition.models import Edition
from conference.permissions import can_export_programme
from conference.proposals.checklist import Task
from conference.proposals.letters.views import kept_query
from conference.proposals.models import Call, Presenter
from conference.proposals.portal.admin.screens import PER_PAGE, EditionScreen
from conference.proposals.portal.facts import dues_of
from conference.proposals.portal.matrix import MatrixFilter, columns, row_of, rows, speakers_of
from conference.proposals.portal.models import TaskDue, Waiver
from conference.proposals.portal.services.arranging import ask_again, set_dues, waive
from conference.proposals.portal.services.claiming import NoAccount, take_account_off
from conference.speakers.models import Speaker
from core.admin.screens import Export, Guarded, plain_time
from core.audit.services import record

CONFLICT, INVALID = 409, 422


class Matrix(EditionScreen):
    """Speakers by tasks."""

    template = "conference/admin/speaker_tasks/matrix.html"
    page_title = gettext_lazy("Tasks of speakers")

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show a page of them."""
        found = self.filters.narrow(speakers_of(self.edition), self.dues, self.now)
        shown = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
        unfilled = Presenter.objects.told_accepted().filter(proposal__call__edition=self.edition, speaker=None)
        return self.show(
            edition=self.edition,
            columns=[(task, self.dues.get(task)) for task in columns()],
            rows=rows(shown, self.dues, self.now),
            page_obj=shown,
            kept=kept_query(request),
            filters=self.filters,
            unfilled=unfilled.count(),
            has_call=Call.objects.filter(edition=self.edition).exists(),
        )


class MatrixExport(Guarded, Export, ContextMixin, View):
    """What the matrix shows, as a table."""

    allowed: ClassVar[Any] = staticmethod(can_export_programme)
    what = "speaker-tasks"

    @property
    def header(self) -> Sequence[str]:  # type: ignore[override]
        """A column for each task."""
        return ["edition", "code", "speaker", *(task.value for task in columns()), "reminded (UTC)"]

    @cached_property
    def edition(self) -> Edition:
        """The edition; raises Http404."""
        return get_object_or_404(Edition, year=self.kwargs["year"])

    def get_queryset(self) -> QuerySet[Speaker]:
        """The speakers that the matrix shows."""
        self.now, self.dues = timezone.now(), dues_of([self.edition])[self.edition.pk]
        filters = MatrixFilter(self.request.GET or None, edition=self.edition)
        return filters.narrow(speakers_of(self.edition), self.dues, self.now)

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one speaker, as they may be called."""
        cells = [item.standing.value if item else "" for _task, item in row_of(entry, self.dues, self.now).cells]
        return [self.edition.year, entry.code, entry.label, *cells, plain_time(entry.reminded_at)]


class DuesForm(forms.Form):
    """The last day of each task that has one of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for task in columns():
            if task != Task.CONFIRM:
                self.fields[task.value] = forms.DateField(
                    label=task.label.capitalize(), required=False, widget=forms.DateInput({"type": "date"})
                )


class Dues(EditionScreen):
    """Until when tasks are due."""

    template = "core/admin/form.html"
    page_title = gettext_lazy("Last days of tasks")

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Ask for them."""
        stored = TaskDue.objects.filter(edition=self.edition).values_list("task", "last_day")
        return self._ask(DuesForm(initial={task: day.isoformat() for task, day in stored}))

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Keep them."""
        form = DuesForm(request.POST)
        if not form.is_valid():
            return self._ask(form, INVALID)
        days = {Task(name): day for name, day in form.cleaned_data.items()}
        set_dues(edition=self.edition, days=days, actor=request.user)
        messages.success(request, _("The days are kept. Speakers see them on their pages."))
        return redirect(self.matrix_url)

    def _ask(self, form: forms.Form, status: int = 200) -> HttpResponse:
        facts = [(_("Confirming"), _("until the call's deadline for answers"))]
        return self.show(status, form=form, facts=facts, back=self.matrix_url)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, help_text=gettext_lazy("For our records."))


class NoForm(forms.Form):
    """Asks for nothing but the click."""


class ReasonScreen(EditionScreen):
    """One act on one speaker, with a reason."""

    template = "core/admin/form.html"
    danger = False

    def ask(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """Ask for the reason."""
        return self.show(status, form=form, facts=self.facts(), back=self.matrix_url, danger=self.danger)

    def facts(self) -> list[tuple[str, str]]:
        """Whom it is about."""
        return [(_("Speaker"), f"{self.speaker.label} ({self.speaker.code})")]


class Waive(ReasonScreen):
    """Spare a speaker a task, or ask for it again."""

    @cached_property
    def task(self) -> Task:
        """The task that the address names; raises Http404."""
        if self.kwargs["task"] not in columns():
            raise Http404
        return Task(self.kwargs["task"])

    @cached_property
    def waiver(self) -> Waiver | None:
        """How it was waived."""
        return Waiver.objects.filter(speaker=self.speaker, task=self.task).select_related("waived_by").first()

    def get_page_title(self) -> str:
        """Which of the two."""
        return _("Ask for the task again") if self.waiver else _("Waive the task")

    def facts(self) -> list[tuple[str, str]]:
        """With the task, and why it was waived."""
        why = [(_("Waived because"), self.waiver.reason)] if self.waiver else []
        return [*super().facts(), (_("Task"), str(self.task.label)), *why]

    def get(self, request: HttpRequest, year: int, speaker: int, task: str) -> HttpResponse:
        """Ask."""
        return self.ask(NoForm() if self.waiver else ReasonForm())

    def post(self, request: HttpRequest, year: int, speaker: int, task: str) -> HttpResponse:
        """Do it."""
        if self.waiver:
            ask_again(speaker=self.speaker, task=self.task, actor=request.user)
            messages.success(request, _("The task is asked for again."))
            return redirect(self.matrix_url)
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.ask(form, INVALID)
        waive(speaker=self.speaker, task=self.task, reason=form.cleaned_data["reason"], actor=request.user)
        messages.success(request, _("The task is waived."))
        return redirect(self.matrix_url)


class TakeAccountOff(ReasonScreen):
    """Take a wrong account off a speaker."""

    page_title = gettext_lazy("Take the account off")
    danger = True

    def facts(self) -> list[tuple[str, str]]:
        """With the account's address, which is what is wrong."""
        account = self.speaker.user.email if self.speaker.user else "—"
        return [*super().facts(), (_("Account"), account)]

    def get(self, request: HttpRequest, year: int, speaker: int) -> HttpResponse:
        """Ask why."""
        if self.speaker.user is None:
            raise Http404
        # Whose account it is tells who a withheld speaker is.
        record(actor=request.user, action="speaker.identity_read", obj=self.speaker, reason="account")
        return self.ask(ReasonForm())

    def post(self, request: HttpRequest, year: int, speaker: int) -> HttpResponse:
        """Do it."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.ask(form, INVALID)
        try:
            take_account_off(speaker=self.speaker, actor=request.user, reason=form.cleaned_data["reason"])
        except NoAccount:
            form.add_error(None, _("No account stands with this speaker any more."))
            return self.ask(form, CONFLICT)
        messages.success(request, _("The account is off. Correct the address, so that the right person can claim it."))
        return redirect(self.matrix_url)
