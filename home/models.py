"""Gathers the subjects' models for Django."""

from home.contact.models import ContactMessage, ContactPage
from home.general.models import HomePage, StandardPage
from home.navigation.models import SiteFooter
from home.news.models import NewsIndexPage, NewsPage

__all__ = ["ContactMessage", "ContactPage", "HomePage", "NewsIndexPage", "NewsPage", "SiteFooter", "StandardPage"]
