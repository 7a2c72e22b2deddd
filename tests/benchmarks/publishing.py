"""An organizer who publishes an agenda of a thousand sessions."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from benchmarks.board import organizer, signed
from benchmarks.load import Shot, request
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factories.conference import EditionFactory
from factories.volume import fill_agenda

from conference.edition.models import Edition
from conference.planning.board.state import revision_of
from conference.planning.publishing.services import publish_agenda

SESSIONS = 1000
TIMES = 24
# An edition of its own, some years after the demo's.
LATER = timedelta(weeks=52 * 4)


def _edition(world: Any) -> Edition:
    start = world.edition.start_date + LATER
    found = Edition.objects.filter(start_date=start).first()
    if found:
        return found
    edition: Edition = EditionFactory(start_date=start, end_date=start + timedelta(days=4), state="draft")
    fill_agenda(edition, SESSIONS)
    return edition


def publications(world: Any) -> list[Shot]:
    """Publish again and again, each time as the next version."""
    edition = _edition(world)
    headers, path = signed(organizer()), reverse("conference_versions:publish", args=[edition.year])
    seen = revision_of(edition)
    return [
        request(
            "POST",
            path,
            port=world.port,
            headers=headers,
            body=urlencode({"note": "bench", "seen": seen + number}).encode(),
            status=302,
        )
        for number in range(TIMES)
    ]


def publishing_queries(world: Any) -> int:
    """Count the queries of the act: without the reading of the session, the person and the edition."""
    edition = _edition(world)
    publish_agenda(edition=edition, actor=None, note="", seen=revision_of(edition))
    seen = revision_of(edition)
    with CaptureQueriesContext(connection) as queries:
        publish_agenda(edition=edition, actor=None, note="", seen=seen)
    return len(queries)
