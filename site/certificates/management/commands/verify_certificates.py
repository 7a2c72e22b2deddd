"""`manage.py verify_certificates`: whether any certificate was altered."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certificates.issuing.audit import find_errors
from certificates.issuing.models import Certificate


class Command(BaseCommand):
    """Reads every certificate; ends with an error where one is not what was issued."""

    help = "Verify the issued certificates."

    def handle(self, **options: Any) -> None:
        """Say what is wrong, or how many are in order."""
        errors = list(find_errors())
        for sentence in errors:
            self.stderr.write(sentence)
        if errors:
            raise CommandError(f"{len(errors)} certificates are not in order")
        self.stdout.write(f"{Certificate.objects.count()} certificates are in order.")
