"""Staff's screens: letters that wait, one letter with its decision, a letter given out by staff."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.edition.models import Edition
from conference.permissions import can_edit_letters, can_issue_letters
from conference.registration.letters.forms import IssueForm, ReasonForm
from conference.registration.letters.models import LetterRules, PlaceLetter
from conference.registration.letters.services import (
    Decided,
    NotEntitled,
    NotOneself,
    approve_letter,
    ask_approval_letter,
    may_have,
    refuse_letter,
    withdraw_letter,
)
from core.admin.screens import Guarded
from core.audit.services import record
from core.files.services import serve_private

PER_PAGE = 50
CONFLICT, INVALID = 409, 422


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """A screen for those who give out letters."""

    allowed = can_issue_letters
    breadcrumbs_items = ()
    page_title = gettext_lazy("Letters for places")
    header_icon = "doc-full"
    template = ""

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Render the screen."""
        return render(self.request, self.template, self.get_context_data(**context), status=status)


class Letters(Screen):
    """All letters, those that wait in front, in a fixed number of queries; and the form that gives one out."""

    template = "conference/admin/place_letters/letters.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them; that people were listed is recorded."""
        record(actor=request.user, action="place_letters.read", obj=request.user)  # type: ignore[arg-type]
        return self._page(IssueForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Give out a letter to the agency."""
        form = IssueForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        place = form.cleaned_data["place"]
        try:
            letter = ask_approval_letter(place=place, language=get_language() or "en", actor=request.user)
        except NotEntitled:
            form.add_error(None, _("There is no letter for this place as it stands."))
            return self._page(form, INVALID)
        messages.success(request, _("The letter is being made; its person finds it on their own pages, too."))
        return redirect("conference_place_letters:one", pk=letter.pk)

    def _page(self, form: IssueForm, status: int = 200) -> HttpResponse:
        rows = PlaceLetter.objects.select_related("registration__edition", "registration__order").defer(
            "passport_name", "passport_number", "registration__address", "registration__proof",
            "registration__access_needs", "registration__dietary_needs",
        )  # fmt: skip
        only = self.request.GET.get("only", "")
        rows = rows.filter(state=only) if only in PlaceLetter.State.values else rows
        return self.show(
            status,
            form=form,
            page_obj=Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p")),
            states=PlaceLetter.State.choices,
            only=only,
            kept=f"only={only}" if only in PlaceLetter.State.values else "",
            editions=Edition.objects.all() if can_edit_letters(self.request.user) else [],
        )


class OfLetter(Screen):
    """A screen of one letter."""

    @cached_property
    def letter(self) -> PlaceLetter:
        """The address's letter; raises Http404."""
        rows = PlaceLetter.objects.select_related(
            "registration__edition", "registration__order", "registration__ticket_type", "file", "asked_by",
            "decided_by",
        )  # fmt: skip
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class Letter(OfLetter):
    """One letter with what it asks to be decided by; every look is recorded."""

    template = "conference/admin/place_letters/letter.html"

    def get_page_title(self) -> str:
        """Its serial."""
        return self.letter.serial

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        record(actor=request.user, action="place_letter.read", obj=self.letter)
        return self._page(ReasonForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide."""
        act = request.POST.get("act", "")
        if act == "approve":
            return self._approve()
        if act not in ("refuse", "withdraw"):
            raise Http404
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        decide = refuse_letter if act == "refuse" else withdraw_letter
        try:
            decide(letter=self.letter, reason=form.cleaned_data["reason"], actor=request.user)
        except Decided:
            return self._page(ReasonForm(), CONFLICT, said=_("Somebody decided about this letter meanwhile."))
        messages.success(request, _("Done; what the passport says is deleted."))
        return redirect("conference_place_letters:index")

    def _approve(self) -> HttpResponse:
        try:
            approve_letter(letter=self.letter, actor=self.request.user)
        except Decided:
            said = _("Somebody decided about this letter meanwhile.")
        except NotOneself:
            said = _("You asked for this letter yourself; somebody else decides about it.")
        except NotEntitled:
            said = _("The place is not approved and paid any more.")
        else:
            messages.success(self.request, _("Approved. The letter is being made and announced."))
            return redirect("conference_place_letters:one", pk=self.letter.pk)
        return self._page(ReasonForm(), CONFLICT, said=said)

    def _page(self, form: ReasonForm, status: int = 200, **more: Any) -> HttpResponse:
        self.__dict__.pop("letter", None)
        letter = self.letter
        return self.show(
            status,
            letter=letter,
            place=letter.registration,
            form=form,
            entitled=may_have(letter.registration, letter.kind),
            forget_at=letter.forget_at(LetterRules.of(letter.registration.edition)),
            moves=PlaceLetter.MOVES[letter.state],
            **more,
        )


class LetterFile(OfLetter):
    """The PDF, for staff; every look is recorded."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Send it."""
        if self.letter.file is None:
            raise Http404
        record(actor=request.user, action="place_letter.file_read", obj=self.letter)
        return serve_private(self.letter.file)
