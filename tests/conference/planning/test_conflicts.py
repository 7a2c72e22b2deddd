"""An edition's conflicts, read from the database and said in words."""

from datetime import timedelta

import pytest
from factories.conference import AppearanceFactory, EditionFactory, RoomFactory, SessionFactory
from factories.programme import sample
from factories.volume import fill_agenda

from conference.agenda.conflicts import Severity
from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.planning.conflicts.loading import conflicts_of, surroundings_of
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


def test_what_is_near_sessions_is_all_that_is_against_them():
    load_programme(sample())
    edition = Edition.objects.get()
    # Everything of the week on two days: rooms and speakers are wanted many times over.
    for session in Session.objects.scheduled():
        by = timedelta(days=session.starts_at.day % 3)
        Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at - by, ends_at=session.ends_at - by)
    every = conflicts_of(edition)

    for session in Session.objects.of(edition):
        of_it = [item for item in every if session.code in item.sessions]
        assert surroundings_of(edition, [session]).conflicts == of_it
    assert len(every) > 50


@pytest.mark.parametrize("number", [20, 200, 1000])
def test_conflicts_take_two_queries_for_any_agenda(number, django_assert_num_queries):
    edition = fill_agenda(EditionFactory(), number)[0].edition

    with django_assert_num_queries(2):
        conflicts_of(edition)
