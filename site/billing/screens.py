"""What finance's screens in the admin share: who may open them, lists of fifty, exports with a reason."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from billing.permissions import can_export_finance, can_see_finance
from core.audit.services import record
from core.exports import as_csv, as_xlsx

Sentence = Callable[[Any], bool]


class Guarded:
    """Opens a view only to those of whom `allowed` is true."""

    allowed: ClassVar[Sentence] = staticmethod(can_see_finance)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else."""
        if not type(self).allowed(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return answer


class Listing(Guarded, BaseListingView):
    """A list with search and filters, fifty rows a page, in a fixed number of queries."""

    paginate_by = 50
    is_searchable = True
    search_backend_name = None
    default_ordering: str | tuple[str, ...] = "-pk"


class FinanceMenuItem(MenuItem):
    """Shown to whoever may open it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person sees finance."""
        return can_see_finance(request.user)


class FinanceViewSet(ViewSet):
    """A screen of the Finance menu."""

    menu_item_class = FinanceMenuItem


class ExportForm(forms.Form):
    """Why the table leaves the house, and as what."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It is kept in the audit with your name, the rows and the time.")
    )
    kind = forms.ChoiceField(label=_("Format"), choices=[("xlsx", "Excel (XLSX)"), ("csv", "CSV")])


class Export(WagtailAdminTemplateMixin):
    """Mixed into a listing: asks for the reason, then sends what the listing shows, without pages."""

    allowed: ClassVar[Sentence] = staticmethod(can_export_finance)
    page_title = _("Export")
    header_icon = "download"
    what = ""
    header: Sequence[str] = ()

    def row(self, entry: Any) -> Sequence[Any]:
        """Return one row of the table."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the reason."""
        return self._ask(ExportForm(), 200)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the audit entry, then the table."""
        form = ExportForm(request.POST)
        if not form.is_valid():
            return self._ask(form, 422)
        assert request.user.is_authenticated  # noqa: S101 - `dispatch` has refused everybody else
        rows = [self.row(entry) for entry in self._entries()]
        kind = form.cleaned_data["kind"]
        record(
            actor=request.user,
            action=f"{self.what}.exported",
            obj=request.user,
            reason=form.cleaned_data["reason"],
            changes={"rows": len(rows), "format": kind, "filters": sorted(request.GET)},
        )
        content = as_xlsx(self.header, rows) if kind == "xlsx" else as_csv(self.header, rows)
        types = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}
        name = f"{self.what}-{timezone.localdate().isoformat()}.{kind}"
        return HttpResponse(
            content,
            content_type=types[kind],
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
        )

    def _entries(self) -> Iterable[Any]:
        entries: Iterable[Any] = self.get_queryset()
        return entries

    def _ask(self, form: ExportForm, status: int) -> HttpResponse:
        self.object_list = self.get_queryset().none()
        context = WagtailAdminTemplateMixin.get_context_data(self, form=form)
        return render(self.request, "billing/admin/form.html", context, status=status)


def plain_time(moment: datetime | None) -> datetime | None:
    """Return a time as spreadsheets take it: UTC, without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0) if moment else None
