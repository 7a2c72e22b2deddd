"""The app's configuration."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The courses."""

    name = "training"
    verbose_name = "Training"

    def ready(self) -> None:
        # Models are loaded only now.
        from billing.orders import sections
        from training.enrollment.seats import audit, buying, receivers, section  # noqa: F401

        sections.register(buying.SELLER, section.TEMPLATE, section.section_context)
