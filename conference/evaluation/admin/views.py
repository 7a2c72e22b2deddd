"""Results for organizers, their export, and the questions."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.agenda.models import Session
from conference.edition.models import Edition, Track
from conference.evaluation.admin.forms import FormForm, Questions, rows_of
from conference.evaluation.models import EvaluationForm
from conference.evaluation.results import Result, counts, results_of, together
from conference.evaluation.services.answering import ENOUGH
from conference.evaluation.services.asking import write_form
from conference.permissions import can_edit_evaluations, can_read_evaluations
from core.admin.screens import Export, Guarded

INVALID = 422


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What the screens share."""

    allowed = staticmethod(can_read_evaluations)
    header_icon = "form"
    breadcrumbs_items = ()

    def edition(self) -> Edition:
        """Return the address's edition; raises Http404."""
        return get_object_or_404(Edition, year=self.kwargs["year"])


class ResultsIndex(Screen):
    """Leads to the results of the edition that was last."""

    page_title = gettext_lazy("Evaluations")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        forms = (
            EvaluationForm.objects.filter(answers__isnull=False).order_by("-edition__year").select_related("edition")
        )
        edition = forms[0].edition if forms else Edition.objects.current() or Edition.objects.first()
        if edition is None:
            return redirect("wagtailadmin_home")
        return redirect("conference_evaluations:results", year=edition.year)


class Results(Screen):
    """Every session's results that may be shown, narrowed by track; what is held back is only counted."""

    page_title = gettext_lazy("Evaluations")

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show them."""
        edition = self.edition()
        track = self._track(edition)
        sessions = Session.objects.of(edition).select_related("track", "room")
        results = results_of(edition) if track is None else results_of(edition, sessions.filter(track=track))
        shown = {item.session.pk if item.session else None for item in results}
        numbers = counts(edition)
        held = [item for item in sessions.listed() if item.pk in numbers.keys() - shown]
        context = self.get_context_data(
            edition=edition, editions=Edition.objects.all(), results=results, sum=together(_of_sessions(results)),
            track=track, tracks=Track.objects.filter(edition=edition), enough=ENOUGH,
            held=[item for item in held if track is None or item.track_id == track.pk],
            may_edit=can_edit_evaluations(request.user),
        )  # fmt: skip
        return render(request, "conference/admin/evaluations/results.html", context)

    def _track(self, edition: Edition) -> Track | None:
        code = self.request.GET.get("track", "")
        if not code:
            return None
        found = Track.objects.filter(edition=edition, code=code[:40].replace("\x00", "")).first()
        if found is None:
            raise Http404
        return found


def _of_sessions(results: Iterable[Result]) -> list[Result]:
    return [item for item in results if item.session is not None]


class ResultsExport(Export, Screen):
    """The shown results as a table: sums and comments, never one person's answers in a row."""

    what = "evaluations"
    header = ("session", "title", "question", "answer", "number")

    def row(self, entry: Any) -> Any:
        """Return a row."""
        return entry

    def get_queryset(self) -> Any:
        """Nothing of a model: the rows are worked out."""
        return EvaluationForm.objects.none()

    def _entries(self) -> Iterable[Any]:
        for item in results_of(self.edition()):
            code, title = (item.session.code, item.session.public_title) if item.session else ("", "")
            for result in item.questions:
                yield from ([code, title, result.question.text, bar.label, bar.count] for bar in result.bars)
                yield from ([code, title, result.question.text, comment, ""] for comment in result.comments)


class EditForm(Screen):
    """The questions about sessions or about the edition; what has answers gets a new version."""

    allowed = staticmethod(can_edit_evaluations)

    def get_page_title(self) -> str:
        """Whose questions."""
        return _("Questions about %(about)s") % {"about": EvaluationForm.About(self._about()).label}

    def get(self, request: HttpRequest, year: int, about: str) -> HttpResponse:
        """Show the form."""
        edition, current = self.edition(), self._current()
        initial: dict[str, Any] = {"closes_on": edition.end_date + timedelta(days=14)}
        if current:
            initial = {"opens_after": current.opens_after, "closes_on": current.closes_on}
        questions = Questions(initial=rows_of(current.asked()) if current else [])
        return self._page(FormForm(initial=initial), questions, 200)

    def post(self, request: HttpRequest, year: int, about: str) -> HttpResponse:
        """Write it."""
        form, questions = FormForm(request.POST), Questions(request.POST)
        if not (form.is_valid() & questions.is_valid()):
            return self._page(form, questions, INVALID)
        written = write_form(
            edition=self.edition(), about=self._about(), questions=questions.questions,  # type: ignore[attr-defined]
            actor=request.user, **form.cleaned_data,
        )  # fmt: skip
        messages.success(request, _("Version %(number)d is what attendees are asked.") % {"number": written.version})
        return redirect("conference_evaluations:results", year=year)

    def _about(self) -> str:
        about: str = self.kwargs["about"]
        if about not in EvaluationForm.About.values:
            raise Http404
        return about

    def _current(self) -> EvaluationForm | None:
        return EvaluationForm.objects.current().filter(edition=self.edition(), about=self._about()).first()

    def _page(self, form: FormForm, questions: Any, status: int) -> HttpResponse:
        back = reverse("conference_evaluations:results", args=[self.kwargs["year"]])
        current = self._current()
        context = self.get_context_data(
            form=form, questions=questions, back=back, is_answered=bool(current and current.answers.exists())
        )
        return render(self.request, "conference/admin/evaluations/questions.html", context, status=status)
