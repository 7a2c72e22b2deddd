"""Who a viewer is, and which sessions' doors open to them."""

from dataclasses import dataclass

from conference.agenda.models import Session

# Audience code → the clearances of which one suffices. None: every registered person. A code that is not listed here
# admits nobody: an audience without a rule is not guessed at.
AUDIENCES: dict[str, frozenset[str] | None] = {
    "open": None,
    "government_le": frozenset({"government", "sworn"}),
    "agency_staff": frozenset({"government", "sworn"}),
    "sworn_only": frozenset({"sworn"}),
    "members_only": frozenset({"member"}),
    "ctm_candidates": frozenset({"candidate"}),
    "exhibitors": frozenset({"exhibitor"}),
}
TICKETED = "ticketed"
# Audiences whose sessions may only stand behind a controlled door.
CONTROLLED = frozenset({"government_le", "agency_staff", "sworn_only"})


@dataclass(frozen=True)
class Viewer:
    """What the agenda needs to know of a reader.

    `clearances` are kinds of valid clearances; `tickets` the codes of sessions for which the person holds a ticket;
    `staff` those who edit the agenda.
    """

    registered: bool = False
    clearances: frozenset[str] = frozenset()
    staff: bool = False
    tickets: frozenset[str] = frozenset()


ANONYMOUS = Viewer()


def passes_audience(viewer: Viewer, session: Session) -> bool:
    """Return whether a viewer may enter a session: registered, with a clearance that its audience asks for."""
    if not viewer.registered:
        return False
    code = session.audience.code
    if code == TICKETED:
        return session.code in viewer.tickets
    if code not in AUDIENCES:
        return False
    needed = AUDIENCES[code]
    return needed is None or not needed.isdisjoint(viewer.clearances)


def needs_controlled_room(session: Session) -> bool:
    """Return whether a session's door has to be controlled: its title or its audience is restricted."""
    return session.visibility == Session.Visibility.CLEARED or session.audience.code in CONTROLLED


def sees_entry(viewer: Viewer, session: Session) -> bool:
    """Return whether the session stands in the viewer's agenda at all."""
    if session.status == Session.Status.DRAFT or session.visibility == Session.Visibility.PRIVATE:
        return viewer.staff
    return viewer.staff or viewer.registered or session.visibility != Session.Visibility.REGISTERED


def sees_details(viewer: Viewer, session: Session) -> bool:
    """Return whether the viewer may see the title and everything else; otherwise public title and time only."""
    if viewer.staff or session.visibility == Session.Visibility.PUBLIC:
        return True
    if session.visibility == Session.Visibility.REGISTERED:
        return viewer.registered
    return passes_audience(viewer, session)
