"""The addresses of an edition that search engines may know."""

from collections.abc import Iterator

from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.speakers.models import Speaker


def _public_slugs(edition: Edition) -> list[str]:
    published = Session.objects.filter(version_entries__version__agenda__edition=edition)
    return list(published.filter(visibility=Session.Visibility.PUBLIC).values_list("slug", flat=True))


def public_paths(edition: Edition) -> Iterator[str]:
    """Yield the addresses below an edition's page."""
    yield from ("", "agenda/", "agenda/now/", "fees/", "speakers/")
    yield from (f"sessions/{slug}/" for slug in _public_slugs(edition))
    yield from (f"speakers/{slug}/" for slug in Speaker.objects.of(edition).named().values_list("slug", flat=True))
