"""What the home page shows of the next conference."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from conference.edition.models import Edition


@dataclass(frozen=True)
class NextEdition:
    """The conference that runs or comes next."""

    name: str
    start_date: date
    end_date: date
    venue: str
    url: str
    on_sale: bool

    @property
    def agenda_url(self) -> str:
        """Where its programme stands."""
        return f"{self.url}agenda/"

    @property
    def register_url(self) -> str:
        """Where one registers."""
        return f"{self.url}register/"


def next_edition() -> NextEdition | None:
    """Return the published edition that runs or comes next, or None."""
    edition = Edition.objects.current()
    if edition is None or edition.end_date < edition.today():
        return None
    return NextEdition(
        name=edition.name,
        start_date=edition.start_date,
        end_date=edition.end_date,
        venue=", ".join(part for part in (edition.venue_name, edition.city, edition.region) if part),
        url=f"/conference/{edition.year}/",
        on_sale=edition.sale_is_open(timezone.now()),
    )
