"""Check money, places, documents and the audit chain; exit 1 and name each row that is wrong."""

from typing import Any

from django.core.management.base import BaseCommand

from billing.audit import find_errors
from core.moments import one_moment


class Command(BaseCommand):
    """`manage.py audit_ledger`: silent work, one line per finding, a last line with the count."""

    help = "Check money, places, documents and the audit chain; exit 1 and name each row that is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one sentence for each finding on stderr."""
        with one_moment():
            found = list(find_errors())
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            self.stderr.write(f"{len(found)} wrong")
            raise SystemExit(1)
        self.stdout.write("The books are in order.")
