"""An edition's conflicts, read from the database and said in words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import AppearanceFactory, RoomFactory, SessionCreditFactory, SessionFactory
from factories.programme import sample

from conference.agenda.conflicts import Severity
from conference.edition.models import Edition
from conference.planning.conflicts.loading import conflicts_of
from conference.planning.conflicts.words import describe, names_for
from conference.planning.programme.services import load_programme

pytestmark = pytest.mark.django_db


def test_the_sample_has_hints_only():
    load_programme(sample())

    assert {item.severity for item in conflicts_of(Edition.objects.get())} <= {Severity.HINT}


def test_a_conflict_is_said_with_its_room():
    first = SessionFactory(code="B1", room=RoomFactory(name="Cypress Room"))
    SessionFactory(code="B2", edition=first.edition, room=first.room)
    conflicts = conflicts_of(first.edition)

    said = [describe(item, names_for(first.edition, conflicts)) for item in conflicts]

    assert said == ["B1 and B2 are in Cypress Room at the same time."]


def test_cancelled_sessions_and_withdrawn_speakers_are_in_nobodys_way():
    first = AppearanceFactory(session__code="B1")
    SessionFactory(edition=first.session.edition, room=first.session.room, status="cancelled")
    AppearanceFactory(session=SessionFactory(edition=first.session.edition), speaker=first.speaker, state="withdrawn")

    assert conflicts_of(first.session.edition) == []


def test_conflicts_take_the_same_queries_for_any_agenda():
    session = AppearanceFactory().session

    def queries():
        with CaptureQueriesContext(connection) as captured:
            conflicts_of(session.edition)
        return len(captured)

    one = queries()
    for _ in range(10):
        SessionCreditFactory(session=AppearanceFactory(session=SessionFactory(edition=session.edition)).session)

    assert queries() == one
