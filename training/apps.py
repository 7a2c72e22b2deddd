"""The app's configuration."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The courses."""

    name = "training"
    verbose_name = "Training"

    def ready(self) -> None:
        # Models are loaded only now.
        from billing.orders import sections
        from core import bootstrap
        from training.courses.library import ensure_library
        from training.courses.releases import receivers as reviews  # noqa: F401
        from training.courses.releases.bootstrap import ensure_review
        from training.enrollment.seats import audit, buying, receivers, section  # noqa: F401
        from training.pages import receivers as pages  # noqa: F401

        bootstrap.register(ensure_review)
        bootstrap.register(ensure_library)
        sections.register(buying.SELLER, section.TEMPLATE, section.section_context)
