"""Certificates of an edition as staff issue them: a dry run, batches with their progress, rules."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from certificates.issuing.batches.models import FAILED, Batch, BatchRow
from certificates.issuing.batches.planning import Plan
from certificates.issuing.batches.services import BatchRunning, NothingToIssue, pause, resume
from certificates.issuing.services import Incomplete
from conference.credits.certificates.drafts import GIVEN, occasion_of, rules_for
from conference.credits.certificates.forms import KindsForm, RuleForm
from conference.credits.certificates.services import begin_for, plan_for
from conference.credits.services import InRehearsal
from conference.edition.models import Edition
from conference.permissions import can_issue_certificates
from core.admin.screens import Guarded
from core.audit.services import record

INVALID, RECENT, SHOWN = 422, 20, 200


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What the screens share."""

    allowed = staticmethod(can_issue_certificates)
    page_title: Any = gettext_lazy("Issue certificates")
    header_icon = "doc-full-inverse"
    breadcrumbs_items = ()
    template = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show times as the venue's clocks do."""
        with timezone.override(self.edition().zone):
            return super().dispatch(request, *args, **kwargs)

    def edition(self) -> Edition:
        """Return the address's edition; raises Http404."""
        return get_object_or_404(Edition, year=self.kwargs["year"])

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """Render the screen."""
        values = self.get_context_data(edition=self.edition(), **context)
        return render(self.request, self.template, values, status=status)


class Index(Guarded, View):
    """Leads to the edition whose certificates are due: the last one that has begun."""

    allowed = staticmethod(can_issue_certificates)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        begun = Edition.objects.published().filter(start_date__lte=timezone.localdate()).order_by("-year").first()
        edition = begun or Edition.objects.current() or Edition.objects.first()
        return redirect("conference_certificates:issue", edition.year) if edition else redirect("wagtailadmin_home")


class Issue(Screen):
    """Kinds, the dry run, the rules, the batches."""

    template = "conference/admin/certificates/issue.html"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show what there is; with kinds in the address, what a batch would do."""
        if not any(name in request.GET for name in ("kinds", "try")):
            return self.ask(KindsForm(initial={"kinds": GIVEN}))
        form = KindsForm(request.GET)
        if not form.is_valid():
            return self.ask(form, INVALID)
        try:
            return self.ask(form, plan=plan_for(edition=self.edition(), kinds=form.cleaned_data["kinds"]))
        except InRehearsal:
            form.add_error(None, _("The edition is in rehearsal: nothing counts. End the rehearsal first."))
            return self.ask(form, INVALID)

    def ask(self, form: KindsForm, status: int = 200, plan: tuple[Plan, int] | None = None) -> HttpResponse:
        """Show the screen."""
        tried, waiting = plan or (None, 0)
        batches = Batch.objects.filter(occasion=occasion_of(self.edition())).select_related("asked_by")
        return self.show(
            status, form=form, plan=tried, waiting=waiting, lacks=tried.lacks[:SHOWN] if tried else [],
            editions=Edition.objects.all(), rules=rules_for(self.edition()).values(), batches=batches[:RECENT],
        )  # fmt: skip

    def post(self, request: HttpRequest, year: int) -> HttpResponse:
        """Begin a batch."""
        form = KindsForm(request.POST)
        if not form.is_valid():
            return self.ask(form, INVALID)
        kinds = form.cleaned_data["kinds"]
        try:
            batch = begin_for(edition=self.edition(), kinds=kinds, actor=request.user)
        except InRehearsal:
            form.add_error(None, _("The edition is in rehearsal: nothing counts. End the rehearsal first."))
        except Incomplete:
            form.add_error(None, _("Values are missing; nothing was issued. The dry run below says whose."))
            return self.ask(form, INVALID, plan_for(edition=self.edition(), kinds=kinds))
        except NothingToIssue:
            form.add_error(None, _("Nothing of this kind is due: nobody has done what the rules ask for."))
        except BatchRunning:
            form.add_error(None, _("Another batch of this edition is not done. Let it end first, or resume it."))
        else:
            return redirect("conference_certificates:batch", year, batch.public_id)
        return self.ask(form, INVALID)


class OneBatch(Screen):
    """How far a batch is; pause and resume."""

    template = "conference/admin/certificates/batch.html"

    def batch(self) -> Batch:
        """Return the address's batch; raises Http404."""
        rows = Batch.objects.filter(occasion=occasion_of(self.edition())).select_related("asked_by")
        return get_object_or_404(rows, public_id=self.kwargs["public_id"])

    def get(self, request: HttpRequest, year: int, public_id: str) -> HttpResponse:
        """Show it."""
        batch = self.batch()
        progress = batch.progress()
        wrong = batch.rows.filter(outcome=FAILED) | batch.rows.filter(document=BatchRow.Document.FAILED)
        issued = progress["total"] - progress["waiting"]
        return self.show(
            batch=batch, progress=progress, issued=issued, printed=issued - progress["printing"],
            wrong=wrong.select_related("holder", "certificate")[:SHOWN],
        )  # fmt: skip

    def post(self, request: HttpRequest, year: int, public_id: str) -> HttpResponse:
        """Pause it or let it go on."""
        batch, act = self.batch(), resume if "resume" in request.POST else pause
        if act(batch=batch, actor=request.user):
            messages.success(request, _("It goes on.") if act is resume else _("It is paused, after the rows in hand."))
        return redirect(request.path)


class Rule(Screen):
    """What has to be done for one kind."""

    template = "core/admin/form.html"
    page_title = gettext_lazy("What has to be done")

    def get(self, request: HttpRequest, year: int, kind: str) -> HttpResponse:
        """Ask."""
        return self.ask(RuleForm(instance=self.rule()))

    def rule(self) -> Any:
        """Return the rule of the address; raises Http404."""
        rule = rules_for(self.edition()).get(self.kwargs["kind"])
        if rule is None:
            raise Http404
        return rule

    def ask(self, form: RuleForm, status: int = 200) -> HttpResponse:
        """Show the form."""
        facts = [(_("Edition"), self.edition()), (_("Kind"), form.instance.get_kind_display())]
        back = reverse("conference_certificates:issue", args=[self.kwargs["year"]])
        return self.show(status, form=form, facts=facts, submit=_("Save"), back=back)

    def post(self, request: HttpRequest, year: int, kind: str) -> HttpResponse:
        """Store it; what runs already keeps the rule of its beginning."""
        form = RuleForm(request.POST, instance=self.rule())
        if not form.is_valid():
            return self.ask(form, INVALID)
        with transaction.atomic():
            rule = form.save()
            changes = {name: form.cleaned_data[name] for name in form.changed_data} | {"kind": rule.kind}
            record(actor=request.user, action="certificate_rule.changed", obj=rule, changes=changes)
        messages.success(request, _("Stored. What was issued stays; a batch that runs keeps the rule it began with."))
        return redirect("conference_certificates:issue", year)
