"""What a person's own agenda holds, and which of it overlaps."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from conference.agenda.access import Viewer
from conference.agenda.models import Session, VersionEntry
from conference.agenda.placed import Placed, published
from conference.agenda.projection import SessionView, project
from conference.agenda.withdrawn import withdrawn_entries
from conference.edition.models import Edition
from conference.registration.conditions import overlapping_pairs
from conference.registration.personal.models import SavedSession, SignUp
from conference.registration.personal.services import position_of
from conference.registration.places import Registration, RegistrationItem
from people.accounts.models import User


@dataclass(frozen=True)
class OwnEntry:
    """A session in a person's agenda and how they hold it."""

    session: SessionView
    saved: bool
    bought: bool
    sign_up: SignUp | None = None
    position: int = 0


@dataclass
class OwnAgenda:
    """All of it in order, and the pairs that take place at once."""

    entries: list[OwnEntry] = field(default_factory=list)
    clashes: list[tuple[SessionView, SessionView]] = field(default_factory=list)


def own_places(user: User, edition: Edition) -> list[Registration]:
    """Return a person's firm places at an edition."""
    return list(Registration.objects.of(edition).of_user(user).approved().distinct())


def held_sessions(user: User, edition: Edition) -> tuple[set[int], set[int], dict[int, SignUp]]:
    """Return the keys of the sessions a person saved and bought, and their sign-ups by session."""
    places = own_places(user, edition)
    saved = SavedSession.objects.filter(user=user, session__edition=edition).values_list("session_id", flat=True)
    bought = RegistrationItem.objects.filter(registration__in=places, add_on__isnull=False, cancelled_at=None)
    turns = SignUp.objects.standing().filter(registration__in=places)
    return set(saved), set(bought.values_list("add_on__session_id", flat=True)), {t.session_id: t for t in turns}


def own_sessions(user: User, edition: Edition) -> list[Placed]:
    """Return the published sessions that a person holds in any way."""
    saved, bought, turns = held_sessions(user, edition)
    return published(edition, Q(session__in=saved | bought | set(turns)))


def own_withdrawn(user: User, edition: Edition) -> list[VersionEntry]:
    """Return the last published entries of sessions that a person holds and the agenda has no more."""
    saved, bought, turns = held_sessions(user, edition)
    return list(withdrawn_entries(edition).filter(session__in=saved | bought | set(turns)))


def own_agenda(user: User, edition: Edition, viewer: Viewer) -> OwnAgenda:
    """Return a person's agenda as they may see it."""
    saved, bought, turns = held_sessions(user, edition)
    own = OwnAgenda()
    for placed in published(edition, Q(session__in=saved | bought | set(turns))):
        view, key = project(placed, viewer, edition), placed.session.pk
        if view is not None:
            turn = turns.get(key)
            waits = turn is not None and turn.state == SignUp.State.WAITING
            position = position_of(turn) if turn and waits else 0
            own.entries.append(OwnEntry(view, key in saved, key in bought, turn, position))
    own.clashes = clashing([entry.session for entry in own.entries])
    return own


def clashing(views: Iterable[SessionView]) -> list[tuple[SessionView, SessionView]]:
    """Return each pair of sessions that takes place at once; cancelled and all-day ones are in nobody's way."""
    timed = [view for view in views if not view.is_cancelled and not view.all_day]
    return overlapping_pairs(timed)


def session_for(edition: Edition, viewer: Viewer, code: str) -> Session | None:
    """Return a published session that the viewer may know of."""
    found = published(edition, Q(session__code=code))
    return found[0].session if found and project(found[0], viewer, edition) else None
