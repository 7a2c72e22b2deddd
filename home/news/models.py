"""News and their list."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from core.blocks import BodyBlock
from core.pages import PageFields
from home.navigation.breadcrumbs import crumbs

PER_PAGE = 10


class NewsIndexPage(PageFields, Page):
    """All news, newest first, ten to a page."""

    template = "home/news_index_page.html"
    content_panels = [*Page.content_panels, *PageFields.lead_panels]
    search_fields = [*Page.search_fields, index.SearchField("lead")]
    subpage_types = ["home.NewsPage"]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the asked page of the list; a wrong number shows the nearest page."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        news = NewsPage.objects.child_of(self).live().public().order_by("-day", "-pk")
        page = Paginator(news, PER_PAGE).get_page(request.GET.get("page"))
        return {**context, "crumbs": crumbs(self, request), "news": page}


class NewsPage(PageFields, Page):
    """One piece of news."""

    day = models.DateField(_("day"), default=timezone.localdate)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    template = "home/news_page.html"
    content_panels = [*Page.content_panels, FieldPanel("day"), *PageFields.lead_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the way here."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, "crumbs": crumbs(self, request)}
