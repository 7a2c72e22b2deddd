"""Discount rules, codes and their uses, as organizers set them and finance reads them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from conference.edition.admin import EditionList
from conference.permissions import can_edit_prices, can_read_prices
from conference.registration.discounts.forms import BatchForm, RuleForm
from conference.registration.discounts.models import DiscountCode, DiscountRule, DiscountUse
from conference.registration.discounts.services import CodesTaken, make_codes
from conference.registration.states import OCCUPYING
from core.admin.exports import ReasonedIndexView, exporting
from core.admin.screens import Guarded
from people.policies import SentencePolicy, nobody

POLICIES = [
    SentencePolicy(DiscountRule, change=can_edit_prices, view=can_read_prices),
    SentencePolicy(DiscountCode, change=can_edit_prices, view=can_read_prices),
    SentencePolicy(DiscountUse, change=nobody, view=can_read_prices),
]


class CodeIndex(ReasonedIndexView):
    """Codes with how often each is used."""

    may_export = staticmethod(can_edit_prices)
    related = ("rule", "edition")

    def get_base_queryset(self) -> Any:
        """Count the uses that stand, along with the rows."""
        live = Q(uses__registration__state__in=OCCUPYING)
        return super().get_base_queryset().annotate(live_uses=Count("uses", filter=live))


class RuleViewSet(EditionList):
    """Rules."""

    model = DiscountRule
    name = "conference_discount_rules"
    icon = "tag"
    menu_label = _("Discount rules")
    list_display = ["code", "way", "kind", "value", "max_uses", "budget", "is_active", "edition"]
    list_filter = ["edition", "way", "is_active"]
    list_export = ["edition", "code", "way", "kind", "value", "minimum", "max_uses", "budget", "rule"]
    export_filename = "discount-rules"
    search_fields = ["code", "rule"]
    index_view_class = exporting(can_read_prices, "edition")

    def get_form_class(self, for_update: bool = False) -> type[RuleForm]:
        """Return the form."""
        return RuleForm


class CodeViewSet(EditionList):
    """Codes; a new set of them is made on its own screen."""

    model = DiscountCode
    name = "conference_discount_codes"
    icon = "key"
    menu_label = _("Discount codes")
    form_fields = ["rule", "code", "email", "max_uses", "is_active", "note"]
    list_display = ["code", "rule", "email", "max_uses", "used", "is_active", "note"]
    list_filter = ["edition", "rule", "is_active"]
    list_export = ["edition", "rule", "code", "email", "max_uses", "used", "is_active", "note"]
    export_filename = "discount-codes"
    search_fields = ["code", "email", "note"]
    index_view_class = CodeIndex


class UseViewSet(EditionList):
    """Uses: read only, they are part of the books."""

    model = DiscountUse
    name = "conference_discount_uses"
    icon = "list-ul"
    menu_label = _("Discounts given")
    form_fields = ["rule"]
    list_display = ["rule", "code", "amount", "registration", "created_at"]
    list_filter = ["rule__edition", "rule"]
    list_export = ["rule", "code", "amount", "registration", "created_at"]
    export_filename = "discounts-given"
    search_fields = ["rule__code", "code__code", "registration__name", "registration__order__number"]
    index_view_class = exporting(can_read_prices, "rule", "code", "registration")


class BatchMenuItem(MenuItem):
    """Shown to whoever sets prices."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person makes codes."""
        return can_edit_prices(request.user)


class Batch(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """Make a set of codes; the list of them is taken away from there."""

    allowed = can_edit_prices
    page_title = _("Make discount codes")
    header_icon = "key"
    breadcrumbs_items = ()

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        return self._ask(BatchForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make them, and go to their list."""
        form = BatchForm(request.POST)
        if not form.is_valid():
            return self._ask(form, 422)
        values = dict(form.cleaned_data)
        values["number"] = values["number"] or 0
        try:
            made = make_codes(**values, actor=request.user)
        except CodesTaken:
            form.add_error("shared", _("The edition has this code already."))
            return self._ask(form, 422)
        messages.success(request, ngettext("%d code is made.", "%d codes are made.", len(made)) % len(made))
        return redirect(f"{reverse('conference_discount_codes:index')}?rule={values['rule'].pk}")

    def _ask(self, form: BatchForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form, back=reverse("conference_discount_codes:index"))
        return render(self.request, "core/admin/form.html", context, status=status)


class BatchViewSet(ViewSet):
    """New codes."""

    name = "conference_discount_batches"
    url_prefix = "conference/discount-codes/new"
    menu_label = _("Make discount codes")
    icon = "key"
    menu_item_class = BatchMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screen."""
        return [path("", Batch.as_view(), name="index")]


VIEWSETS = [RuleViewSet, CodeViewSet, BatchViewSet, UseViewSet]
