"""The app's configuration."""

from django.apps import AppConfig


class ConferenceConfig(AppConfig):
    """The conference."""

    name = "conference"
    verbose_name = "Conference"

    def ready(self) -> None:
        # Models are loaded only now.
        from billing.orders import sections
        from conference.attendance import receivers as attendance_receivers  # noqa: F401
        from conference.credits import receivers as credits_receivers  # noqa: F401
        from conference.materials import receivers as materials_receivers  # noqa: F401
        from conference.pages import receivers as pages_receivers  # noqa: F401
        from conference.proposals import receivers as proposals_receivers  # noqa: F401
        from conference.registration import audit, labels, receivers, section  # noqa: F401
        from conference.registration.changes import audit as changes  # noqa: F401
        from conference.registration.changes import receivers as changes_receivers  # noqa: F401
        from conference.registration.changes.services.exchanging import SELLER as CHANGES
        from conference.registration.discounts import audit as discounts  # noqa: F401
        from conference.registration.orderdesk import audit as desk  # noqa: F401
        from conference.registration.personal import audit as sign_ups  # noqa: F401
        from conference.registration.refunding import audit as refunding  # noqa: F401
        from conference.registration.services import placing
        from conference.registration.vetting import audit as vetting  # noqa: F401
        from conference.speakers import receivers as speakers_receivers  # noqa: F401

        sections.register(placing.SELLER, section.TEMPLATE, section.section_context)
        sections.register(CHANGES, section.CHANGE_TEMPLATE, section.change_context)
