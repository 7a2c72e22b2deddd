"""The app's configuration."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The courses."""

    name = "training"
    verbose_name = "Training"
