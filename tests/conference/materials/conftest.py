"""A session with a speaker who has an account, and readers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factories.conference import AppearanceFactory, EditionFactory, SessionFactory, SpeakerFactory
from factories.people import UserFactory

from conference.agenda.services.publishing import publish
from conference.pages.services import build

HOUR = timedelta(hours=1)


@pytest.fixture
def edition(db):
    today = timezone.now().date()
    edition = EditionFactory(
        start_date=today - timedelta(days=1), end_date=today + timedelta(days=3), timezone="UTC", state="published"
    )
    build(edition.year)
    return edition


@pytest.fixture
def held(edition):
    """A public session in which Ana speaks, its slides for registered attendees, published."""
    start = timezone.now().replace(minute=0, second=0, microsecond=0) - 3 * HOUR
    speaker = SpeakerFactory(edition=edition, user=UserFactory(email="ana@example.org", name="Ana Reyes"))
    session = SessionFactory(edition=edition, code="B1", handouts="registered", starts_at=start, ends_at=start + HOUR)
    AppearanceFactory(session=session, speaker=speaker)
    publish(edition=edition, actor=None)
    return session


@pytest.fixture
def ana(held):
    return held.speakers.get()


@pytest.fixture
def send(client, ana, held):
    """Send a document as Ana."""

    def send(content, title="Slides", name="Ana Reyes final FINAL.pdf", rest=""):
        client.force_login(ana.user)
        address = f"/my/speaking/{ana.edition.year}/{ana.slug}/slides/{held.slug}/{rest}"
        return client.post(address, {"title": title, "file": SimpleUploadedFile(name, content)})

    return send
