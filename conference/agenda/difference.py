"""What changed between two agendas: pure; of names and titles it knows only that they changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.crypto import salted_hmac

from conference.agenda.models import Session


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
    """A session as one agenda has it. `session` and `room` are keys, `speakers` pairs of key and role in their order.

    `sequence`, `visibility` and `newcomers`, speakers of whom nobody knows before this is published, go with it; they
    do not make two of them different.
    """

    code: str
    session: int | None
    room: int | None
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    status: str
    title_digest: str
    speakers: tuple[tuple[int, str], ...] = ()
    sequence: int = field(default=0, compare=False)
    visibility: str = field(default="", compare=False)
    newcomers: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Change:
    """What happened to a session; `before` is missing for a new one, `after` for one that is gone."""

    code: str
    kinds: tuple[Kind, ...]
    before: Snapshot | None
    after: Snapshot | None


def title_digest(title: str, public_title: str) -> str:
    """Return a keyed digest of a session's titles: equal as long as both are, and telling nothing else."""
    return salted_hmac("agenda.title", f"{title}\n{public_title}", algorithm="sha256").hexdigest()


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
