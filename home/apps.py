"""The app's configuration."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The general pages."""

    name = "home"
    verbose_name = "Pages"
