"""The app's configuration."""

from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    """The conference."""

    name = "conference"
    verbose_name = "Conference"

    def ready(self) -> None:
        # Models are loaded only now.
        from billing.orders import sections
        from conference.registration import receivers, section

        sections.register(receivers.SELLER, section.TEMPLATE, section.section_context)
