"""Cancel an edition and pay everybody back; again goes on where it stopped."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from conference.edition.models import Edition
from conference.registration.refunding.reading import not_paid_back, progress_of
from conference.registration.refunding.services import WrongYear, begin, run


class Command(BaseCommand):
    """`refund_edition 2027 --confirm 2027 --message "…"`."""

    help = "Cancel an edition, pay every order back, tell each person once. Resumable: run it again after an accident."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--confirm", type=int, help="the year once more: nothing happens without it")
        parser.add_argument("--message", default="", help="a sentence or two that everybody reads")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.filter(year=options["year"]).first()
        if edition is None:
            raise CommandError(f"There is no edition in {options['year']}.")
        try:
            mass = begin(edition=edition, typed_year=options["confirm"] or 0, message=options["message"], actor=None)
        except WrongYear as error:
            raise CommandError(f"Type the year once more: --confirm {edition.year}.") from error
        more = True
        while more:
            more = run(mass)
            now = progress_of(mass)
            self.stdout.write(f"{now.done} of {now.orders} orders done, {now.failed} failed")
        now = progress_of(mass)
        self.stdout.write(f"{now.amount} {edition.currency} go back, {now.by_hand} of it by hand")
        for entry in not_paid_back(mass):
            self.stdout.write(f"{entry.order.number}: by hand {entry.by_hand} {entry.problem}".rstrip())
