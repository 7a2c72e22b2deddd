"""The pages of an edition in Wagtail's tree."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirect
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page, PageViewRestriction

from conference.agenda.access import Viewer
from conference.edition.models import Edition
from conference.pages.addresses import public_paths
from conference.pages.agenda import agenda_body, agenda_key, visible_sessions
from conference.pages.alike import once_for_all_alike
from conference.pages.asked import Shape, read_asked
from conference.pages.fees import fees_context
from conference.pages.filters import read_day
from conference.pages.landing import landing_context
from conference.pages.mine.marks import own_marks
from conference.pages.neighbours import neighbours_of
from conference.pages.people import speaker_context, speakers_context
from conference.pages.remembering import remembered
from conference.pages.sharing import shared_handouts
from conference.pages.viewers import viewer_of
from conference.proposals.models import Call
from core.pages import PageFields


class ConferenceIndexPage(PageFields, Page):
    """`/conference/`: leads to the current edition, and stands above them all."""

    max_count = 1
    subpage_types = ["conference.ConferencePage"]
    template = "conference/pages/index.html"

    content_panels = [*Page.content_panels, *PageFields.lead_panels]

    class Meta:
        verbose_name = _("conference index")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        edition = Edition.objects.current()
        page = ConferencePage.objects.live().child_of(self).filter(edition=edition).first() if edition else None
        if page is None:
            response: HttpResponseBase = super().serve(request, *args, **kwargs)
            return response
        return HttpResponseRedirect(page.get_url(request))


class ConferencePage(RoutablePageMixin, PageFields, Page):
    """`/conference/<year>/`: the edition's landing page, and below it fees, agenda, sessions and speakers."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="page", verbose_name=_("edition"))
    introduction = RichTextField(
        _("introduction"), blank=True, features=["h2", "h3", "bold", "italic", "ol", "ul", "link"]
    )

    parent_page_types = ["conference.ConferenceIndexPage"]
    subpage_types: list[str] = []

    content_panels = [
        *Page.content_panels,
        *PageFields.lead_panels,
        FieldPanel("edition"),
        FieldPanel("introduction"),
    ]

    class Meta:
        verbose_name = _("conference page")

    @cached_property
    def base_url(self) -> str:
        """The page's own address, with a slash at its end."""
        url: str = self.get_url() or self.relative_url(None)
        return url

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer in the edition's time zone; a draft edition has no page."""
        if self.edition.state == Edition.State.DRAFT and not self.viewer(request).staff:
            raise Http404
        with timezone.override(self.edition.zone):
            response: HttpResponseBase = super().serve(request, *args, **kwargs)
            # Rendered here, while the zone holds.
            if hasattr(response, "render"):
                response.render()
        return response

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return who alone may see the page, read once in a generation of the page cache: a change starts another."""

        def read() -> QuerySet[PageViewRestriction]:
            found: QuerySet[PageViewRestriction] = super(ConferencePage, self).get_view_restrictions()
            len(found)  # reads it: what is kept holds its rows
            return found

        return remembered(("restrictions", self.path), read)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """Return the page and the public addresses below it."""
        if self.edition.state == Edition.State.DRAFT:
            return []
        base = self.get_full_url(request)
        return [{"location": f"{base}{path}", "lastmod": self.last_published_at} for path in public_paths(self.edition)]

    def viewer(self, request: HttpRequest) -> Viewer:
        """Return who reads."""
        return viewer_of(request, self.edition)

    def show(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponseBase:
        """Render a template with what every page of the edition needs."""
        shared = {
            "edition": self.edition,
            "base_url": self.base_url,
            "sale_is_open": self.edition.sale_is_open(timezone.now()),
            "call_is_open": self._call_is_open(),
            "section": name,
        }
        response: HttpResponseBase = self.render(
            request, template=f"conference/pages/{name}.html", context_overrides={**shared, **context}
        )
        return response

    def _call_is_open(self) -> bool:
        """Return whether anybody may propose now; no look-up where the page was loaded with its call."""
        try:
            call: Call = self.edition.call
        except Call.DoesNotExist:
            return False
        return call.is_open(timezone.now())

    @path("")
    def landing(self, request: HttpRequest) -> HttpResponseBase:
        """The landing page."""
        return self.show(request, "landing", landing_context(self.edition, self.viewer(request)))

    @path("fees/")
    def fees(self, request: HttpRequest) -> HttpResponseBase:
        """Prices, terms, ways to pay."""
        return self.show(request, "fees", fees_context(self.edition, self.viewer(request)))

    @path("agenda/")
    def agenda(self, request: HttpRequest) -> HttpResponseBase:
        """All days at once, or one with `?day=`."""
        return self._agenda(request)

    @path("agenda/now/")
    def agenda_now(self, request: HttpRequest) -> HttpResponseBase:
        """What is on and what comes next, true until the minute is over."""
        response = self._agenda(request, shape=Shape.NOW)
        patch_cache_control(response, max_age=60 - timezone.now().second)
        return response

    @path("agenda/<str:day>/")
    def agenda_day(self, request: HttpRequest, day: str) -> HttpResponseBase:
        """One day, by its date or number."""
        chosen: date | None = read_day(day, self.edition)
        if chosen is None:
            raise Http404
        return self._agenda(request, chosen)

    def _agenda(self, request: HttpRequest, day: date | None = None, shape: Shape | None = None) -> HttpResponseBase:
        asked = read_asked(request.GET, self.edition, self.base_url, day=day, shape=shape)
        viewer = self.viewer(request)

        def answer(token: str | None) -> HttpResponseBase:
            body = agenda_body(self.edition, viewer, asked)
            own = {"csrf_token": token} if token else {}
            return self.show(request, "agenda", {"body": body, "asked": asked, "chosen_day": asked.day, **own})

        # The bar above names what is open today.
        opens = self.edition.sale_is_open(timezone.now()), self._call_is_open()
        return once_for_all_alike(request, (agenda_key(self.edition, viewer, asked), opens), answer)

    @path("sessions/<slug:slug>/")
    def session(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """One session, as the reader may see it, with what stands around it."""
        viewer = self.viewer(request)
        views = visible_sessions(self.edition, viewer)
        view = next((item for item in views if item.slug == slug), None)
        if view is None:
            raise Http404
        context = {"session": view, "around": neighbours_of(view, views), **own_marks(request, self.edition, view)}
        if view.is_open:
            context["handouts"] = shared_handouts(self.edition, viewer, view)
        return self.show(request, "session", context)

    @path("speakers/")
    def speakers(self, request: HttpRequest) -> HttpResponseBase:
        """Who presents."""
        return self.show(request, "speakers", speakers_context(self.edition))

    @path("speakers/<slug:slug>/")
    def speaker(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """One speaker."""
        return self.show(request, "speaker", speaker_context(self.edition, self.viewer(request), slug))
