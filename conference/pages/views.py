"""The addresses of an edition that are no pages: files for calendars and for other programs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from conference.agenda.access import ANONYMOUS, Viewer
from conference.agenda.models import AgendaVersion
from conference.agenda.placed import published, withdrawn
from conference.agenda.projection import SessionView, project_all
from conference.edition.models import Edition
from conference.pages.feeds.ical import agenda_calendar
from conference.pages.feeds.json import schedule_json
from conference.pages.feeds.schedule import ScheduleDay, schedule_days
from conference.pages.feeds.xml import schedule_xml
from conference.pages.filters import read_day
from conference.pages.models import ConferencePage
from conference.pages.viewers import viewer_of
from conference.speakers.models import Speaker


@dataclass(frozen=True)
class Source:
    """What every file is made of: the edition for one reader."""

    edition: Edition
    viewer: Viewer
    base_url: str
    stamp: datetime
    version: str

    def sessions(self, only: Q | None = None) -> list[SessionView]:
        """Return the published sessions that the reader may see."""
        return project_all(published(self.edition, only), self.viewer, self.edition)


def _source(request: HttpRequest, year: int) -> Source:
    page = ConferencePage.objects.live().select_related("edition").filter(edition__year=year).first()
    if page is None:
        raise Http404
    viewer = viewer_of(request, page.edition)
    if page.edition.state == Edition.State.DRAFT and not viewer.staff:
        raise Http404
    version = AgendaVersion.objects.filter(agenda__edition=page.edition).first()
    # Without a published agenda the files are empty, and as old as the edition.
    stamp = version.published_at if version else datetime.combine(page.edition.start_date, datetime.min.time())
    stamp = stamp if stamp.tzinfo else stamp.replace(tzinfo=page.edition.zone)
    address = request.build_absolute_uri(page.base_url)
    return Source(page.edition, viewer, address, stamp, str(version.number if version else 0))


def _answer(source: Source, content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    if source.viewer != ANONYMOUS:
        response["Cache-Control"] = "private, no-store"
    return response


def _calendar(source: Source, views: list[SessionView], name: str) -> HttpResponse:
    content = agenda_calendar(source.edition, views, source.base_url, source.stamp)
    return _answer(source, content, "text/calendar; charset=utf-8", f"{name}-{source.edition.year}.ics")


def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """Return the agenda as iCalendar, with what was withdrawn from it as cancelled."""
    source = _source(request, year)
    gone = project_all(withdrawn(source.edition), source.viewer, source.edition)
    return _calendar(source, [*source.sessions(), *gone], "agenda")


def day_calendar(request: HttpRequest, year: int, day: str) -> HttpResponse:
    """Return one day as iCalendar."""
    source = _source(request, year)
    chosen = read_day(day, source.edition)
    if chosen is None:
        raise Http404
    return _calendar(source, [view for view in source.sessions() if view.day == chosen], f"agenda-{chosen}")


def track_calendar(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Return what the reader may know to belong to a track."""
    source = _source(request, year)
    views = [view for view in source.sessions() if view.track and view.track.code.lower() == code.lower()]
    if not views:
        raise Http404
    return _calendar(source, views, f"track-{code.lower()}")


def session_calendar(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Return one session as iCalendar."""
    source = _source(request, year)
    views = source.sessions(Q(session__slug=slug))
    if not views:
        raise Http404
    return _calendar(source, views, slug)


def speaker_calendar(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Return the sessions in which a named speaker may be known to appear; a withheld one has no file."""
    source = _source(request, year)
    if not Speaker.objects.of(source.edition).named().filter(slug=slug).exists():
        raise Http404
    views = [view for view in source.sessions(Q(speakers__speaker__slug=slug)) if view.is_open]
    return _calendar(source, views, slug)


def _schedule(
    request: HttpRequest, year: int, build: Callable[[Edition, list[ScheduleDay], str, str], bytes], kind: str
) -> HttpResponse:
    source = _source(request, year)
    days = schedule_days(source.edition, source.sessions(), _("Room not shown"))
    content = build(source.edition, days, source.base_url, source.version)
    return _answer(source, content, f"application/{kind}; charset=utf-8", f"schedule-{year}.{kind}")


def schedule_as_xml(request: HttpRequest, year: int) -> HttpResponse:
    """Return the agenda as schedule.xml."""
    return _schedule(request, year, schedule_xml, "xml")


def schedule_as_json(request: HttpRequest, year: int) -> HttpResponse:
    """Return the agenda as schedule.json."""
    return _schedule(request, year, schedule_json, "json")
