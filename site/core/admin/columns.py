"""Columns for long lists: a cell of plain text is not worth a template of its own."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import Column, Table


class TextColumn(Column):
    """A column of plain text; its cells cost a fraction of Wagtail's own, which draws a template for each."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        """Return a row's cell."""
        return format_html("<td>{}</td>", str(self.get_value(instance)))


class LinkColumn(TextColumn):
    """The column whose text leads to the row's own page, which `url_name` names."""

    def __init__(self, name: str, *, url_name: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.url_name = url_name

    def render_cell_html(self, instance: Any, parent_context: Any) -> SafeString:
        """Return a row's cell."""
        return format_html(
            '<td class="title"><div class="title-wrapper"><a href="{}">{}</a></div></td>',
            reverse(self.url_name, args=[instance.pk]),
            str(self.get_value(instance)),
        )


class PlainTable(Table):
    """A table of such columns only; its rows are written at once, without a template for each."""

    template_name = "core/admin/plain_table.html"

    @property
    def plain_rows(self) -> SafeString:
        """Return all rows; each cell was escaped by its column."""
        columns = list(self.columns.values())
        rows = ("".join(column.render_cell_html(row, None) for column in columns) for row in self.data)
        return SafeString("".join(f"<tr>{cells}</tr>" for cells in rows))
