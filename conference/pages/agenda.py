"""What the agenda page shows."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from conference.agenda.access import Viewer
from conference.agenda.placed import published
from conference.agenda.projection import SessionView, project_all
from conference.edition.models import Edition
from conference.pages.filters import NAMES, Filters, choices, read_filters
from conference.pages.timetable import Day, lay_out


def visible_sessions(edition: Edition, viewer: Viewer) -> list[SessionView]:
    """Return the published sessions as the viewer sees them, in order."""
    return project_all(published(edition), viewer, edition)


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
