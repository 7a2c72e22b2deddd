"""`manage.py renew_block_keys`: make the block list comparable again after `SECRET_KEY` has changed."""

from typing import Any

from django.core.management.base import BaseCommand

from conference.registration.vetting.safety.services import renew_keys


class Command(BaseCommand):
    """Makes each entry's keys anew; what waits is looked through by a task afterwards."""

    help = "Make the block list's keys anew after SECRET_KEY has changed."

    def handle(self, **options: Any) -> None:
        """Renew, and say how many."""
        self.stdout.write(f"{renew_keys()} entries of the block list have new keys.")
