"""The app's configuration."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Orders and money."""

    name = "billing"
    verbose_name = "Finance"
