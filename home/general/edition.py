"""What the home page shows of the next conference."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from conference.edition.models import Edition
from conference.pages.models import ConferencePage


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


def current_edition() -> tuple[Edition, str] | None:
    """Return the edition that runs or comes next, else the last one, with the address of its public page."""
    edition = Edition.objects.current()
    page = ConferencePage.objects.live().filter(edition=edition).first() if edition else None
    return (edition, page.base_url) if edition and page else None


def next_edition() -> NextEdition | None:
    """Return the published edition that runs or comes next, or None."""
    current = current_edition()
    if current is None or current[0].end_date < current[0].today():
        return None
    edition, address = current
    return NextEdition(
        name=edition.name,
        start_date=edition.start_date,
        end_date=edition.end_date,
        venue=", ".join(part for part in (edition.venue_name, edition.city, edition.region) if part),
        url=address,
        on_sale=edition.sale_is_open(timezone.now()),
    )
