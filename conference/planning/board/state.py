"""The board as data: what its JavaScript draws, and what changes since."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Prefetch

from conference.agenda import words
from conference.agenda.conflicts import Conflict
from conference.agenda.models import Agenda, Appearance, Session, SessionCredit
from conference.agenda.services.publishing import is_published
from conference.edition.models import Edition, Room, Track
from conference.planning.conflicts.loading import Appearing, conflicts_of, surroundings_of
from conference.planning.conflicts.words import Names, describe, names_for

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
    """Return what changed after a revision, with all conflicts; one query while nothing did."""
    now = revision_of(edition)
    if now <= revision:
        return {"revision": now, "sessions": []}
    changed = Session.objects.of(edition).filter(revision__gt=revision)
    conflicts = conflict_list(edition, conflicts_of(edition))
    return {"revision": now, "sessions": cards(edition, changed), "conflicts": conflicts}


def after_change(edition: Edition, changed: Sequence[Session], rooms: Mapping[int, str] | None = None) -> State:
    """Return changed sessions, their room, track and audience loaded, and the conflicts they take part in now.

    All other conflicts are as they were. `rooms` are the edition's rooms' names by key, if they are known; then there
    are two queries.
    """
    around = surroundings_of(edition, changed)
    if rooms is None:
        rooms = dict(Room.objects.filter(edition=edition).values_list("pk", "name"))
    names = Names(rooms=rooms, speakers=around.labels)
    return {
        "sessions": [
            card(edition, item, around.appearing[item.pk], around.credits.get(item.pk, ())) for item in changed
        ],
        "conflictsOf": [_conflict(item, names) for item in around.conflicts],
    }


def revision_of(edition: Edition) -> int:
    """Return the working agenda's revision."""
    return Agenda.objects.filter(edition=edition).values_list("revision", flat=True).first() or 0


def cards(edition: Edition, sessions: Any) -> list[State]:
    """Return sessions as the board shows them, in three queries; speakers by the label that may be shown."""
    keys = [item.pk for item in sessions] if isinstance(sessions, list) else sessions.values("pk")
    rows = Session.objects.filter(pk__in=keys).select_related("room", "track", "audience")
    parts = (
        Prefetch("appearances", Appearance.objects.standing().select_related("speaker")),
        Prefetch("credits", SessionCredit.objects.select_related("scheme")),
    )
    return [
        card(
            edition,
            row,
            [Appearing(item.speaker_id, item.state, item.speaker.label) for item in row.appearances.all()],
            [(item.scheme.code, item.approval) for item in row.credits.all()],
        )
        for row in rows.prefetch_related(*parts)
    ]


def card(
    edition: Edition, session: Session, appearing: Iterable[Appearing], credits_: Iterable[tuple[str, str]]
) -> State:
    """Return one session, its room, track and audience loaded, with who stands in it and its schemes' approvals.

    `start` is the venue's time, None in the tray.
    """
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
        "speakers": [{"label": item.label, "state": item.state} for item in appearing],
        "credits": [{"code": code, "approval": approval} for code, approval in credits_],
    }


def conflict_list(edition: Edition, conflicts: list[Conflict]) -> list[State]:
    """Return conflicts with their sentences."""
    names = names_for(edition, conflicts)
    return [_conflict(item, names) for item in conflicts]


def _conflict(item: Conflict, names: Names) -> State:
    return {
        "kind": item.kind,
        "severity": item.severity,
        "sessions": sorted(set(item.sessions)),
        "sentence": describe(item, names),
    }


def _room(room: Room) -> State:
    return {
        "code": room.code,
        "name": room.name,
        "capacity": room.capacity,
        "controlled": room.access_controlled,
        "overlap": room.allows_overlap,
    }
