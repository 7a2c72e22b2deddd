"""The addresses of an edition that search engines may know."""

from collections.abc import Iterator

from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.speakers.models import Speaker


def public_paths(edition: Edition) -> Iterator[str]:
    """Yield the addresses below an edition's page."""
    yield from ("", "agenda/", "fees/", "speakers/")
    yield from (f"sessions/{slug}/" for slug in Session.objects.of(edition).public().values_list("slug", flat=True))
    yield from (f"speakers/{slug}/" for slug in Speaker.objects.of(edition).named().values_list("slug", flat=True))
