"""Who may have slides: a table, and what holds for all readers."""

from itertools import product

import pytest
from factories.conference import AccessLevelFactory, EditionFactory, SessionFactory

from conference.agenda.access import ANONYMOUS, Viewer
from conference.materials.policy import Policy, is_marked, may_know, may_read, policy_of

pytestmark = pytest.mark.django_db
REGISTERED = Viewer(registered=True)
SWORN = Viewer(registered=True, clearances=frozenset({"sworn"}))
STAFF = Viewer(registered=True, staff=True)


def session(handouts, **fields):
    return SessionFactory.build(handouts=handouts, **fields)


def restricted(handouts):
    level = AccessLevelFactory(edition=EditionFactory(), code="sworn_only")
    return session(handouts, visibility="cleared", audience=level)


@pytest.fixture
def audience(db):
    return AccessLevelFactory(edition=EditionFactory(), code="open")


READERS = {
    Policy.NONE: (False, False, False, False),
    Policy.PUBLIC: (True, True, True, True),
    Policy.REGISTERED: (False, True, True, True),
    Policy.ATTENDED: (False, False, True, True),
    Policy.CLEARED: (False, True, True, True),
}


@pytest.mark.parametrize("policy", READERS)
def test_a_public_session_with_an_open_audience(policy, audience):
    held = session(policy, audience=audience)

    found = (
        may_read(ANONYMOUS, held),
        may_read(REGISTERED, held),
        may_read(REGISTERED, held, attended=True),
        may_read(SWORN, held, attended=True),
    )

    assert found == READERS[policy]
    assert may_read(STAFF, held)


@pytest.mark.parametrize("policy", Policy)
def test_of_a_restricted_session_nobody_uncleared_reads_or_hears_anything(policy):
    held = restricted(policy)

    for viewer, attended in product((ANONYMOUS, REGISTERED), (False, True)):
        assert not may_read(viewer, held, attended=attended)
        assert not may_know(viewer, held)
    assert may_read(SWORN, held, attended=True) == (policy != Policy.NONE)


def test_slides_for_those_who_attended_are_named_to_registered_readers_only(audience):
    held = session(Policy.ATTENDED, audience=audience)

    assert may_know(REGISTERED, held)
    assert not may_know(ANONYMOUS, held)


@pytest.mark.parametrize(("word", "policy"), [("attendees", "registered"), ("", "none"), ("everyone!", "none")])
def test_an_imported_word_opens_only_what_is_defined(word, policy):
    assert policy_of(session(word)) == policy


def test_copies_are_marked_where_slides_or_session_are_restricted(audience):
    assert is_marked(session(Policy.CLEARED, audience=audience))
    assert is_marked(restricted(Policy.PUBLIC))
    assert not is_marked(session(Policy.REGISTERED, audience=audience))
