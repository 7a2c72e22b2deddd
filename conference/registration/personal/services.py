"""Keep sessions, take places in limited ones, hand freed places on, give calendars an address."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.registration.personal.emails import send_promoted
from conference.registration.personal.models import AgendaFeed, SavedSession, SignUp
from conference.registration.places import Registration
from core.codes import keyed_digest, secret
from people.accounts.models import User

FEED = "agenda-feed"


class NoSignUp(Exception):
    """The session takes no sign-ups: it is not limited, has begun, or is cancelled; or not from this person."""


def save_session(*, user: User, session: Session) -> bool:
    """Keep a session in a person's agenda; return whether it was not there before."""
    _, fresh = SavedSession.objects.get_or_create(user=user, session=session)
    return fresh


@transaction.atomic
def save_sessions(*, user: User, sessions: Iterable[Session]) -> list[Session]:
    """Keep several sessions at once; return those that were not there before."""
    wanted = list(sessions)
    there = set(SavedSession.objects.filter(user=user, session__in=wanted).values_list("session_id", flat=True))
    fresh = [session for session in wanted if session.pk not in there]
    rows = [SavedSession(user=user, session=session) for session in fresh]
    SavedSession.objects.bulk_create(rows, ignore_conflicts=True)
    return fresh


def drop_session(*, user: User, session: Session) -> None:
    """Take a session out of a person's agenda."""
    SavedSession.objects.filter(user=user, session=session).delete()


def places_in(session: Session) -> int | None:
    """Return how many sign-ups a session takes: its own capacity or its published room's, whichever is less."""
    entry = session.published_entry
    room = entry.room.capacity if entry and entry.room else None
    return min((number for number in (session.capacity, room) if number is not None), default=None)


@transaction.atomic
def sign_up(*, registration: Registration, session: Session) -> SignUp:
    """Take a place, or the last turn on the waitlist, and return it; the second time returns the first's.

    The session's row is locked while its places are counted. Places that became free go to those who wait already.
    Raises NoSignUp, also for a registration that holds no place itself any more.
    """
    locked = _lock(session)
    _require_open(locked, timezone.now())
    if not Registration.objects.occupying().filter(pk=registration.pk).exists():
        raise NoSignUp
    standing = SignUp.objects.standing().filter(registration=registration, session=locked).first()
    if standing:
        return standing
    promote(locked)
    state = SignUp.State.PLACED if _has_room(locked) else SignUp.State.WAITING
    placed_at = timezone.now() if state == SignUp.State.PLACED else None
    return SignUp.objects.create(registration=registration, session=locked, state=state, placed_at=placed_at)


@transaction.atomic
def leave_session(*, registration: Registration, session: Session) -> None:
    """Give a place or a turn back; before the start the place goes to whoever waits longest."""
    locked = _lock(session)
    standing = SignUp.objects.standing().filter(registration=registration, session=locked)
    standing.update(state=SignUp.State.CANCELLED, cancelled_at=timezone.now())
    promote(locked)


@transaction.atomic
def promote(session: Session) -> list[SignUp]:
    """Give free places to those who wait, in their order, and tell them; never once the session has begun."""
    locked = _lock(session)
    try:
        _require_open(locked, timezone.now())
    except NoSignUp:
        return []
    promoted = []
    for turn in SignUp.objects.waiting().filter(session=locked).select_related("registration"):
        if not _has_room(locked):
            break
        turn.state, turn.placed_at = SignUp.State.PLACED, timezone.now()
        turn.save(update_fields=["state", "placed_at"])
        send_promoted(turn)
        promoted.append(turn)
    return promoted


def position_of(turn: SignUp) -> int:
    """Return how many stand before a waiting person, and they themselves."""
    return SignUp.objects.waiting().filter(session=turn.session_id, pk__lte=turn.pk).count()


@transaction.atomic
def make_feed(*, user: User, edition: Edition) -> str:
    """Return the token of a new calendar address; the old address is dead from now on."""
    token = secret()
    digest = keyed_digest(FEED, token)
    AgendaFeed.objects.update_or_create(user=user, edition=edition, defaults={"token_digest": digest})
    return token


def revoke_feed(*, user: User, edition: Edition) -> None:
    """Let a person's calendar address answer no more."""
    AgendaFeed.objects.filter(user=user, edition=edition).delete()


def feed_of(token: str) -> AgendaFeed | None:
    """Return whose address a token is."""
    rows = AgendaFeed.objects.select_related("user", "edition")
    return rows.filter(token_digest=keyed_digest(FEED, token), user__is_active=True).first()


def _lock(session: Session) -> Session:
    return Session.objects.select_for_update(of=("self",)).get(pk=session.pk)


def is_open(session: Session, now: datetime) -> bool:
    """Return whether places of a session are given at a moment: it takes sign-ups, is published, and has not begun."""
    entry = session.published_entry
    return bool(session.sign_up and entry and entry.status != Session.Status.CANCELLED and entry.starts_at > now)


def _require_open(session: Session, now: datetime) -> None:
    if not is_open(session, now):
        raise NoSignUp


def _has_room(session: Session) -> bool:
    places = places_in(session)
    return places is None or SignUp.objects.placed().filter(session=session).count() < places
