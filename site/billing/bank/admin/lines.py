"""The movements and what is proposed for them; a person confirms one or many."""

from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets.button import HeaderButton

from billing.bank.forms import IgnoreForm
from billing.bank.matching import open_claims, propose
from billing.bank.models import BankLine
from billing.bank.services import confirm_match, ignore_line, reopen_line
from billing.errors import BillingError
from billing.permissions import can_work_on_finance
from billing.screens import Guarded, Listing

MOST = 50


class LineFilters(WagtailFilterSet):
    """By state, direction and day."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=BankLine.State.choices, widget=forms.RadioSelect)
    way = django_filters.ChoiceFilter(
        label=_("Direction"), choices=[("in", _("came in")), ("out", _("went out"))], widget=forms.RadioSelect,
        method="keep",
    )  # fmt: skip
    booked_on = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = BankLine
        fields = ["state", "way", "booked_on"]

    def keep(self, queryset: QuerySet[BankLine], name: str, value: str) -> QuerySet[BankLine]:
        """Keep what came in, or went out."""
        return queryset.filter(amount__gt=0) if value == "in" else queryset.filter(amount__lt=0)


class LineList(Listing):
    """Movements that wait for a word, the newest first; `?state=` shows the others."""

    model = BankLine
    results_template_name = "billing/admin/bank_lines_results.html"
    page_title = _("Bank")
    header_icon = "upload"
    verbose_name_plural = _("bank movements")
    filterset_class = LineFilters
    default_ordering = ("-booked_on", "-pk")
    index_url_name = "finance_bank:index"
    index_results_url_name = "finance_bank:index_results"
    columns: list[Any] = []

    def get_base_queryset(self) -> QuerySet[BankLine]:
        """What waits, unless a state is asked for."""
        lines = BankLine.objects.select_related("deposit")
        return lines if self.request.GET.get("state") else lines.filter(state=BankLine.State.OPEN)

    def search_queryset(self, queryset: QuerySet[BankLine]) -> QuerySet[BankLine]:
        """Look into names and references."""
        if not self.is_searching:
            return queryset
        text = self.search_query
        return queryset.filter(Q(payer__icontains=text) | Q(text__icontains=text) | Q(bank_reference__icontains=text))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what is proposed for the lines of this page; the orders are read once for all of them."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        lines = list(context["object_list"])
        waiting = any(line.state == BankLine.State.OPEN and line.amount > 0 for line in lines)
        claims = open_claims() if waiting else []
        context["rows"] = [(line, self._proposals(line, claims)) for line in lines]
        context["may_book"] = can_work_on_finance(self.request.user)
        return context

    def _proposals(self, line: BankLine, claims: Any) -> Any:
        if line.state != BankLine.State.OPEN:
            return []
        return propose(amount=line.amount, currency=line.currency, payer=line.payer, text=line.text, claims=claims)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Send a statement, for those who book."""
        if not can_work_on_finance(self.request.user):
            return []
        return [HeaderButton(label=_("Send a statement"), url=reverse("finance_bank:send"), icon_name="upload")]


class Decide(Guarded, View):
    """Confirm the proposals that a person ticked, or decide one movement by itself."""

    allowed = staticmethod(can_work_on_finance)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """Act on the lines; each is a transaction of its own, so that a refused one holds up no other."""
        if "one" in request.POST:
            return self._one(request)
        chosen = [self._chosen(value) for value in request.POST.getlist("match")[:MOST]]
        lines = BankLine.objects.in_bulk([pk for pk, _orders in chosen])
        done = 0
        for pk, orders in chosen:
            if pk in lines:
                done += self._try(lambda line=lines[pk], orders=orders: confirm_match(
                    line=line, orders=orders, actor=request.user))  # fmt: skip
        if done:
            told = ngettext("%(count)d movement is booked.", "%(count)d movements are booked.", done)
            messages.success(request, told % {"count": done})
        elif not chosen:
            messages.warning(request, _t("Tick the proposals that are right."))
        return redirect("finance_bank:index")

    def _one(self, request: HttpRequest) -> HttpResponseBase:
        act, _dash, key = request.POST["one"].partition("-")
        line = get_object_or_404(BankLine, pk=int(key) if key.isascii() and key.isdigit() and len(key) < 18 else 0)
        if act == "hand" and self._try(lambda: confirm_match(line=line, orders=[], actor=request.user)):
            line.refresh_from_db()
            return redirect("finance_deposits:detail", pk=line.deposit_id)
        if act == "ignore":
            form = IgnoreForm({"reason": request.POST.get(f"reason-{line.pk}", "")})
            if form.is_valid():
                self._try(lambda: ignore_line(line=line, reason=form.cleaned_data["reason"], actor=request.user))
            else:
                messages.error(request, _t("Say in a few words why it is no payment of ours."))
        if act == "reopen":
            self._try(lambda: reopen_line(line=line, actor=request.user))
        return redirect("finance_bank:index")

    def _try(self, act: Any) -> bool:
        try:
            act()
        except BillingError as error:
            messages.error(self.request, str(error.sentence))
            return False
        return True

    def _chosen(self, value: str) -> tuple[int, list[int]]:
        """A line and its orders, as the ticked box names them: `12:7,9`."""
        key, _colon, orders = value.partition(":")
        numbers = [key, *orders.split(",")]
        if not all(number.isascii() and number.isdigit() and len(number) < 18 for number in numbers):
            raise PermissionDenied
        return int(key), [int(number) for number in numbers[1:]]
