"""The figures' screen: charts with their tables, and each table as a file."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from conference.edition.models import Edition
from conference.permissions import can_read_figures
from conference.registration.figures.money import ageing, income, ledger
from conference.registration.figures.sales import sales
from conference.registration.figures.tables import Figure
from conference.registration.figures.workshops import workshops
from core.admin.exports import XLSX
from core.admin.screens import ExportForm, Guarded
from core.audit.services import record
from core.exports import as_csv, as_xlsx

FIGURES: dict[str, Callable[[Edition, Edition | None], Figure]] = {
    "sales": sales,
    "income": lambda edition, last: income(edition),
    "ledger": lambda edition, last: ledger(edition),
    "ageing": lambda edition, last: ageing(edition),
    "workshops": lambda edition, last: workshops(edition),
}


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """A screen for those who read figures."""

    allowed = can_read_figures
    breadcrumbs_items = ()
    page_title = _("Figures")
    header_icon = "view"

    @cached_property
    def edition(self) -> Edition:
        """The address's edition; raises Http404."""
        return get_object_or_404(Edition, year=self.kwargs["year"])

    @cached_property
    def last(self) -> Edition | None:
        """The edition before it."""
        return Edition.objects.filter(year__lt=self.edition.year).order_by("-year").first()


class Index(Screen):
    """Leads to the current edition's figures."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        edition = Edition.objects.current() or Edition.objects.first()
        if edition is None:
            return redirect("wagtailadmin_home")
        return redirect("conference_figures:figures", year=edition.year)


class Figures(Screen):
    """All figures of an edition, in a fixed number of queries."""

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """Show them."""
        context = self.get_context_data(
            edition=self.edition,
            editions=Edition.objects.all(),
            figures=[make(self.edition, self.last) for make in FIGURES.values()],
        )
        return render(request, "conference/admin/figures/figures.html", context)


class File(Screen):
    """One table as a file, the same as on the screen; with a reason, recorded."""

    def get(self, request: HttpRequest, year: int, figure: str) -> HttpResponse:
        """Ask for the reason."""
        return self._ask(ExportForm(), 200)

    def post(self, request: HttpRequest, year: int, figure: str) -> HttpResponse:
        """Send the file."""
        shown = self.figure
        form = ExportForm(request.POST)
        if not form.is_valid():
            return self._ask(form, 422)
        kind = form.cleaned_data["kind"]
        record(
            actor=request.user,
            action="figures.exported",
            obj=self.edition,
            reason=form.cleaned_data["reason"],
            changes={"figure": shown.code, "format": kind, "rows": len(shown.all_rows)},
        )
        table = as_csv if kind == "csv" else as_xlsx
        return HttpResponse(
            table(shown.header, shown.all_rows),
            content_type="text/csv; charset=utf-8" if kind == "csv" else XLSX,
            headers={
                "Content-Disposition": f'attachment; filename="{shown.code}-{self.edition.year}.{kind}"',
                "Cache-Control": "private, no-store",
            },
        )

    def get_page_title(self) -> str:
        """The figure's."""
        return self.figure.title

    @cached_property
    def figure(self) -> Figure:
        """The address's figure; raises Http404."""
        make = FIGURES.get(self.kwargs["figure"])
        if make is None:
            raise Http404
        return make(self.edition, self.last)

    def _ask(self, form: ExportForm, status: int) -> HttpResponse:
        return render(self.request, "core/admin/form.html", self.get_context_data(form=form), status=status)


class FiguresMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person reads figures."""
        return can_read_figures(request.user)


class FiguresViewSet(ViewSet):
    """The screen and its files."""

    name = "conference_figures"
    url_prefix = "conference/figures"
    menu_label = _("Figures")
    menu_order = 9
    icon = "view"
    menu_item_class = FiguresMenuItem

    def get_urlpatterns(self) -> list[Any]:
        """Return the screens."""
        return [
            path("", Index.as_view(), name="index"),
            path("<int:year>/", Figures.as_view(), name="figures"),
            path("<int:year>/<slug:figure>/", File.as_view(), name="file"),
        ]


POLICIES: list[Any] = []
VIEWSETS = [FiguresViewSet]
