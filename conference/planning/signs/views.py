"""The organizers' screen of door signs: a file for each day."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conference.agenda.documents.services import door_signs
from conference.agenda.services.publishing import is_published
from conference.edition.models import Edition
from conference.planning.publishing.screens import Screen
from core.files.services import serve_private

RETRY_SECONDS = 5


class SignsIndex(Screen):
    """Leads to the current edition's signs."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        edition = Edition.objects.current() or Edition.objects.first()
        if edition is None:
            return redirect("wagtailadmin_home")
        return redirect("conference_signs:days", year=edition.year)


class SignDays(Screen):
    """An edition's days, each with its file."""

    template = "conference/admin/signs/days.html"
    page_title = _("Door signs")
    header_icon = "doc-full"

    def get(self, request: HttpRequest, year: int) -> HttpResponse:
        """List them."""
        edition = self.edition()
        return self.show(edition=edition, days=edition.days(), is_published=is_published(edition))


class Signs(Screen):
    """The signs of a day, one sheet for each room, as the published agenda has them."""

    template = "conference/admin/signs/being_made.html"
    page_title = _("Door signs")
    header_icon = "doc-full"

    def get(self, request: HttpRequest, year: int, day: str) -> HttpResponseBase:
        """Send the file, or say that it is being made."""
        edition = self.edition()
        file = door_signs(edition=edition, day=_day(edition, day), language=get_language() or "en")
        if file is not None:
            return serve_private(file)
        response = self.show(202, edition=edition, retry=RETRY_SECONDS)
        response["Retry-After"] = str(RETRY_SECONDS)
        return response


def _day(edition: Edition, text: str) -> date:
    found = next((day for day in edition.days() if day.isoformat() == text), None)
    if found is None:
        raise Http404
    return found
