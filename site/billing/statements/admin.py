"""Accounts of agencies: the list, one account, its export and its PDF."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from billing.permissions import can_export_finance
from billing.screens import FinanceViewSet, Guarded, TableExport
from billing.statements.documents import LABELS
from billing.statements.forms import AccountForm
from billing.statements.models import AccountStatement
from billing.statements.reading import Account, read_account, read_balances
from billing.statements.services import request_statement
from core.files.services import serve_private

PER_PAGE = 50


class AccountScreen(Guarded, WagtailAdminTemplateMixin, View):
    """A screen about accounts."""

    header_icon = "group"
    page_title: Any = _("Accounts")
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, accounts."""
        return [*self.breadcrumbs_items, {"url": reverse("finance_accounts:index"), "label": _t("Accounts")}]


class Accounts(AccountScreen):
    """Each agency with what it owes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of them."""
        text = request.GET.get("q", "").replace("\0", "").strip()[:100]
        page = Paginator(read_balances(text), PER_PAGE).get_page(request.GET.get("p"))
        return render(request, "billing/admin/accounts.html", self.get_context_data(page=page, text=text))


class OneAccount(AccountScreen):
    """One agency's account, and the button that makes its PDF."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it; without an agency there is nothing to show."""
        return self._page(AccountForm(request.GET))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Have the PDF made; it appears below when it is ready."""
        form = AccountForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        request_statement(**form.cleaned_data, actor=request.user)
        messages.success(request, _t("The statement is being made. It is below in a minute; load the page again."))
        return redirect(f"{request.path}?{request.GET.urlencode()}")

    def _page(self, form: AccountForm, status: int = 200) -> HttpResponse:
        account = read_account(**form.cleaned_data) if form.is_valid() else None
        made = AccountStatement.objects.select_related("file", "made_by")
        context = self.get_context_data(
            form=form,
            account=account,
            rows=[(entry, LABELS.get(entry.kind, _t("order, not invoiced"))) for entry in account.entries]
            if account
            else [],
            statements=made.filter(agency__iexact=account.agency)[:20] if account else [],
            query=self.request.GET.urlencode(),
            may_export=can_export_finance(self.request.user),
        )
        status = status if account or status != 200 else 422
        return render(self.request, "billing/admin/account.html", context, status=status)


class AccountExport(TableExport):
    """One account as a table, with a reason."""

    what = "account"
    header = ("date", "kind", "reference", "order", "due", "charge", "payment", "currency")

    def rows(self) -> Iterable[Sequence[Any]]:
        """Return the account's rows, the opening and the closing balance among them."""
        form = AccountForm(self.request.GET)
        if not form.is_valid():
            raise Http404
        account: Account = read_account(**form.cleaned_data)
        currency = account.currency
        yield (account.since, "opening balance", "", "", None, account.opening, None, currency)
        for entry in account.entries:
            charge, payment = (entry.amount, None) if entry.kind not in PAYMENTS else (None, -entry.amount)
            yield (entry.day, entry.kind, entry.reference, entry.order, entry.due_on, charge, payment, currency)
        yield (account.until, "closing balance", "", "", None, account.closing, None, currency)


PAYMENTS = ("payment", "refund", "chargeback", "correction")


class StatementFile(Guarded, View):
    """The PDF of a statement."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponseBase:
        """Send it."""
        statement = get_object_or_404(AccountStatement.objects.select_related("file"), public_id=public_id)
        if statement.file is None:
            raise Http404
        return serve_private(statement.file)


class AccountViewSet(FinanceViewSet):
    """List, account, export, files."""

    name = "finance_accounts"
    url_prefix = "finance/accounts"
    menu_label = _("Accounts")
    icon = "group"

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Accounts.as_view(), name="index"),
            path("one/", OneAccount.as_view(), name="one"),
            path("one/export/", AccountExport.as_view(), name="export"),
            path("files/<str:public_id>/", StatementFile.as_view(), name="file"),
        ]
