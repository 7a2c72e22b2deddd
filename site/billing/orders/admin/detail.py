"""One order with its lines, ledger, documents and history, and the acts on it."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from billing.deposits.models import Allocation
from billing.errors import BillingError
from billing.orders.admin.actions import ACTIONS
from billing.orders.labels import labels_of
from billing.orders.models import Order, OrderLine
from billing.refunds.services import refundable_by_card
from billing.screens import Guarded
from core.admin.actions import due_actions
from core.audit.models import AuditEntry
from core.audit.services import record
from core.files.services import serve_private
from core.money import ZERO, format_money

HISTORY = 200


def find_order(pk: int) -> Order:
    """Return an order with totals and what hangs on it one to one; 404 if there is none."""
    orders = Order.objects.with_totals().select_related("user", "purchase_order__file", "purchase_order__decided_by")
    return get_object_or_404(orders, pk=pk)


def _lines(order: Order) -> list[tuple[OrderLine, str, Decimal | None]]:
    """Each line with the person it is for, and what deposits were allocated to it."""
    lines = list(order.lines.order_by("position"))
    labels = labels_of(lines)
    paid = Allocation.objects.filter(line__order=order).order_by().values_list("line").annotate(sum=Sum("amount"))
    allocated = {line: amount for line, amount in paid if amount}
    return [(line, labels[line.pk].person, allocated.get(line.pk)) for line in lines]


class OrderScreen(Guarded, WagtailAdminTemplateMixin, View):
    """A screen below one order."""

    header_icon = "list-ul"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the order."""
        super().setup(request, *args, **kwargs)
        self.order = find_order(kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, orders, this one."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("finance_orders:index"), "label": _("Orders")},
            {"url": reverse("finance_orders:detail", args=[self.order.pk]), "label": self.order.number},
        ]


class OrderDetail(OrderScreen):
    """Everything about an order, in a fixed number of queries."""

    template_name = "billing/admin/order.html"

    def get_page_title(self) -> str:
        """The order's number."""
        return self.order.number

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        order = self.order
        context = self.get_context_data(
            order=order,
            actions=due_actions(ACTIONS, order, request.user),
            lines=_lines(order),
            transactions=order.transactions.select_related("booked_by").order_by("pk"),
            refunds=order.refunds.select_related("requested_by").order_by("pk"),
            refundable=sum(refundable_by_card(order).values(), ZERO),
            attempts=order.attempts.order_by("number"),
            documents=order.invoices.select_related("file", "replaced_by").order_by("pk"),
            cases=order.cases.order_by("pk"),
            purchase_order=getattr(order, "purchase_order", None),
            history=AuditEntry.objects.about(order).select_related("actor")[:HISTORY],
        )
        return render(request, self.template_name, context)


class OrderAct(OrderScreen):
    """Ask for what the act needs, then do it."""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below the order, the act."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": ACTIONS[self.kwargs["action"]].label}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        action = self._action(request)
        initial = {"amount": request.GET["amount"]} if request.GET.get("amount") else {}
        return self._page(request, action.form(self.order, initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Act; what is refused is said above the form."""
        action = self._action(request)
        form = action.form(self.order, request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        try:
            action.run(self.order, self._values(form), request.user)
        except BillingError as error:
            # The service's transaction is undone; the attempt is kept all the same.
            record(
                actor=request.user,
                action=f"order.{self.kwargs['action']}.refused",
                obj=self.order,
                changes={"error": type(error).__name__},
            )
            form.add_error(None, str(error.sentence))
            return self._page(request, form, status=422)
        messages.success(request, str(action.done))
        return redirect("finance_orders:detail", pk=self.order.pk)

    def _values(self, form: Any) -> dict[str, Any]:
        values: dict[str, Any] = dict(form.cleaned_data)
        values["key"] = f"{self.kwargs['action']}-{values['key']}"
        return values

    def _action(self, request: HttpRequest) -> Any:
        action = ACTIONS.get(self.kwargs["action"])
        if action is None:
            raise Http404
        if not action.allowed(request.user):
            raise PermissionDenied
        return action

    def _page(self, request: HttpRequest, form: Any, status: int = 200) -> HttpResponse:
        action = ACTIONS[self.kwargs["action"]]
        order = self.order
        self.page_title = action.label
        context = self.get_context_data(
            form=form,
            danger=action.danger,
            submit=action.label,
            back=reverse("finance_orders:detail", args=[order.pk]),
            facts=[
                (_("Order"), f"{order.number}, {order.buyer_name}"),
                (_("Total"), format_money(order.total, order.currency)),
                (_("Paid"), format_money(order.paid, order.currency)),
                (
                    _("Refundable to the card"),
                    format_money(sum(refundable_by_card(order).values(), ZERO), order.currency),
                ),
            ],
        )
        return render(request, "core/admin/form.html", context, status=status)


class OrderDocument(OrderScreen):
    """A document's or the purchase order's file."""

    page_title = gettext_lazy("Document")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send it."""
        if kwargs["document"] == "purchase-order":
            found = getattr(self.order, "purchase_order", None)
        else:
            found = self.order.invoices.select_related("file").filter(public_id=kwargs["document"]).first()
        if found is None or found.file is None:
            raise Http404
        return serve_private(found.file)
