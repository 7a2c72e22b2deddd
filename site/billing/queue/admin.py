"""The finance queue: what waits for a person, and how it is settled."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from billing.errors import BillingError
from billing.permissions import can_work_on_finance
from billing.queue.models import FinanceCase
from billing.queue.services import resolve_case
from billing.queue.settling import refund_for, settle_by_booking, settle_by_refund
from billing.screens import FinanceViewSet, Guarded, Listing


class CaseFilters(WagtailFilterSet):
    """By state and kind."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=FinanceCase.State.choices, widget=forms.RadioSelect)
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=FinanceCase.Kind.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = FinanceCase
        fields = ["state", "kind"]


class CaseList(Listing):
    """Cases, the open ones first."""

    model = FinanceCase
    page_title = _("Finance queue")
    header_icon = "warning"
    verbose_name_plural = _("cases")
    filterset_class = CaseFilters
    default_ordering = ("state", "-created_at")
    index_url_name = "finance_queue:index"
    index_results_url_name = "finance_queue:index_results"
    columns = [
        TitleColumn("get_kind_display", label=_("What"), url_name="finance_queue:case"),
        StatusTagColumn("get_state_display", label=_("State"), primary=lambda case: case.state == "open"),
        Column("order", label=_("Order"), accessor=lambda case: case.order or ""),
        Column("buyer", label=_("Buyer"), accessor=lambda case: case.order.buyer_name if case.order else ""),
        Column("reference", label=_("Reference")),
        DateColumn("created_at", label=_("Since"), sort_key="created_at"),
    ]

    def get_base_queryset(self) -> QuerySet[FinanceCase]:
        """With the order."""
        return FinanceCase.objects.select_related("order")

    def search_queryset(self, queryset: QuerySet[FinanceCase]) -> QuerySet[FinanceCase]:
        """Look into references and order numbers."""
        if not self.is_searching:
            return queryset
        text = self.search_query
        return queryset.filter(Q(reference__icontains=text) | Q(order__number__icontains=text))


class ResolutionForm(forms.Form):
    """How it was settled."""

    resolution = forms.CharField(
        label=_("How it was settled"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CaseScreen(Guarded, WagtailAdminTemplateMixin, View):
    """One case and what can be done about it."""

    header_icon = "warning"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the case."""
        super().setup(request, *args, **kwargs)
        self.case = get_object_or_404(FinanceCase.objects.select_related("order", "resolved_by"), pk=kwargs["pk"])

    def get_page_title(self) -> str:
        """What it is."""
        return self.case.get_kind_display()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, queue, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("finance_queue:index"), "label": _("Finance queue")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self._page(request, ResolutionForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Settle it: by a refund, by booking what came, or with a sentence."""
        if not can_work_on_finance(request.user):
            raise PermissionDenied
        form = ResolutionForm(request.POST)
        act = request.POST.get("act", "")
        if act not in ("refund", "book") and not form.is_valid():
            return self._page(request, form, status=422)
        try:
            self._settle(request, act, form)
        except BillingError as error:
            messages.error(request, str(error.sentence))
            return redirect("finance_queue:case", pk=self.case.pk)
        messages.success(request, _t("The case is settled."))
        return redirect("finance_queue:index")

    def _settle(self, request: HttpRequest, act: str, form: ResolutionForm) -> None:
        if act == "refund":
            settle_by_refund(case=self.case, actor=request.user)
        elif act == "book":
            settle_by_booking(case=self.case, actor=request.user)
        else:
            resolve_case(case=self.case, resolution=form.cleaned_data["resolution"], actor=request.user)

    def _page(self, request: HttpRequest, form: ResolutionForm, status: int = 200) -> HttpResponse:
        case = self.case
        is_open = case.state == FinanceCase.State.OPEN and can_work_on_finance(request.user)
        context = self.get_context_data(
            case=case,
            order=case.order,
            details=sorted(case.details.items()),
            form=form if is_open else None,
            refund=refund_for(case) if is_open else None,
            bookable=is_open and case.kind == FinanceCase.Kind.AMOUNT_MISMATCH,
        )
        return render(request, "billing/admin/case.html", context, status=status)


class CaseViewSet(FinanceViewSet):
    """List and cases."""

    name = "finance_queue"
    url_prefix = "finance/queue"
    menu_label = _("Queue")
    icon = "warning"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", CaseList.as_view(), name="index"),
            path("results/", CaseList.as_view(results_only=True), name="index_results"),
            path("<int:pk>/", CaseScreen.as_view(), name="case"),
        ]
