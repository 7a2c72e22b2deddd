"""Reads of the news."""

from typing import Any

from django.apps import apps


def latest_news(count: int) -> Any:
    """Return the newest pieces of news."""
    news = apps.get_model("home", "NewsPage")
    return news.objects.live().public().order_by("-day", "-pk")[:count]
