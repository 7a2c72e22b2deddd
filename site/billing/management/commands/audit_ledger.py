"""Check money, places, documents and the audit chain; exit 1 and name each row that is wrong."""

from typing import Any

from django.core.management.base import BaseCommand

from billing.audit import find_errors


class Command(BaseCommand):
    """`manage.py audit_ledger`: silent work, one line per finding, a last line with the count."""

    help = "Check money, places, documents and the audit chain; exit 1 and name each row that is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one sentence for each finding on stderr."""
        count = 0
        for sentence in find_errors():
            self.stderr.write(sentence)
            count += 1
        if count:
            self.stderr.write(f"{count} wrong")
            raise SystemExit(1)
        self.stdout.write("The books are in order.")
