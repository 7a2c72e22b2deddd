"""The queue, one application with its checks side by side, and decisions over many."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conference.edition.models import Edition
from conference.permissions import can_decide_registrations
from conference.registration.admin.actions import ACTIONS
from conference.registration.places import Registration
from conference.registration.vetting.asking.models import Enquiry
from conference.registration.vetting.checks import findings
from conference.registration.vetting.evidence import gather_evidence
from conference.registration.vetting.queue.deciding import Act, decide_many, places_of
from conference.registration.vetting.queue.forms import ManyForm, QueueFilters
from conference.registration.vetting.queue.reading import WIDE, narrowed, queue_of, waiting
from conference.registration.vetting.safety.holding import held_among, is_held
from core.admin.actions import due_actions
from core.admin.screens import Guarded
from core.audit.services import record
from core.files.services import serve_private

PAGE = 50


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """A screen of the reviewers."""

    allowed = staticmethod(can_decide_registrations)
    header_icon = "tasks"
    _show_breadcrumbs = True
    page_title: Any = gettext_lazy("Applications to decide")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the queue, this screen."""
        queue = {"url": reverse("conference_vetting:index"), "label": _("Applications to decide")}
        title = str(self.page_title)
        here = [{"url": "", "label": title}] if title not in ("", queue["label"]) else []
        return [*self.breadcrumbs_items, queue, *here]


class Queue(Screen):
    """What waits for a decision, the oldest first, with search and filters."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of it."""
        return self.show(request)

    def show(self, request: HttpRequest, *, faults: Any = (), status: int = 200) -> HttpResponse:
        """Render the queue, with what was wrong with a decision."""
        edition = _edition(request.GET.get("edition", ""))
        filters = QueueFilters(request.GET, edition=edition)
        filters.is_valid()
        values = {name: filters.cleaned_data.get(name) or "" for name in ("q", "reason", "asked")}
        rows: list[Any] = []
        page = None
        if edition:
            places = narrowed(
                queue_of(edition), text=values["q"], reason=values["reason"], asked=values["asked"],
                ticket=filters.cleaned_data.get("ticket"),
            ).select_related("ticket_type", "order", "edition").defer(*WIDE)  # fmt: skip
            page = Paginator(places, PAGE).get_page(request.GET.get("p"))
            rows = waiting(edition, list(page))
        context = self.get_context_data(
            edition=edition, filters=filters, page=page, rows=rows, acts=Act.choices, faults=faults
        )
        return render(request, "conference/admin/vetting/queue.html", context, status=status)


def _edition(year: str) -> Edition | None:
    """Return the edition that was asked for by its key, else the current or the last one."""
    asked = Edition.objects.filter(pk=year).first() if year.isascii() and year.isdigit() and len(year) < 18 else None
    return asked or Edition.objects.current() or Edition.objects.order_by("-year").first()


class Checks(Screen):
    """One application: every check with its outcome and reason. That it was looked at is recorded."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        places = Registration.objects.select_related("order__user", "edition", "ticket_type", "proof_file")
        place = get_object_or_404(places, pk=pk)
        record(actor=request.user, action="registration.read", obj=place)
        held = is_held(place)
        evidence = gather_evidence([place], place.order.user, everything=True)
        self.page_title = str(place)
        context = self.get_context_data(
            place=place,
            held=held,
            findings=list(findings(place, evidence, held=held)) if place.is_named else [],
            enquiries=Enquiry.objects.filter(registration=place).select_related("asked_by", "answer_file"),
            actions={
                name: act for name, act in due_actions(ACTIONS, place, request.user).items() if name in Act.values
            },
        )
        return render(request, "conference/admin/vetting/checks.html", context)


class AnswerFile(Screen):
    """A file that an applicant sent as an answer; every look is recorded."""

    page_title = ""

    def get(self, request: HttpRequest, pk: int, enquiry: int) -> HttpResponseBase:
        """Send it."""
        asked = get_object_or_404(Enquiry.objects.select_related("registration", "answer_file"), pk=enquiry,
                                  registration=pk)  # fmt: skip
        if asked.answer_file is None:
            raise Http404
        record(actor=request.user, action="registration.proof_read", obj=asked.registration)
        return serve_private(asked.answer_file)


class Decide(Queue):
    """A decision over the ticked rows: shown first, done when it is confirmed, with what came of each row."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the queue: whoever loads the page again has ticked nothing."""
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask once more, or do it."""
        confirmed = "confirmed" in request.POST
        form = ManyForm(request.POST, confirmed=confirmed)
        form.is_valid()
        if form.has_error("row") or form.has_error("act"):
            faults = [error for name in ("row", "act") for error in form.errors.get(name, [])]
            return self.show(request, faults=faults, status=422)
        if not confirmed or form.errors:
            return self._ask(request, form, 422 if confirmed else 200)
        values = form.cleaned_data
        outcomes = decide_many(act=values["act"], rows=values["row"], words=values["words"].strip(), actor=request.user)  # type: ignore[arg-type]
        self.page_title = _("What was decided")
        done = sum(outcome.done for outcome in outcomes)
        context = self.get_context_data(outcomes=outcomes, done=done, left=len(outcomes) - done)
        return render(request, "conference/admin/vetting/outcomes.html", context)

    def _ask(self, request: HttpRequest, form: ManyForm, status: int) -> HttpResponse:
        act = Act(form.cleaned_data["act"])
        places = places_of(form.cleaned_data["row"])
        self.page_title = act.label
        context = self.get_context_data(
            form=form, act=act, places=places, held=held_among(places), rows=form.cleaned_data["row"],
            needs_words=act != Act.APPROVE, asks=act == Act.ASK,
        )  # fmt: skip
        return render(request, "conference/admin/vetting/confirm.html", context, status=status)
