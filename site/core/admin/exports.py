"""Taking a list away as a spreadsheet: for those who may, with a reason, recorded, formulas made harmless."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from core.audit.services import record
from core.exports import as_csv, as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ReasonForm(forms.Form):
    """Why somebody takes data away."""

    reason = forms.CharField(
        label=_("What is the list for?"),
        min_length=3,
        max_length=200,
        help_text=_("Stored with your name and the time."),
    )


class ReasonedExport:
    """For index views: `?export=csv|xlsx` asks for a reason first, then answers with the file and records it."""

    may_export: Callable[[Any], bool]
    request: HttpRequest
    model: Any
    list_export: list[str]

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        """Return the reason's form, or the list."""
        if not type(self).may_export(self.request.user):
            raise PermissionDenied
        form = ReasonForm(self.request.GET if "reason" in self.request.GET else None)
        if not form.is_valid():
            kept = [(name, value) for name, value in self.request.GET.items() if name != "reason"]
            return render(self.request, "core/admin/export_reason.html", {"form": form, "kept": kept})
        header = [str(self.get_heading(queryset, name)) for name in self.list_export]  # type: ignore[attr-defined]
        rows = [[_cell(value) for value in self.to_row_dict(item).values()] for item in queryset]  # type: ignore[attr-defined]
        record(
            actor=self.request.user,
            action="list.exported",
            obj=cast("models.Model", self.request.user),
            reason=form.cleaned_data["reason"],
            changes={"list": self.model._meta.label_lower, "rows": len(rows), "format": spreadsheet_format},
        )
        csv = spreadsheet_format == "csv"
        content = as_csv(header, rows) if csv else as_xlsx(header, rows)
        response = HttpResponse(content, content_type="text/csv; charset=utf-8" if csv else XLSX)
        name = f"{self.get_filename()}.{spreadsheet_format}"  # type: ignore[attr-defined]
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class ReasonedIndexView(ReasonedExport, generic.IndexView):
    """A list whose download buttons show for those who may use them."""

    related: tuple[str, ...] = ()

    def get_base_queryset(self) -> Any:
        """Fetch what the columns show along with the rows."""
        return super().get_base_queryset().select_related(*self.related)

    @property
    def show_export_buttons(self) -> bool:
        """Whether to offer the download."""
        return bool(self.list_export) and type(self).may_export(self.request.user)


def exporting(may_export: Callable[[Any], bool], *related: str) -> type[ReasonedIndexView]:
    """Return an index view whose lists may be taken away by those of whom the sentence is true.

    `related` names the foreign keys that its columns show.
    """
    return type(
        "ExportingIndexView", (ReasonedIndexView,), {"may_export": staticmethod(may_export), "related": related}
    )


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M %Z")
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return value if value is None or isinstance(value, int | float | str) else str(value)
