"""`manage.py ship_schemes`: the bodies that the site knows, where they are missing."""

from typing import Any

from django.core.management.base import BaseCommand

from certificates.schemes.services import ensure_schemes


class Command(BaseCommand):
    """Lays the shipped schemes down; what is there stays as it is."""

    help = "Make the shipped credit schemes of which there is no version yet."

    def handle(self, **options: Any) -> None:
        """Make them and say which."""
        made = ensure_schemes()
        self.stdout.write(", ".join(scheme.code for scheme in made) or "Every shipped scheme is there.")
