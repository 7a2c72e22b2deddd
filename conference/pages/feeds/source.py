"""What every file of an edition is made of: the published agenda as its reader may carry it away."""

from dataclasses import dataclass, replace
from datetime import datetime, time

from django.conf import settings
from django.db.models import Q
from django.http import Http404, HttpRequest

from conference.agenda.access import ANONYMOUS, Viewer
from conference.agenda.models import AgendaVersion
from conference.agenda.placed import published
from conference.agenda.projection import SessionView, project
from conference.agenda.withdrawn import withdrawn
from conference.edition.models import Edition
from conference.pages.models import ConferencePage
from conference.pages.viewers import viewer_of


@dataclass(frozen=True)
class Source:
    """An edition for one reader. `stamp` is when its agenda was published, `base_url` its absolute address."""

    edition: Edition
    viewer: Viewer
    base_url: str
    stamp: datetime
    version: str
    is_personal: bool

    def sessions(self, only: Q | None = None) -> list[SessionView]:
        """Return the published sessions that may be in the reader's files; `only` narrows the version's entries."""
        views = (
            # Files end on telephones, which are not cleared: restricted sessions are in them as everybody sees them.
            project(item, ANONYMOUS if item.session.is_restricted else self.viewer, self.edition)
            for item in published(self.edition, only)
        )
        return [view for view in views if view is not None]

    def with_withdrawn(self) -> list[SessionView]:
        """Return the published sessions, and as cancelled what calendars may still have from earlier versions."""
        return [*self.sessions(), *self.withdrawn()]

    def withdrawn(self) -> list[SessionView]:
        """Return what calendars have to drop."""
        return withdrawn(self.edition, self.viewer)


def source_of(request: HttpRequest, year: int) -> Source:
    """Return what a year's files are made of for the request's reader; raises Http404 where there is no edition.

    Organizers' rights do not count: their files hold what every registered attendee's do.
    """
    page = ConferencePage.objects.live().select_related("edition").filter(edition__year=year).first()
    if page is None:
        raise Http404
    edition, viewer = page.edition, viewer_of(request, page.edition)
    if edition.state == Edition.State.DRAFT and not viewer.staff:
        raise Http404
    version = AgendaVersion.objects.filter(agenda__edition=edition).first()
    # Without a published agenda the files are empty, and as old as the edition.
    stamp = version.published_at if version else datetime.combine(edition.start_date, time.min, edition.zone)
    return Source(
        edition=edition,
        viewer=replace(viewer, staff=False),
        base_url=request.build_absolute_uri(page.base_url),
        stamp=stamp,
        version=str(version.number if version else 0),
        is_personal=settings.SESSION_COOKIE_NAME in request.COOKIES,
    )
