"""What our own screens in the admin share: who may open them, lists of fifty, exports with a reason."""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from core.audit.services import record
from core.exports import as_csv, as_xlsx


class Guarded:
    """Opens a view only to those of whom `allowed` is true; each subject says who that is."""

    allowed: ClassVar[Any]

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


class ExportForm(forms.Form):
    """Why the table leaves the house, and as what."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It is kept in the audit with your name, the rows and the time.")
    )
    kind = forms.ChoiceField(label=_("Format"), choices=[("xlsx", "Excel (XLSX)"), ("csv", "CSV")])


class Export(WagtailAdminTemplateMixin):
    """Mixed into a listing: asks for the reason, then sends what the listing shows, without pages."""

    allowed: ClassVar[Any]
    page_title = _("Export")
    header_icon = "download"
    what = ""
    header: Sequence[str] = ()

    @abstractmethod
    def row(self, entry: Any) -> Sequence[Any]:
        """Return one row of the table."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the reason."""
        return self._ask(ExportForm(), 200)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Write the audit entry, then the table."""
        form = ExportForm(request.POST)
        if not form.is_valid():
            return self._ask(form, 422)
        rows = [self.row(entry) for entry in self._entries()]
        kind = form.cleaned_data["kind"]
        record(
            actor=request.user,
            action=f"{self.what}.exported",
            obj=cast("models.Model", request.user),
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
        return render(self.request, "core/admin/form.html", context, status=status)


def plain_time(moment: datetime | None) -> datetime | None:
    """Return a time as spreadsheets take it: UTC, without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0) if moment else None
