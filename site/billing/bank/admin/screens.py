"""Send a statement, see what it would bring, take it in."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from billing.bank.forms import StatementForm
from billing.bank.models import BankStatement
from billing.bank.reading import SHOWN, Reading
from billing.bank.services import check_statement, new_movements, reread, take_in
from billing.permissions import can_work_on_finance
from billing.screens import Guarded
from core.imports.tables import Unreadable


class BankScreen(Guarded, WagtailAdminTemplateMixin, View):
    """A screen about the bank, for those who book."""

    allowed = staticmethod(can_work_on_finance)
    header_icon = "upload"
    _show_breadcrumbs = True
    page_title: Any = gettext_lazy("Bank statement")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, bank, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("finance_bank:index"), "label": _("Bank")},
            {"url": "", "label": self.page_title},
        ]


class SendStatement(BankScreen):
    """Send a file: it is read and shown, nothing is taken in."""

    page_title = gettext_lazy("Send a bank statement")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form and the statements so far."""
        return self._page(StatementForm())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Read it; what it would bring is shown on its own page."""
        form = StatementForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form, 422)
        values = form.cleaned_data
        name, content = values["file"]
        try:
            statement, _reading = check_statement(
                content=content, name=name, currency=values["currency"], day_order=values["day_order"],
                decimal_mark=values["decimal_mark"], actor=request.user,
            )  # fmt: skip
        except Unreadable as error:
            form.add_error("file", str(error))
            return self._page(form, 422)
        return redirect("finance_bank:statement", public_id=statement.public_id)

    def _page(self, form: StatementForm, status: int = 200) -> HttpResponse:
        found = BankStatement.objects.select_related("imported_by")
        page = Paginator(found, 20).get_page(self.request.GET.get("p"))
        context = self.get_context_data(form=form, statements=page)
        return render(self.request, "billing/admin/bank_send.html", context, status=status)


class StatementScreen(BankScreen):
    """What a file holds, what of it is new, and the button that takes it in."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the statement."""
        super().setup(request, *args, **kwargs)
        found = BankStatement.objects.select_related("file", "imported_by")
        self.statement = get_object_or_404(found, public_id=kwargs["public_id"])
        self.page_title = self.statement.name

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the dry run."""
        try:
            reading = reread(self.statement)
        except Unreadable as error:
            messages.error(request, str(error) or _("The file is not kept any more."))
            reading = Reading()
        new = new_movements(reading.movements)
        context = self.get_context_data(
            statement=self.statement,
            counts={"rows": len(reading.movements), "new": len(new), "known": len(reading.movements) - len(new)},
            new=new[:SHOWN],
            problems=reading.problems[:SHOWN],
            faulty=len(reading.problems),
        )
        return render(request, "billing/admin/bank_statement.html", context)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponseBase:
        """Take in what is new; rows with a fault wait for a better file."""
        try:
            reading = reread(self.statement)
        except Unreadable as error:
            messages.error(request, str(error) or _("The file is not kept any more."))
            return redirect("finance_bank:send")
        added = take_in(statement=self.statement, movements=reading.movements, actor=request.user)
        if added:
            told = ngettext("%(count)d new movement is taken in.", "%(count)d new movements are taken in.", added)
            messages.success(request, told % {"count": added})
        else:
            messages.info(request, _("All of it was here already. Nothing has changed."))
        return redirect("finance_bank:index")
