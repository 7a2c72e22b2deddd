"""Builds the demo's pages from `pages.json`. What exists already is left as the editors have it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from home.bootstrap import ensure_home
from home.contact.models import ContactPage
from home.general.models import HomePage, StandardPage
from home.navigation.models import SiteFooter
from home.news.models import NewsIndexPage, NewsPage

WORDS = Path(__file__).with_name("pages.json")
KINDS: dict[str, type[Page]] = {
    "standard": StandardPage,
    "news_index": NewsIndexPage,
    "news": NewsPage,
    "contact": ContactPage,
}


@transaction.atomic
def build() -> HomePage:
    """Make the pages and the footer that are missing and return the home page."""
    words = json.loads(WORDS.read_text(encoding="utf-8"))
    ensure_home()
    home = HomePage.objects.get()
    if not home.headline:
        home.headline, home.lead = words["home"]["headline"], words["home"]["lead"]
        home.body = json.dumps(words["home"]["body"])
        home.save_revision().publish()
    for page in words["pages"]:
        _add(home, page)
    footer = SiteFooter.load()
    if not footer.columns:
        footer.statement, footer.columns = words["footer"]["statement"], json.dumps(words["footer"]["columns"])
        footer.save()
    return home


def _add(parent: Page, words: dict[str, Any]) -> None:
    page = Page.objects.child_of(parent).filter(slug=words["slug"]).first()
    if page is None:
        page = _publish(parent, words)
    for below in words.get("below", []):
        _add(page, below)


def _publish(parent: Page, words: dict[str, Any]) -> Page:
    """Add a page below its parent, published and with a first revision to go back to."""
    values: dict[str, Any] = {name: words[name] for name in ("title", "slug", "lead", "thanks") if name in words}
    if "body" in words:
        values["body"] = json.dumps(words["body"])
    if "days_ago" in words:
        values["day"] = timezone.localdate() - timedelta(days=words["days_ago"])
    page = KINDS[words["kind"]](show_in_menus=words.get("in_menus", False), **values)
    # Adding a child moves the numbers of the tree, so the parent is read afresh.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return page
