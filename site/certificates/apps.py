"""The app's configuration."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Credit schemes and certificates."""

    name = "certificates"
    verbose_name = "Certificates"

    def ready(self) -> None:
        # Models are loaded only now.
        from certificates.reported import receivers  # noqa: F401
