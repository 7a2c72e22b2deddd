"""Setting up the call: the list, one call, its reviewers, its late code."""

from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from conference.edition.models import Edition
from conference.permissions import can_manage_proposals
from conference.proposals.admin.call_forms import (
    CallForm,
    CriterionFormSet,
    FormatFormSet,
    ReviewerForm,
    RulesForm,
)
from conference.proposals.models import Call, Reviewer
from conference.proposals.services.calling import end_reviewer, make_late_code, save_call, set_reviewer
from core.admin.screens import Guarded, Listing

INVALID = 422


class CallList(Listing):
    """One call an edition."""

    allowed = staticmethod(can_manage_proposals)
    model = Call
    page_title = gettext_lazy("Calls for presentations")
    header_icon = "form"
    verbose_name_plural = gettext_lazy("calls")
    default_ordering = "-edition__year"
    is_searchable = False
    index_url_name = "conference_calls:index"
    index_results_url_name = "conference_calls:index_results"
    columns = [
        TitleColumn("edition", label=gettext_lazy("Edition"), accessor=str, url_name="conference_calls:edit"),
        Column("opens_at", label=gettext_lazy("Opens")),
        Column("closes_at", label=gettext_lazy("Closes")),
    ]

    def get_base_queryset(self) -> Any:
        """With the edition that the rows name."""
        return Call.objects.select_related("edition")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """A new one."""
        return [HeaderButton(_("New call"), url=reverse("conference_calls:add"), icon_name="plus")]


class CallScreen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """A screen of a call."""

    allowed: ClassVar[Any] = staticmethod(can_manage_proposals)
    template = "conference/admin/proposals/call.html"
    page_title = gettext_lazy("Call for presentations")
    header_icon = "form"

    @cached_property
    def call(self) -> Call:
        """The call; raises Http404."""
        return get_object_or_404(Call.objects.select_related("edition"), pk=self.kwargs["pk"])

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Render the screen."""
        return render(self.request, self.template, self.get_context_data(**context), status=status)


class CallEdit(CallScreen):
    """A call with its rules, formats and criteria, saved together or not at all."""

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Show it in the venue's time."""
        call = self._call()
        with timezone.override(_zone(call)):
            return self._show(*self._forms(call))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Save all of it."""
        call = self._call()
        with timezone.override(_zone(call, request.POST.get("edition"))):
            forms = self._forms(call, request.POST)
            # No short circuit: every part says what is wrong with it.
            valid = [form.is_valid() for form in forms]
            if not all(valid):
                return self._show(*forms, status=INVALID)
            try:
                saved = self._save(forms)
            except ProtectedError:
                messages.error(request, _("Nothing was saved: what you delete is used by proposals or reviews."))
                return self._show(*forms, status=INVALID)
        messages.success(request, _("The call is saved."))
        return redirect("conference_calls:edit", pk=saved.pk)

    @transaction.atomic
    def _save(self, forms: Any) -> Call:
        form, rules, formats, criteria = forms
        call = save_call(call=form.save(commit=False), rules=rules.stored, actor=self.request.user)
        form.save_m2m()
        for formset in (formats, criteria):
            formset.instance = call
            formset.save()
        return call

    def _call(self) -> Call | None:
        return self.call if "pk" in self.kwargs else None

    def _forms(self, call: Call | None, data: Any = None) -> Any:
        stored = call.field_rules if call else {}
        return (
            CallForm(data, instance=call),
            RulesForm(data, stored=stored),
            FormatFormSet(data, instance=call, prefix="formats"),
            CriterionFormSet(data, instance=call, prefix="criteria"),
        )

    def _show(self, *forms: Any, status: int = 200) -> HttpResponse:
        form, rules, formats, criteria = forms
        call = self._call()
        return self.show(status, call=call, form=form, rules=rules, formats=formats, criteria=criteria)


def _zone(call: Call | None, edition: Any = None) -> Any:
    """Return the zone in which the call's times are written."""
    if call:
        return call.edition.zone
    chosen = Edition.objects.filter(pk=edition).first() if str(edition or "").isdecimal() else None
    found = chosen or Edition.objects.current()
    return found.zone if found else None


class LateCode(CallScreen):
    """A new code for late submissions, shown this once."""

    template = "conference/admin/proposals/late_code.html"
    page_title = gettext_lazy("Code for late submissions")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask first: the old one dies."""
        return self.show(call=self.call, code="")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make and show it."""
        return self.show(call=self.call, code=make_late_code(call=self.call, actor=request.user))


class Reviewers(CallScreen):
    """Who reviews which tracks."""

    template = "conference/admin/proposals/reviewers.html"
    page_title = gettext_lazy("Reviewers")
    header_icon = "group"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """List them."""
        return self._show(ReviewerForm(call=self.call))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set one, or end one."""
        if "end" in request.POST:
            return self._end(request.POST["end"])
        form = ReviewerForm(request.POST, call=self.call)
        if not form.is_valid():
            return self._show(form, INVALID)
        values = form.cleaned_data
        set_reviewer(call=self.call, user=values["user"], tracks=list(values["tracks"]), actor=self.request.user)
        messages.success(request, _("The reviewer is set."))
        return redirect("conference_calls:reviewers", pk=pk)

    def _end(self, key: str) -> HttpResponse:
        rows = Reviewer.objects.active().filter(call=self.call)
        chosen = rows.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 10 else None
        if chosen:
            end_reviewer(reviewer=chosen, actor=self.request.user)
            messages.success(self.request, _("They review no more; what they wrote stays."))
        return redirect("conference_calls:reviewers", pk=self.call.pk)

    def _show(self, form: ReviewerForm, status: int = 200) -> HttpResponse:
        rows = Reviewer.objects.active().filter(call=self.call).select_related("user").prefetch_related("tracks")
        return self.show(status, call=self.call, form=form, reviewers=rows)
