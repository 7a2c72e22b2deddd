"""The board as data: what its JavaScript draws, and what changes since."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from conference.agenda import words
from conference.agenda.conflicts import Conflict
from conference.agenda.models import Agenda, Appearance, Session, SessionCredit
from conference.agenda.services.publishing import is_published
from conference.edition.models import Edition, Room, Track
from conference.planning.conflicts.loading import conflicts_of
from conference.planning.conflicts.words import describe, names_for

State = dict[str, Any]


def whole_board(edition: Edition) -> State:
    """Return everything that the board shows."""
    rooms = Room.objects.filter(edition=edition)
    tracks = Track.objects.filter(edition=edition)
    return {
        "revision": revision_of(edition),
        "published": is_published(edition),
        "zone": edition.timezone,
        "days": [day.isoformat() for day in edition.days()],
        "rooms": [_room(room) for room in rooms],
        "tracks": [{"code": item.code, "name": item.name, "color": item.color} for item in tracks],
        "types": {code: str(name) for code, name in words.TYPES.items()},
        "statuses": {value: str(label) for value, label in Session.Status.choices},
        "sessions": cards(edition, Session.objects.of(edition)),
        "conflicts": conflict_list(edition, conflicts_of(edition)),
    }


def changes_since(edition: Edition, revision: int) -> State:
    """Return what changed after a revision; one query while nothing did."""
    now = revision_of(edition)
    if now <= revision:
        return {"revision": now, "sessions": []}
    changed = Session.objects.of(edition).filter(revision__gt=revision)
    return {"revision": now, **after_change(edition, changed)}


def after_change(edition: Edition, changed: Iterable[Session]) -> State:
    """Return changed sessions and all conflicts as they are now."""
    return {"sessions": cards(edition, changed), "conflicts": conflict_list(edition, conflicts_of(edition))}


def revision_of(edition: Edition) -> int:
    """Return the working agenda's revision."""
    return Agenda.objects.filter(edition=edition).values_list("revision", flat=True).first() or 0


def cards(edition: Edition, sessions: Any) -> list[State]:
    """Return sessions as the board shows them, in three queries; speakers by the label that may be shown."""
    keys = [item.pk for item in sessions] if isinstance(sessions, list) else sessions.values("pk")
    rows = Session.objects.filter(pk__in=keys).select_related("room", "track", "audience")
    parts = (
        Prefetch("appearances", Appearance.objects.select_related("speaker")),
        Prefetch("credits", SessionCredit.objects.select_related("scheme")),
    )
    return [card(edition, row) for row in rows.prefetch_related(*parts)]


def card(edition: Edition, session: Session) -> State:
    """Return one session, its relations loaded. `start` is the venue's time, None in the tray."""
    start = edition.local(session.starts_at) if session.starts_at else None
    return {
        "code": session.code,
        "revision": session.revision,
        "title": session.title,
        "type": session.type,
        "status": session.status,
        "track": session.track.code if session.track else None,
        "room": session.room.code if session.room else None,
        "start": start.strftime("%Y-%m-%dT%H:%M") if start else None,
        "minutes": session.minutes,
        "allDay": session.all_day,
        "restricted": session.is_restricted,
        "audience": session.audience.label,
        "private": session.is_private,
        "capacity": session.capacity,
        "speakers": [
            {"label": item.speaker.label, "state": item.state}
            for item in session.appearances.all()
            if item.state != Appearance.State.WITHDRAWN
        ],
        "credits": [{"code": item.scheme.code, "approval": item.approval} for item in session.credits.all()],
    }


def conflict_list(edition: Edition, conflicts: list[Conflict]) -> list[State]:
    """Return conflicts with their sentences."""
    names = names_for(edition, conflicts)
    return [
        {
            "kind": item.kind,
            "severity": item.severity,
            "sessions": sorted(set(item.sessions)),
            "sentence": describe(item, names),
        }
        for item in conflicts
    ]


def _room(room: Room) -> State:
    return {
        "code": room.code,
        "name": room.name,
        "capacity": room.capacity,
        "controlled": room.access_controlled,
        "overlap": room.allows_overlap,
    }
