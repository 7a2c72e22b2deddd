"""What changed between two agendas: pure; of names and titles it knows only that they changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.crypto import salted_hmac

from conference.agenda.models import Appearance, Session, VersionEntry


class Kind(StrEnum):
    """What can happen to a session between two versions."""

    NEW = "new"
    REMOVED = "removed"
    CANCELLED = "cancelled"
    REINSTATED = "reinstated"
    MOVED = "moved"
    LENGTHENED = "lengthened"
    SHORTENED = "shortened"
    RETITLED = "retitled"
    SPEAKERS = "speakers"


@dataclass(frozen=True)
class Snapshot:
    """A session as one agenda has it. `session` and `room` are keys, `speakers` pairs of key and role."""

    code: str
    session: int | None
    room: int | None
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    status: str
    title_digest: str
    speakers: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Change:
    """What happened to a session; `before` is missing for a new one, `after` for one that is gone."""

    code: str
    kinds: tuple[Kind, ...]
    before: Snapshot | None
    after: Snapshot | None


def title_digest(session: Session) -> str:
    """Return a keyed digest of a session's titles: equal as long as both are, and telling nothing else."""
    return salted_hmac("agenda.title", f"{session.title}\n{session.public_title}", algorithm="sha256").hexdigest()


def working_snapshot(session: Session) -> Snapshot:
    """Return a session, its appearances prefetched, as it would be published; raises ValueError for one in the tray."""
    if session.starts_at is None or session.ends_at is None:
        raise ValueError(f"{session.code} has no time.")
    return Snapshot(
        code=session.code,
        session=session.pk,
        room=session.room_id,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        all_day=session.all_day,
        status=session.status,
        title_digest=title_digest(session),
        speakers=tuple(
            (item.speaker_id, item.role)
            for item in session.appearances.all()
            if item.state != Appearance.State.WITHDRAWN
        ),
    )


def entry_snapshot(entry: VersionEntry) -> Snapshot:
    """Return a version's entry, its speakers prefetched."""
    return Snapshot(
        code=entry.code,
        session=entry.session_id,
        room=entry.room_id,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        all_day=entry.all_day,
        status=entry.status,
        title_digest=entry.title_digest,
        speakers=tuple((item.speaker_id, item.role) for item in entry.speakers.all()),
    )


def compare(before: Iterable[Snapshot], after: Iterable[Snapshot]) -> list[Change]:
    """Return what changed, in order of time."""
    old = {item.code: item for item in before}
    new = {item.code: item for item in after}
    changes = []
    for code in old.keys() | new.keys():
        kinds = _kinds(old.get(code), new.get(code))
        if kinds:
            changes.append(Change(code, kinds, old.get(code), new.get(code)))
    return sorted(changes, key=lambda item: ((item.after or item.before).starts_at, item.code))  # type: ignore[union-attr]


def _kinds(before: Snapshot | None, after: Snapshot | None) -> tuple[Kind, ...]:
    if before is None:
        return (Kind.NEW,)
    if after is None:
        return (Kind.REMOVED,)
    cancelled = Session.Status.CANCELLED
    if after.status == cancelled:
        return () if before.status == cancelled else (Kind.CANCELLED,)
    spans = before.ends_at - before.starts_at, after.ends_at - after.starts_at
    found = {
        Kind.REINSTATED: before.status == cancelled,
        Kind.MOVED: (before.starts_at, before.room) != (after.starts_at, after.room),
        Kind.LENGTHENED: spans[1] > spans[0],
        Kind.SHORTENED: spans[1] < spans[0],
        Kind.RETITLED: before.title_digest != after.title_digest,
        Kind.SPEAKERS: sorted(before.speakers) != sorted(after.speakers),
    }
    return tuple(kind for kind, happened in found.items() if happened)
