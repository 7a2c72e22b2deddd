"""The addresses of an edition that are no pages: files for calendars and for other programs."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from conference.agenda.projection import SessionView
from conference.edition.models import Edition
from conference.pages.feeds.ical import agenda_calendar
from conference.pages.feeds.json import schedule_json
from conference.pages.feeds.schedule import ScheduleDay, schedule_days
from conference.pages.feeds.source import Source, source_of
from conference.pages.feeds.xml import schedule_xml
from conference.pages.filters import read_day
from conference.pages.remembering import remembered
from conference.speakers.models import Speaker

Answer = Callable[..., HttpResponse]


def file(view: Answer) -> Answer:
    """Let a view be read only; whatever else is asked of it is answered with 405, with or without a token."""
    return csrf_exempt(require_safe(view))


def _answer(source: Source, content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    if source.is_personal:
        response["Cache-Control"] = "private, no-store"
    return response


def _calendar(source: Source, content: bytes, name: str) -> HttpResponse:
    return _answer(source, content, "text/calendar; charset=utf-8", f"{name}-{source.edition.year}.ics")


def _written(source: Source, views: Iterable[SessionView]) -> bytes:
    return agenda_calendar(source.edition, views, source.base_url, source.stamp)


def _remembered(source: Source, kind: str, build: Callable[[], bytes]) -> bytes:
    """Return a file of the whole agenda, built once for all who may have the same."""
    key = (kind, source.edition.pk, source.viewer, source.base_url, translation.get_language())
    return remembered(key, build)


@file
def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """Return the agenda as iCalendar."""
    source = source_of(request, year)
    content = _remembered(source, "ics", lambda: _written(source, source.with_withdrawn()))
    return _calendar(source, content, "agenda")


@file
def day_calendar(request: HttpRequest, year: int, day: str) -> HttpResponse:
    """Return one day as iCalendar."""
    source = source_of(request, year)
    chosen = read_day(day, source.edition)
    if chosen is None:
        raise Http404
    views = (view for view in source.with_withdrawn() if view.day == chosen)
    return _calendar(source, _written(source, views), f"agenda-{chosen}")


@file
def track_calendar(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Return what the reader may know to belong to a track."""
    source = source_of(request, year)
    views = [v for v in source.with_withdrawn() if v.track and v.track.code.lower() == code.lower()]
    if not views:
        raise Http404
    return _calendar(source, _written(source, views), "track")


@file
def session_calendar(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Return one session as iCalendar."""
    source = source_of(request, year)
    views = source.sessions(Q(session__slug=slug)) or [view for view in source.withdrawn() if view.slug == slug]
    if not views:
        raise Http404
    return _calendar(source, _written(source, views), slug)


@file
def speaker_calendar(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Return the sessions in which a named speaker may be known to appear; a withheld one has no file."""
    source = source_of(request, year)
    if not Speaker.objects.of(source.edition).named().filter(slug=slug).exists():
        raise Http404
    views = [*source.sessions(Q(speakers__speaker__slug=slug)), *source.withdrawn()]
    named = (view for view in views if slug in {item.speaker.slug for item in view.appearances})
    return _calendar(source, _written(source, named), slug)


def _schedule(
    request: HttpRequest, year: int, build: Callable[[Edition, list[ScheduleDay], str, str], bytes], kind: str
) -> HttpResponse:
    source = source_of(request, year)

    def written() -> bytes:
        days = schedule_days(source.edition, source.sessions(), _("Room not shown"))
        return build(source.edition, days, source.base_url, source.version)

    content = _remembered(source, kind, written)
    return _answer(source, content, f"application/{kind}; charset=utf-8", f"schedule-{year}.{kind}")


@file
def schedule_as_xml(request: HttpRequest, year: int) -> HttpResponse:
    """Return the agenda as schedule.xml."""
    return _schedule(request, year, schedule_xml, "xml")


@file
def schedule_as_json(request: HttpRequest, year: int) -> HttpResponse:
    """Return the agenda as schedule.json."""
    return _schedule(request, year, schedule_json, "json")
