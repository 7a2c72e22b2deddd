"""Where and when sessions stand: as published, or as the organizers work on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.db.models import Prefetch, Q, QuerySet

from conference.agenda.models import Appearance, Session, SessionCredit, VersionEntry, VersionSpeaker
from conference.edition.models import Edition, Room
from conference.speakers.models import Speaker


@dataclass(frozen=True)
class Presenter:
    """A speaker with the code of their role."""

    speaker: Speaker
    role: str


@dataclass(frozen=True)
class Placed:
    """A session at its place. Place, time, status and presenters are the version's; everything else is today's."""

    session: Session
    room: Room | None
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    status: str
    presenters: tuple[Presenter, ...] = ()
    sequence: int = 0


def published(edition: Edition, only: Q | None = None) -> list[Placed]:
    """Return the published agenda in order, in three queries; `only` narrows the version's entries.

    Without a published version there is nothing.
    """
    return _read(VersionEntry.objects.filter(version__agenda__edition=edition), only)


def working(edition: Edition, only: Q | None = None) -> list[Placed]:
    """Return what the next version would publish, in order, in three queries; `only` narrows the sessions."""
    sessions = (
        Session.objects.of(edition)
        .to_publish()
        .filter(only or Q())
        .select_related("room", "track", "audience")
        .prefetch_related(
            Prefetch("appearances", Appearance.objects.standing().select_related("speaker__photo")), _credits("credits")
        )
    )
    return _in_order(map(placed_now, sessions))


def with_published_entry(path: str = "") -> Any:
    """Return the prefetch that gives sessions, at the end of a path, their `published_entry` in one query."""
    entries = VersionEntry.objects.filter(version__agenda__isnull=False)
    return Prefetch(f"{path}version_entries", entries, to_attr="published_entries")


def placed_now(session: Session) -> Placed:
    """Return a scheduled session of the working agenda at its place; raises ValueError for one in the tray."""
    if session.starts_at is None or session.ends_at is None:
        raise ValueError(f"{session.code} has no time.")
    return Placed(
        session=session,
        room=session.room,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        all_day=session.all_day,
        status=session.status,
        presenters=tuple(
            Presenter(item.speaker, item.role)
            for item in session.appearances.all()
            if item.state != Appearance.State.WITHDRAWN
        ),
    )


def _read(entries: "QuerySet[VersionEntry]", only: Q | None = None) -> list[Placed]:
    rows = (
        entries.filter(session__isnull=False)
        .exclude(session__visibility=Session.Visibility.PRIVATE)
        .filter(only or Q())
        .select_related("session__track", "session__audience", "room")
        .prefetch_related(
            Prefetch("speakers", VersionSpeaker.objects.select_related("speaker__photo")), _credits("session__credits")
        )
    )
    return _in_order(map(_placed, rows))


def _placed(entry: VersionEntry) -> Placed:
    return Placed(
        session=cast("Session", entry.session),
        room=entry.room,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        all_day=entry.all_day,
        status=entry.status,
        presenters=tuple(Presenter(item.speaker, item.role) for item in entry.speakers.all()),
        sequence=entry.sequence,
    )


def _credits(path: str) -> Any:
    return Prefetch(path, SessionCredit.objects.select_related("scheme"))


def _in_order(items: Iterable[Placed]) -> list[Placed]:
    return sorted(items, key=lambda item: (item.starts_at, item.room.position if item.room else -1, item.session.code))
