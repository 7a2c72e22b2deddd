"""The organizers' screen of a cancelled edition: what would happen, the year typed, how far it is, what is left."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from conference.edition.models import Edition
from conference.permissions import can_cancel_editions
from conference.registration.refunding.models import MassRefund
from conference.registration.refunding.reading import not_paid_back, progress_of
from conference.registration.refunding.services import WrongYear, begin, orders_of, try_again
from core.admin.screens import Guarded

MOST_SHOWN = 200


class ConfirmForm(forms.Form):
    """The year, typed, and what everybody is told."""

    message = forms.CharField(
        label=gettext_lazy("What people are told"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Everybody reads it, in one mail each; say nothing that names a person."),
    )
    year = forms.IntegerField(
        label=gettext_lazy("The edition's year"),
        min_value=1,
        max_value=9999,
        help_text=gettext_lazy("Typed, to be sure. This cannot be taken back."),
    )


class EditionChoice(Guarded, WagtailAdminTemplateMixin, View):
    """Which edition."""

    allowed = staticmethod(can_cancel_editions)
    page_title = gettext_lazy("Cancel an edition")
    header_icon = "warning"
    _show_breadcrumbs = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """List the editions."""
        context = self.get_context_data(editions=Edition.objects.order_by("-year").select_related("mass_refund"))
        return render(request, "conference/admin/cancel_editions.html", context)


class EditionCancelling(Guarded, WagtailAdminTemplateMixin, View):
    """One edition: the form, or how far the refund is."""

    allowed = staticmethod(can_cancel_editions)
    page_title = gettext_lazy("Cancel an edition")
    header_icon = "warning"
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the choice, this edition."""
        choice = {"url": reverse("conference_cancelling:index"), "label": _("Cancel an edition")}
        return [*self.breadcrumbs_items, choice, {"url": "", "label": str(self.kwargs["year"])}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it."""
        return self._page(request, ConfirmForm(label_suffix=""))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Begin, or try what failed again."""
        edition = self._edition()
        mass = MassRefund.objects.filter(edition=edition).first()
        if mass:
            if try_again(mass=mass, actor=request.user):
                messages.success(request, _("The orders that failed are tried again."))
            return redirect("conference_cancelling:edition", year=edition.year)
        form = ConfirmForm(request.POST, label_suffix="")
        if form.is_valid():
            try:
                begin(
                    edition=edition,
                    typed_year=form.cleaned_data["year"],
                    message=form.cleaned_data["message"],
                    actor=request.user,
                )
            except WrongYear:
                form.add_error("year", _("This is not the edition's year."))
            else:
                messages.success(request, _("The edition is cancelled; everybody is being paid back."))
                return redirect("conference_cancelling:edition", year=edition.year)
        return self._page(request, form, status=422)

    def _edition(self) -> Edition:
        return get_object_or_404(Edition, year=self.kwargs["year"])

    def _page(self, request: HttpRequest, form: forms.Form, status: int = 200) -> HttpResponse:
        edition = self._edition()
        mass = MassRefund.objects.filter(edition=edition).select_related("started_by").first()
        rows = list(not_paid_back(mass)[:MOST_SHOWN]) if mass else []
        context = self.get_context_data(
            edition=edition,
            mass=mass,
            form=form,
            progress=progress_of(mass) if mass else None,
            orders=len(orders_of(edition)) if mass is None else 0,
            rows=rows,
        )
        return render(request, "conference/admin/cancel_edition.html", context, status=status)


class CancellingMenuItem(MenuItem):
    """Shown to organizers."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may cancel an edition."""
        return can_cancel_editions(request.user)


class CancellingViewSet(ViewSet):
    """The choice and the screen."""

    name = "conference_cancelling"
    url_prefix = "conference/cancelling"
    menu_label = gettext_lazy("Cancel an edition")
    menu_order = 950
    icon = "warning"
    menu_item_class = CancellingMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", EditionChoice.as_view(), name="index"),
            path("<int:year>/", EditionCancelling.as_view(), name="edition"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [CancellingViewSet]
