"""The home page and the standard page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core.blocks import BodyBlock, HomeBlock
from core.pages import PageFields
from home.general.edition import next_edition
from home.navigation.breadcrumbs import crumbs
from home.news.queries import latest_news

# The root's children's children: what the main navigation lists.
SECTION_DEPTH = 3


class HomePage(PageFields, Page):
    """The first page: what this is, when the next conference is, what else there is."""

    headline = models.CharField(_("headline"), max_length=140, blank=True, help_text=_("Large, above everything."))
    body = StreamField(HomeBlock(), blank=True, verbose_name=_("body"))

    template = "home/home_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*Page.content_panels, FieldPanel("headline"), *PageFields.lead_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the next edition and the latest news."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "edition": next_edition(), "news": latest_news(3)}


class StandardPage(PageFields, Page):
    """A page of text."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    template = "home/standard_page.html"
    content_panels = [*Page.content_panels, *PageFields.lead_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the way here and the pages below."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        below = StandardPage.objects.child_of(self).live().public().in_menu()
        beside = StandardPage.objects.sibling_of(self).live().public().in_menu() if self.depth > SECTION_DEPTH else []
        return {**context, "crumbs": crumbs(self, request), "below": below, "beside": beside}
