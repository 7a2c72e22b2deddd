"""The safety team's screens. Every look at an entry or a hold is recorded, without its content."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.permissions import can_keep_block_list
from conference.registration.vetting.safety import services
from conference.registration.vetting.safety.forms import ConfirmForm, EntryForm, ProposeForm
from conference.registration.vetting.safety.models import BlockEntry, QuietHold
from core.admin.screens import Guarded
from core.audit.models import AuditEntry
from core.audit.services import record

PAGE = 50
CHANGED = gettext_lazy("This was decided or changed in the meantime. Look once more.")


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """A screen of the safety team."""

    allowed = staticmethod(can_keep_block_list)
    header_icon = "lock"
    _show_breadcrumbs = True
    page_title: Any = gettext_lazy("Safety")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let no browser keep it."""
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "private, no-store"
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, safety."""
        return [*self.breadcrumbs_items, {"url": reverse("conference_safety:index"), "label": _("Safety")}]


class Holds(Screen):
    """What is held, and the entries by number and date; neither says who before it is opened."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show both lists."""
        holds = QuietHold.objects.open().select_related("registration__edition", "proposed_by")
        entries = BlockEntry.objects.select_related("added_by").defer("names", "emails", "phone", "reason")
        context = self.get_context_data(
            holds=holds, page=Paginator(entries, PAGE).get_page(request.GET.get("p")), me=request.user
        )
        return render(request, "conference/admin/vetting/safety.html", context)


class AddEntry(Screen):
    """Put somebody on the list."""

    page_title = gettext_lazy("Add to the block list")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self._page(request, EntryForm(), 200)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add the entry."""
        form = EntryForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, 422)
        services.add_entry(**form.cleaned_data, actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The entry counts from now on. What waits already is looked through."))
        return redirect("conference_safety:index")

    def _page(self, request: HttpRequest, form: EntryForm, status: int) -> HttpResponse:
        context = self.get_context_data(form=form, submit=_("Add"), back=reverse("conference_safety:index"))
        return render(request, "core/admin/form.html", context, status=status)


class Entry(Screen):
    """One entry; a POST ends it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it; that it was read is recorded."""
        entry = services.read_entry(entry=self._entry(pk), actor=request.user)  # type: ignore[arg-type]
        self.page_title = str(entry)
        context = self.get_context_data(
            entry=entry, history=AuditEntry.objects.about(entry).select_related("actor")[:PAGE]
        )
        return render(request, "conference/admin/vetting/entry.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it."""
        services.end_entry(entry=self._entry(pk), actor=request.user)  # type: ignore[arg-type]
        messages.success(request, _("The entry has ended. What it holds still needs two people."))
        return redirect("conference_safety:index")

    def _entry(self, pk: int) -> BlockEntry:
        return get_object_or_404(BlockEntry.objects.select_related("added_by", "ended_by"), pk=pk)


class Hold(Screen):
    """One held application beside what it matched; proposing and confirming."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it; that it was read is recorded."""
        return self._page(request, ProposeForm(), 200)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Propose, or confirm what somebody else proposed."""
        confirming = "seen" in request.POST
        form = ConfirmForm(request.POST) if confirming else ProposeForm(request.POST)
        if not form.is_valid():
            return self._page(request, ProposeForm() if confirming else form, 422)
        hold = self._hold(pk)
        try:
            if confirming:
                services.confirm(hold=hold, seen=form.cleaned_data["seen"], actor=request.user)  # type: ignore[arg-type]
            else:
                services.propose(hold=hold, **form.cleaned_data, actor=request.user)  # type: ignore[arg-type]
        except services.SecondPersonNeeded:
            messages.error(request, _("You proposed this yourself: a second person confirms it."))
            return redirect("conference_safety:hold", pk=pk)
        except (services.AlreadyDecided, services.NotAsSeen):
            messages.error(request, str(CHANGED))
            return redirect("conference_safety:hold", pk=pk)
        done = _("It is decided.") if confirming else _("Proposed. A second person of the team confirms it.")
        messages.success(request, done)
        return redirect("conference_safety:index")

    def _hold(self, pk: int) -> QuietHold:
        holds = QuietHold.objects.select_related(
            "registration__order", "registration__edition", "registration__ticket_type", "proposed_by", "decided_by"
        )
        return get_object_or_404(holds, pk=pk)

    def _page(self, request: HttpRequest, form: Any, status: int) -> HttpResponse:
        hold = self._hold(self.kwargs["pk"])
        record(actor=request.user, action="safety.hold_read", obj=hold)
        self.page_title = str(hold)
        context = self.get_context_data(
            hold=hold,
            place=hold.registration,
            matches=hold.matches.select_related("entry"),
            is_open=hold.state == QuietHold.State.OPEN and hold.registration.state == "applied",
            may_confirm=bool(hold.proposal) and hold.proposed_by_id != request.user.pk,
            form=form,
            history=AuditEntry.objects.about(hold).select_related("actor")[:PAGE],
        )
        return render(request, "conference/admin/vetting/hold.html", context, status=status)
