"""An edition with an agenda, and tables made of it."""

from types import SimpleNamespace

import pytest
from factories.conference import (
    AccessLevelFactory,
    AppearanceFactory,
    CreditSchemeFactory,
    EditionFactory,
    RoomFactory,
    SessionCreditFactory,
    SessionFactory,
    SpeakerFactory,
    TrackFactory,
)
from factories.people import UserFactory

from conference.planning.exchange.services import export_table
from core.exports import as_csv
from people.roles import Role


@pytest.fixture
def edition():
    edition = EditionFactory()
    rooms = [RoomFactory(edition=edition, code=code, name=f"Room {code}") for code in ("RA", "RB")]
    track, scheme = TrackFactory(edition=edition, code="TA"), CreditSchemeFactory(code="APA")
    AccessLevelFactory(edition=edition, code="sworn_only")
    speaker = SpeakerFactory(edition=edition, code="sp1")
    SpeakerFactory(edition=edition, code="sp2")
    for number, code in enumerate(["A1", "A2", "A3"]):
        session = SessionFactory(edition=edition, code=code, room=rooms[number % 2], track=track, title=f"Title {code}")
        AppearanceFactory(session=session, speaker=speaker)
        SessionCreditFactory(session=session, scheme=scheme)
    return edition


@pytest.fixture
def organizer(client):
    user = UserFactory(roles=[Role.PROGRAMME])
    client.force_login(user)
    return client


@pytest.fixture
def table(edition):
    """The exported agenda as something to edit, and to write as CSV again."""
    header, rows = export_table(edition)
    made = SimpleNamespace(header=header, rows=[dict(zip(header, row, strict=True)) for row in rows])
    made.row = lambda code: next(row for row in made.rows if row["code"] == code)
    made.csv = lambda **options: as_csv(made.header, [[row.get(name, "") for name in made.header] for row in made.rows])
    return made
