"""Whatever changes what visitors see starts a new generation of cached pages."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from core import page_cache
from home.navigation.models import SiteFooter


def forget_cached_pages(sender: Any, **kwargs: Any) -> None:
    """Receive any change of public content."""
    page_cache.bump()


def forget_if_page(sender: Any, **kwargs: Any) -> None:
    """Receive the deletion of anything; only pages count."""
    if issubclass(sender, Page):
        page_cache.bump()


def connect() -> None:
    """Connect the receivers; called when the app is ready."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget_cached_pages, dispatch_uid="home.forget_cached_pages")
    for model in (SiteFooter, Site, PageViewRestriction):
        for signal in (post_save, post_delete):
            signal.connect(forget_cached_pages, sender=model, dispatch_uid=f"home.forget_cached_pages.{model.__name__}")
    post_delete.connect(forget_if_page, dispatch_uid="home.forget_if_page")
