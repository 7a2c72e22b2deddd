"""Post what waits: numbered without a gap, once, never changed."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from billing.invoices.models import NumberSeries
from billing.journal.models import JournalEntry, JournalLine
from billing.journal.pending import pending
from billing.journal.postings import Draft
from core.clock.schedule import periodic
from core.money import ZERO

# The journal's own counter; it runs on over the years.
SERIES, YEAR = "JE", 0
BATCH = 1000


@transaction.atomic
def post_journal() -> int:
    """Post everything of the books that is not in the journal yet and return how many entries were written.

    Two at once wait for each other at the counter's row, so no row of the books is posted twice.
    """
    NumberSeries.objects.get_or_create(series=SERIES, year=YEAR)
    counter = NumberSeries.objects.select_for_update().get(series=SERIES, year=YEAR)
    drafts = list(pending())
    for start in range(0, len(drafts), BATCH):
        _write(drafts[start : start + BATCH], counter.last + start)
    if drafts:
        NumberSeries.objects.filter(pk=counter.pk).update(last=F("last") + len(drafts))
    return len(drafts)


def _write(drafts: list[Draft], last: int) -> None:
    entries = [
        JournalEntry(
            number=last + place, day=draft.day, source=draft.source, text=draft.text, order_id=draft.order,
            currency=draft.currency,
        )
        for place, draft in enumerate(drafts, 1)
    ]  # fmt: skip
    JournalEntry.objects.bulk_create(entries)
    JournalLine.objects.bulk_create(
        [_line(entry, account, amount) for entry, draft in zip(entries, drafts, strict=True)
         for account, amount in draft.postings],
        batch_size=2000,
    )  # fmt: skip


def _line(entry: JournalEntry, account: str, amount: Decimal) -> JournalLine:
    return JournalLine(entry=entry, account=account, debit=max(amount, ZERO), credit=max(-amount, ZERO))


@periodic(every=timedelta(hours=1))
def post_journal_hourly() -> int:
    """Keep the journal near the books."""
    return post_journal()
