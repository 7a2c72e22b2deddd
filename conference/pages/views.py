"""The one address of an edition that is no page: a file for calendars."""

from django.http import Http404, HttpRequest, HttpResponse

from conference.edition.models import Edition
from conference.pages.agenda import visible_sessions
from conference.pages.calendar import agenda_calendar
from conference.pages.models import ConferencePage
from conference.pages.viewers import viewer_of


def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """Return the agenda as iCalendar: what this reader may see, nothing else."""
    page = ConferencePage.objects.live().select_related("edition").filter(edition__year=year).first()
    if page is None:
        raise Http404
    viewer = viewer_of(request, page.edition)
    if page.edition.state == Edition.State.DRAFT and not viewer.staff:
        raise Http404
    address = request.build_absolute_uri(page.base_url)
    content = agenda_calendar(page.edition, visible_sessions(page.edition, viewer), address)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="agenda-{year}.ics"'
    return response
