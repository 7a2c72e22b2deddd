"""Numbers without a gap, one row lock at a time."""

from django.db.models import F

from billing.invoices.models import Invoice, NumberSeries

SERIES = {Invoice.Kind.INVOICE: "INV", Invoice.Kind.RECEIPT: "REC", Invoice.Kind.CREDIT_NOTE: "CN"}


def next_number(kind: str, year: int) -> str:
    """Take the next number of a kind's series and year, such as `INV-2027-00042`.

    Called in the transaction that writes the document: the update locks the series' row until that commits, so
    whoever comes next waits; if the transaction fails, the number was never given.
    """
    series = SERIES[Invoice.Kind(kind)]
    NumberSeries.objects.get_or_create(series=series, year=year)
    row = NumberSeries.objects.filter(series=series, year=year)
    row.update(last=F("last") + 1)
    return f"{series}-{year}-{row.values_list('last', flat=True).get():05}"
