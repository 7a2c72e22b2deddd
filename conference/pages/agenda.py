"""What the agenda's page shows."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conference.agenda.access import TICKETED, Viewer
from conference.agenda.models import Session
from conference.agenda.placed import published
from conference.agenda.projection import SessionView, project_all
from conference.edition.models import Edition
from conference.pages.asked import Asked, Shape
from conference.pages.filters import choices
from conference.pages.moments import moment_of
from conference.pages.remembering import remembered
from conference.pages.timetable import Day, as_list, as_table

TEMPLATE = "conference/pages/parts/agenda_body.html"
SHAPES = {Shape.LIST: _("List"), Shape.GRID: _("Rooms and times"), Shape.NOW: _("Now and next")}


def visible_sessions(edition: Edition, viewer: Viewer) -> list[SessionView]:
    """Return the published sessions as the viewer sees them, in order; the list is shared, so it is not changed."""

    def look() -> list[SessionView]:
        return project_all(published(edition), viewer, edition)

    return remembered(("sessions", edition.pk, rights(viewer, edition), get_language()), look)


def rights(viewer: Viewer, edition: Edition) -> Viewer:
    """Return a viewer reduced to what decides about the agenda's contents, so that equal rights are equal keys.

    Tickets open the title of ticketed sessions that are restricted, no others; staff see all there is.
    """
    if viewer.staff:
        return Viewer(registered=True, staff=True)
    if not viewer.tickets:
        return viewer
    restricted = Session.objects.of(edition).filter(visibility=Session.Visibility.CLEARED, audience__code=TICKETED)
    codes = remembered(("ticketed", edition.pk), lambda: frozenset(restricted.values_list("code", flat=True)))
    return replace(viewer, tickets=viewer.tickets & codes)


def agenda_body(edition: Edition, viewer: Viewer, asked: Asked) -> SafeString:
    """Return the rendered agenda.

    Nothing in it is personal but what the viewer's rights decide, so people with equal rights share one rendering in
    this process until anything public changes. Visitors without a session have whole pages in `core.page_cache`.
    """

    def render() -> str:
        return render_agenda(edition, visible_sessions(edition, viewer), asked, _minute(edition, asked))

    return mark_safe(remembered((agenda_key(edition, viewer, asked), get_language()), render))  # a rendered template


def agenda_key(edition: Edition, viewer: Viewer, asked: Asked) -> Hashable:
    """Return what an agenda depends on besides the language and what is published."""
    return edition.pk, rights(viewer, edition), asked.url, _minute(edition, asked)


def _minute(edition: Edition, asked: Asked) -> datetime | None:
    """Return the current minute where what is on is asked for: it is true for so long."""
    return edition.local(timezone.now()).replace(second=0, microsecond=0) if asked.shape == Shape.NOW else None


def render_agenda(
    edition: Edition, views: list[SessionView], asked: Asked, now: datetime | None = None, **more: Any
) -> str:
    """Return the agenda of some sessions as HTML."""
    return render_to_string(TEMPLATE, {"edition": edition, **agenda_context(edition, views, asked, now), **more})


def agenda_context(
    edition: Edition, views: list[SessionView], asked: Asked, now: datetime | None = None
) -> dict[str, Any]:
    """Return the sessions asked for in their shape, the filters, and the links to other days and shapes."""
    found = [view for view in views if asked.filters.admits(view)]
    shape = _shape(views, found, asked.shape, now)
    shown = found if now is None else shape["found"].shown
    options = choices(views, asked.filters)
    return {
        "asked": asked,
        "chosen_day": asked.day,
        "base_url": asked.base_url,
        "shapes": [(label, asked.shaped(shape).url, shape == asked.shape) for shape, label in SHAPES.items()],
        "days": [(day, asked.on(day).url, day == asked.day) for day in edition.days()],
        "all_days": (asked.on(None).url, asked.day is None and asked.shape != Shape.NOW),
        "filters": {name: choices_ for name, choices_ in options.items() if choices_},
        "droppable": _droppable(views, asked),
        "count": len(shown),
        "has_open_credit": any(not credit.is_approved for view in shown for credit in view.credits),
        "has_closed": any(not view.is_open for view in shown),
        "is_empty": not found,
        **shape,
    }


def _shape(views: list[SessionView], found: list[SessionView], shape: Shape, now: datetime | None) -> dict[str, Any]:
    if now is not None:
        # Whether it has begun does not depend on what one asks for.
        return {"moment": moment_of(views, now), "found": moment_of(found, now)}
    return {"shown": _by_day(found, as_table if shape == Shape.GRID else as_list)}


def _droppable(views: list[SessionView], asked: Asked) -> list[tuple[str, str, int]]:
    """Return, for each filter asked for, its name, the address without it, and how many sessions that shows."""
    found = []
    for name in asked.filters.query:
        others = asked.without(name)
        count = sum(others.filters.admits(view) for view in views)
        found.append((name, others.url, count))
    return found


def _by_day(shown: list[SessionView], lay_out: Callable[[date, list[SessionView]], Day]) -> list[Day]:
    by_day: dict[date, list[SessionView]] = {}
    for view in shown:
        by_day.setdefault(view.day, []).append(view)
    return [lay_out(day, by_day[day]) for day in sorted(by_day)]
