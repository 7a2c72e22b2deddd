"""The app's configuration."""

from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    """The conference."""

    name = "conference"
    verbose_name = "Conference"
