"""Comparisons with Stripe in the admin: ask for one, watch it, read and take away what it found."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from billing.errors import BillingError
from billing.permissions import can_export_finance, can_work_on_finance
from billing.reconciliation.models import Reconciliation
from billing.reconciliation.services import request_reconciliation
from billing.screens import FinanceViewSet, Guarded, TableExport

LONGEST = timedelta(days=400)


class PeriodForm(forms.Form):
    """Which days, both included."""

    since = forms.DateField(label=_("From"), widget=AdminDateInput)
    until = forms.DateField(label=_("Until"), widget=AdminDateInput)

    def clean(self) -> dict[str, Any]:
        """The period must not end before it begins, nor be endless."""
        values: dict[str, Any] = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and not timedelta(0) <= until - since <= LONGEST:
            raise forms.ValidationError(_("The period must end after it begins and be at most 400 days long."))
        return values


class Screen(Guarded, WagtailAdminTemplateMixin, View):
    """A screen about comparisons."""

    header_icon = "rotate"
    page_title: Any = _("Reconciliation with Stripe")
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, comparisons."""
        url = reverse("finance_reconciliation:index")
        return [*self.breadcrumbs_items, {"url": url, "label": _t("Reconciliation")}]


class Runs(Screen):
    """The comparisons so far, and the form that asks for one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them; last week is proposed."""
        until = timezone.localdate() - timedelta(days=1)
        return self._page(PeriodForm(initial={"since": until - timedelta(days=6), "until": until}))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Have a period compared."""
        if not can_work_on_finance(request.user):
            raise PermissionDenied
        form = PeriodForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        try:
            run = request_reconciliation(**form.cleaned_data, actor=request.user)
        except BillingError as error:
            form.add_error(None, str(error.sentence))
            return self._page(form, 422)
        messages.success(request, _t("The comparison has begun."))
        return redirect("finance_reconciliation:run", public_id=run.public_id)

    def _page(self, form: PeriodForm, status: int = 200) -> HttpResponse:
        page = Paginator(Reconciliation.objects.select_related("asked_by"), 30).get_page(self.request.GET.get("p"))
        may = can_work_on_finance(self.request.user)
        context = self.get_context_data(form=form if may else None, runs=page)
        return render(self.request, "billing/admin/reconciliations.html", context, status=status)


class Run(Screen):
    """One comparison: how far it is, and every difference."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show it."""
        run = get_object_or_404(Reconciliation.objects.select_related("asked_by"), public_id=public_id)
        self.page_title = f"{run.since} – {run.until}"
        page = Paginator(run.differences.select_related("order"), 100).get_page(request.GET.get("p"))
        context = self.get_context_data(run=run, page=page, may_export=can_export_finance(request.user))
        return render(request, "billing/admin/reconciliation.html", context)


class RunExport(TableExport):
    """The differences of one comparison as a table."""

    what = "reconciliation"
    header = ("difference", "what", "Stripe", "order", "here", "at Stripe", "currency", "on")

    def rows(self) -> Iterable[Sequence[Any]]:
        """Return the differences."""
        run = get_object_or_404(Reconciliation, public_id=self.kwargs["public_id"])
        for row in run.differences.select_related("order"):
            number = row.order.number if row.order else ""
            yield (row.kind, row.what, row.reference, number, row.ours, row.theirs, row.currency, row.happened_on)


class ReconciliationViewSet(FinanceViewSet):
    """Comparisons, one, its export."""

    name = "finance_reconciliation"
    url_prefix = "finance/reconciliation"
    menu_label = _("Reconciliation")
    icon = "rotate"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Runs.as_view(), name="index"),
            path("<str:public_id>/", Run.as_view(), name="run"),
            path("<str:public_id>/export/", RunExport.as_view(), name="export"),
        ]
