"""The working agenda as it would be published now, for organizers' eyes alone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from conference.agenda.access import ANONYMOUS, Viewer
from conference.agenda.placed import working
from conference.agenda.projection import SessionView, project_all
from conference.edition.models import Edition
from conference.pages.agenda import render_agenda
from conference.pages.asked import Shape, read_asked
from conference.pages.filters import read_day
from conference.pages.models import ConferencePage
from conference.pages.neighbours import neighbours_of
from conference.permissions import can_edit_agenda
from core.admin.screens import Guarded

# As whom one looks.
READERS = {
    "public": (_("As the public"), ANONYMOUS),
    "registered": (_("As a registered attendee"), Viewer(registered=True)),
    "staff": (_("With everything"), Viewer(registered=True, staff=True)),
}
FIRST = "public"


class PreviewIndex(Guarded, View):
    """Leads to the current edition's preview."""

    allowed = can_edit_agenda

    def get(self, request: HttpRequest) -> HttpResponse:
        """Redirect."""
        edition = Edition.objects.current() or Edition.objects.first()
        if edition is None:
            return redirect("wagtailadmin_home")
        return redirect("conference_preview:agenda", year=edition.year, reader=FIRST)


class Preview(Guarded, View):
    """What the preview's pages share. They lie below /admin/, whose answers no cache may keep."""

    allowed = can_edit_agenda
    page: ConferencePage
    viewer: Viewer

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find whose working agenda it is and as whom it is read; raises Http404."""
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(ConferencePage.objects.select_related("edition"), edition__year=kwargs["year"])
        if kwargs["reader"] not in READERS:
            raise Http404
        self.viewer = READERS[kwargs["reader"]][1]

    @property
    def edition(self) -> Edition:
        """Whose agenda it is."""
        return self.page.edition

    @property
    def base_url(self) -> str:
        """What stands for the edition's own address, so that links stay in the preview."""
        return self._base(self.kwargs["reader"])

    def sessions(self) -> list[SessionView]:
        """Return what the reader would see."""
        return project_all(working(self.edition), self.viewer, self.edition)

    def show(self, name: str, context: dict[str, Any]) -> HttpResponseBase:
        """Render one of the edition's pages with the preview's marks."""
        readers = [
            (label, self._base(reader) + self.request.path.removeprefix(self.base_url), reader == self.kwargs["reader"])
            for reader, (label, _viewer) in READERS.items()
        ]
        marks = {"preview": True, "readers": readers, "section": name, "base_url": self.base_url}
        return self.page.show(self.request, f"preview/{name}", {**context, **marks})

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in the edition's time zone."""
        with timezone.override(self.edition.zone):
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        return response

    def _base(self, reader: str) -> str:
        return reverse("conference_preview:elsewhere", args=[self.edition.year, reader, "-"]).removesuffix("-")


class PreviewAgenda(Preview):
    """The agenda, in each of its shapes."""

    def get(self, request: HttpRequest, year: int, reader: str, day: str = "") -> HttpResponseBase:
        """Show it."""
        shape = Shape.NOW if day == Shape.NOW else None
        chosen = read_day(day, self.edition) if day and not shape else None
        if day and not shape and chosen is None:
            raise Http404
        asked = read_asked(request.GET, self.edition, self.base_url, day=chosen, shape=shape)
        now = self.edition.local(timezone.now()).replace(second=0, microsecond=0) if shape else None
        body = render_agenda(self.edition, self.sessions(), asked, now, preview=True)
        return self.show("agenda", {"body": mark_safe(body), "asked": asked})  # a rendered template


class PreviewSession(Preview):
    """One session."""

    def get(self, request: HttpRequest, year: int, reader: str, slug: str) -> HttpResponseBase:
        """Show it."""
        views = self.sessions()
        view = next((item for item in views if item.slug == slug), None)
        if view is None:
            raise Http404
        return self.show("session", {"session": view, "around": neighbours_of(view, views)})


class Elsewhere(Preview):
    """What the working agenda does not change is the public site's own."""

    def get(self, request: HttpRequest, year: int, reader: str, rest: str) -> HttpResponse:
        """Redirect there."""
        return redirect(f"{self.page.base_url}{rest}")
