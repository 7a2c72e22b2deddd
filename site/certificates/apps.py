"""The app's configuration."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Credit schemes and certificates."""

    name = "certificates"
    verbose_name = "Certificates"
