"""One deposit: its parts, and the forms to allocate the rest, to take a part back or to send the rest back."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from billing.deposits.admin.listing import facts_of
from billing.deposits.forms import AllocationForm, DepositForm, ReturnForm, UndoForm
from billing.deposits.models import Deposit
from billing.deposits.services import allocate, book_deposit, open_lines, return_deposit, undo_allocation
from billing.errors import BillingError
from billing.orders.labels import labels_of
from billing.orders.models import Order, OrderLine
from billing.payments.models import Transaction
from billing.permissions import can_work_on_finance
from billing.screens import Guarded
from core.audit.services import record
from core.money import ZERO

SHOWN = 10


def payable_orders(deposit: Deposit, text: str) -> list[Order]:
    """Return unpaid orders of the deposit's currency that a search finds; the payer's own without a search."""
    owing = Order.objects.owing().filter(currency=deposit.currency)
    words = text or deposit.payer
    return list(
        owing.filter(
            Q(number__icontains=words)
            | Q(billing_agency__icontains=words)
            | Q(billing_reference__icontains=words)
            | Q(buyer_name__icontains=words)
            | Q(purchase_order__number__icontains=words)
            | Q(pk__in=Order.objects.filter(invoices__number__icontains=words).values("pk"))
        ).order_by("placed_at")[:SHOWN]
    )


class DepositScreen(Guarded, WagtailAdminTemplateMixin, View):
    """A screen about deposits."""

    header_icon = "download"
    _show_breadcrumbs = True
    page_title: Any = gettext_lazy("Deposit")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, deposits, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("finance_deposits:index"), "label": _("Deposits")},
            {"url": "", "label": self.page_title},
        ]


class NewDeposit(DepositScreen):
    """Book what arrived; it is allocated on its own page."""

    page_title = gettext_lazy("Book a deposit")
    allowed = staticmethod(can_work_on_finance)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self._page(DepositForm())

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Book it, once however often the form is sent."""
        form = DepositForm(request.POST)
        if not form.is_valid():
            return self._page(form, 422)
        values = dict(form.cleaned_data)
        deposit = book_deposit(**{**values, "key": f"form-{values['key']}"}, actor=request.user)
        messages.success(request, _("The deposit is booked. Choose what it pays."))
        return redirect("finance_deposits:detail", pk=deposit.pk)

    def _page(self, form: DepositForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, back=reverse("finance_deposits:index"))
        return render(self.request, "core/admin/form.html", context, status=status)


class DepositDetail(DepositScreen):
    """Where the money went, and where the rest may go."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the deposit."""
        super().setup(request, *args, **kwargs)
        found = Deposit.objects.arrived().with_rest().select_related("booked_by")
        self.deposit: Deposit = get_object_or_404(found, pk=kwargs["pk"])
        self.page_title = self.deposit.reference
        self.text = request.GET.get("q", "").replace("\0", "").strip()[:100]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self._page()

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Allocate, take back, or send back; what is refused is said above the page."""
        if not can_work_on_finance(request.user):
            raise PermissionDenied
        act = request.POST.get("act", "")
        form: Any = {"undo": UndoForm, "return": ReturnForm}.get(act, self._allocation)(request.POST)
        if not form.is_valid():
            return self._page({act: form}, 422)
        try:
            done = getattr(self, {"undo": "_undo", "return": "_return"}.get(act, "_allocate"))(form)
        except BillingError as error:
            changes = {"error": type(error).__name__}
            record(actor=request.user, action="deposit.refused", obj=self.deposit, changes=changes)
            messages.error(request, str(error.sentence))
            return self._page({act: form}, 422)
        messages.success(request, done)
        return redirect("finance_deposits:detail", pk=pk)

    def _allocate(self, form: AllocationForm) -> str:
        allocate(
            deposit=self.deposit, amounts=form.orders(), lines=form.lines(), actor=self.request.user,
            key=form.cleaned_data["key"],
        )  # fmt: skip
        return _("Allocated. What is left stays with the deposit.")

    def _undo(self, form: UndoForm) -> str:
        entry = get_object_or_404(Transaction, pk=form.cleaned_data["entry"], deposit=self.deposit)
        undo_allocation(deposit=self.deposit, entry=entry, reason=form.cleaned_data["reason"], actor=self.request.user)
        return _("Taken back by an entry of its own. The amount may be allocated again.")

    def _return(self, form: ReturnForm) -> str:
        values = form.cleaned_data
        return_deposit(
            deposit=self.deposit, amount=values["amount"], reason=values["reason"], key=f"form-{values['key']}",
            actor=self.request.user,
        )  # fmt: skip
        return _("Booked as sent back.")

    def _allocation(self, data: Any = None) -> AllocationForm:
        return AllocationForm(self._choices(), data)

    def _choices(self) -> dict[Order, dict[OrderLine, Decimal]]:
        if self.deposit.rest <= ZERO:
            return {}
        return {order: open_lines(order) for order in payable_orders(self.deposit, self.text)}

    def _page(self, forms: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
        forms = forms or {}
        may = can_work_on_finance(self.request.user)
        allocation = forms.get("allocate") or forms.get("") or self._allocation()
        labels = labels_of([line for lines in allocation.choices.values() for line in lines])
        rows = [
            (order, allocation[f"order-{order.pk}"],
             [(line, left, labels[line.pk].person, allocation[f"line-{line.pk}"]) for line, left in lines.items()])
            for order, lines in allocation.choices.items()
        ]  # fmt: skip
        parts = self.deposit.transactions.select_related("order", "booked_by").prefetch_related("allocations__line")
        entries = list(parts.order_by("pk"))
        undone = {entry.reference for entry in entries if entry.kind == Transaction.Kind.CORRECTION}
        context = self.get_context_data(
            deposit=self.deposit,
            facts=facts_of(self.deposit),
            parts=[(entry, may and entry.kind == "payment" and f"#{entry.pk}" not in undone) for entry in entries],
            returned=self.deposit.reversals.order_by("pk"),
            form=allocation if may and self.deposit.rest > ZERO else None,
            rows=rows,
            text=self.text,
            undo=forms.get("undo") or UndoForm(),
            back_form=(forms.get("return") or ReturnForm(initial={"amount": self.deposit.rest})) if may else None,
        )
        return render(self.request, "billing/admin/deposit.html", context, status=status)
