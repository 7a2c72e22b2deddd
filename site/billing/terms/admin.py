"""The terms of payment in the admin."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from billing.permissions import can_work_on_finance
from billing.screens import FinanceViewSet, Guarded
from billing.terms.models import PaymentTerms, current_terms
from billing.terms.services import save_terms

MOST = 10


class DaysField(forms.CharField):
    """A list of days, typed with commas."""

    def prepare_value(self, value: Any) -> Any:
        """Show a stored list."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as text."""
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> list[int]:
        """Return the days in their order."""
        text = super().clean(value)
        parts = [part.strip() for part in str(text or "").split(",") if part.strip()]
        if len(parts) > MOST or not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
            raise forms.ValidationError(_("Write at most ten numbers of days with commas, such as 30, 45, 60."))
        return sorted({int(part) for part in parts if int(part)})


class TermsForm(forms.ModelForm[PaymentTerms]):
    """All of them."""

    reminder_days = DaysField(
        label=_("Reminders, days after the invoice"),
        required=False,
        help_text=_("One mail to the billing contact on each, as long as something is owed. Empty: no reminders."),
    )

    class Meta:
        model = PaymentTerms
        fields = [
            "net_days", "reminder_days", "late_after_days", "late_fee", "late_fee_percent", "late_sentence",
            "card_fee_percent", "card_fee_fixed",
        ]  # fmt: skip


class Terms(Guarded, WagtailAdminTemplateMixin, View):
    """Read and set them; invoices that are out keep theirs."""

    page_title: Any = _("Terms of payment")
    header_icon = "time"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self._page(TermsForm(instance=current_terms()))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Set them."""
        if not can_work_on_finance(request.user):
            raise PermissionDenied
        terms = current_terms()
        before = {name: getattr(terms, name) for name in TermsForm.Meta.fields}
        before["reminder_days"] = json.loads(json.dumps(before["reminder_days"]))
        form = TermsForm(request.POST, instance=terms)
        if not form.is_valid():
            return self._page(form, 422)
        save_terms(terms=form.save(commit=False), before=before, actor=request.user)
        messages.success(request, _t("The terms of payment are set. They count for invoices from now on."))
        return redirect("finance_terms:index")

    def _page(self, form: TermsForm, status: int = 200) -> HttpResponse:
        facts = [(_t("Cancelling"), _t("An unpaid promise is never cancelled automatically."))]
        context = self.get_context_data(form=form, facts=facts, submit=_t("Save"))
        return render(self.request, "core/admin/form.html", context, status=status)


class TermsViewSet(FinanceViewSet):
    """One page."""

    name = "finance_terms"
    url_prefix = "finance/terms"
    menu_label = _("Terms of payment")
    icon = "time"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screen."""
        return [path("", Terms.as_view(), name="index")]
