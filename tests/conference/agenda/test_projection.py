"""What each viewer sees of a session."""

import pytest
from factories.conference import (
    AccessLevelFactory,
    AppearanceFactory,
    EditionFactory,
    RestrictedSessionFactory,
    SessionCreditFactory,
    SessionFactory,
    WithheldSpeakerFactory,
)

from conference.agenda.access import ANONYMOUS, Viewer, passes_audience
from conference.agenda.placed import placed_now
from conference.agenda.projection import project

pytestmark = pytest.mark.django_db

REGISTERED = Viewer(registered=True)
SWORN = Viewer(registered=True, clearances=frozenset({"sworn"}))
SWORN_OUTSIDE = Viewer(clearances=frozenset({"sworn"}))
STAFF = Viewer(staff=True)


def view_of(session, viewer):
    return project(placed_now(session), viewer, session.edition)


@pytest.mark.parametrize(
    ("viewer", "is_open"),
    [(ANONYMOUS, False), (REGISTERED, False), (SWORN_OUTSIDE, False), (SWORN, True), (STAFF, True)],
)
def test_a_restricted_session_opens_to_registered_people_who_are_cleared(viewer, is_open):
    session = RestrictedSessionFactory(abstract="Secret method")
    AppearanceFactory(session=session)
    SessionCreditFactory(session=session)

    view = view_of(session, viewer)

    assert view.is_open is is_open
    assert view.title == (session.title if is_open else "Restricted session (law enforcement)")
    hidden = (
        view.abstract,
        view.room,
        view.track,
        view.audience,
        view.appearances,
        view.credits,
        view.type,
        view.level,
    )
    assert any(hidden) is is_open
    assert (view.starts, view.ends) == (session.starts_at, session.ends_at)


@pytest.mark.parametrize(("viewer", "exists"), [(ANONYMOUS, False), (SWORN_OUTSIDE, False), (REGISTERED, True)])
def test_a_session_for_registered_people_does_not_exist_for_others(viewer, exists):
    view = view_of(SessionFactory(visibility="registered"), viewer)

    assert (view is not None) is exists


def test_a_draft_exists_for_staff_only():
    session = SessionFactory(status="draft")

    assert view_of(session, SWORN) is None
    assert view_of(session, STAFF) is not None


@pytest.mark.parametrize(
    ("audience", "clearances", "passes"),
    [
        ("open", set(), True),
        ("government_le", {"government"}, True),
        ("government_le", {"sworn"}, True),
        ("government_le", {"member"}, False),
        ("agency_staff", {"government"}, True),
        ("sworn_only", {"government"}, False),
        ("sworn_only", {"sworn"}, True),
        ("members_only", {"member"}, True),
        ("ctm_candidates", {"candidate"}, True),
        ("ctm_candidates", {"sworn"}, False),
        ("invented", {"sworn", "government", "member", "candidate"}, False),
    ],
)
def test_audiences_ask_for_their_clearance(audience, clearances, passes):
    edition = EditionFactory()
    session = SessionFactory(edition=edition, audience=AccessLevelFactory(edition=edition, code=audience))

    assert passes_audience(Viewer(registered=True, clearances=frozenset(clearances)), session) is passes
    assert passes_audience(Viewer(clearances=frozenset(clearances)), session) is False


def test_a_ticketed_session_admits_ticket_holders():
    edition = EditionFactory()
    session = SessionFactory(
        edition=edition, code="REC3", audience=AccessLevelFactory(edition=edition, code="ticketed")
    )

    assert passes_audience(Viewer(registered=True, tickets=frozenset({"REC3"})), session) is True
    assert passes_audience(REGISTERED, session) is False


def test_withheld_speakers_stay_withheld_for_those_who_are_cleared():
    session = RestrictedSessionFactory()
    AppearanceFactory(session=session, speaker=WithheldSpeakerFactory(edition=session.edition))

    (appearance,) = view_of(session, SWORN).appearances

    assert (appearance.speaker.label, appearance.role) == ("Name withheld (panelist)", "Lead presenter")


def test_denied_credit_is_withdrawn_at_once_and_said_to_be():
    session = SessionFactory()
    SessionCreditFactory(session=session, scheme__code="A", approval="denied")
    SessionCreditFactory(session=session, scheme__code="B", approval="pending")

    view = view_of(session, ANONYMOUS)

    assert ([item.code for item in view.credits], [item.code for item in view.refused]) == (["B"], ["A"])
