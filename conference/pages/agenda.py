"""What the agenda page shows."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from conference.agenda.access import Viewer
from conference.agenda.placed import published
from conference.agenda.projection import SessionView, project_all
from conference.edition.models import Edition
from conference.pages.filters import MOST_TEXT, NAMES, TEXT, Filters, choices, read_day, read_filters
from conference.pages.remembering import remembered
from conference.pages.timetable import Day, lay_out

TEMPLATE = "conference/pages/parts/agenda_body.html"


def visible_sessions(edition: Edition, viewer: Viewer) -> list[SessionView]:
    """Return the published sessions as the viewer sees them, in order."""
    return project_all(published(edition), viewer, edition)


def agenda_body(
    edition: Edition, viewer: Viewer, query: QueryDict, base_url: str, day: date | None = None
) -> dict[str, Any]:
    """Return the rendered agenda and the chosen day.

    Nothing in it is personal but what the viewer's rights decide, so people with equal rights share one rendering in
    this process until anything public changes. Visitors without a session have whole pages in `core.page_cache`.
    """
    chosen = day or read_day(query.get("day", ""), edition)
    asked = tuple(sorted((name, query[name][:MOST_TEXT]) for name in (*NAMES, TEXT) if query.get(name)))

    def render() -> str:
        context = agenda_context(edition, viewer, query, day)
        return render_to_string(TEMPLATE, {"edition": edition, "base_url": base_url, **context})

    key = (edition.pk, base_url, viewer, chosen, asked, get_language())
    return {"body": mark_safe(remembered(key, render)), "chosen_day": chosen}


def agenda_context(edition: Edition, viewer: Viewer, query: QueryDict, day: date | None = None) -> dict[str, Any]:
    """Return the days asked for with their sessions, the filters and the links between days."""
    views = visible_sessions(edition, viewer)
    filters = read_filters(query, edition, day)
    shown = [view for view in views if filters.admits(view)]
    kept = urlencode(filters.query)
    return {
        "days": _days(edition, shown),
        "all_days": edition.days(),
        "chosen_day": filters.day,
        "filters": {name: choices_ for name, choices_ in choices(views, filters).items() if choices_},
        "filters_active": filters.active,
        "text": filters.text,
        "droppable": _droppable(views, filters),
        "kept_query": f"?{kept}" if kept else "",
        "count": len(shown),
        "has_closed": any(not view.is_open for view in shown),
        "filter_names": NAMES,
    }


def _droppable(views: list[SessionView], filters: Filters) -> list[tuple[str, str, int]]:
    """Return, for each filter asked for, its name, the address's query without it, and how many sessions that shows."""
    found = []
    for name in filters.query:
        others = filters.without(name)
        count = sum(others.admits(view) for view in views)
        found.append((name, urlencode(others.query), count))
    return found


def _days(edition: Edition, shown: list[SessionView]) -> list[Day]:
    by_day: dict[date, list[SessionView]] = {}
    for view in shown:
        by_day.setdefault(view.day, []).append(view)
    return [lay_out(day, by_day[day]) for day in sorted(by_day)]
