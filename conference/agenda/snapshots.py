"""Agendas as plain values: each read in two queries whatever its length, and without building model instances."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from conference.agenda.difference import Snapshot, title_digest
from conference.agenda.models import AgendaVersion, Appearance, Session, VersionEntry, VersionSpeaker
from conference.edition.models import Edition

Speakers = dict[int, list[tuple[int, str]]]
PLACE = ("room_id", "starts_at", "ends_at", "all_day", "status", "visibility")


def working_snapshots(edition: Edition) -> list[Snapshot]:
    """Return the working agenda as it would be published."""
    rows = Session.objects.of(edition).to_publish().values_list("pk", "code", "title", "public_title", *PLACE)
    standing = Appearance.objects.standing().filter(session__edition=edition)
    appearing = list(standing.values_list("session_id", "speaker_id", "role", "speaker__provisional"))
    speakers = _grouped(item[:3] for item in appearing)
    new = {speaker for _, speaker, _, is_provisional in appearing if is_provisional}
    return [
        Snapshot(
            code=code,
            session=key,
            title_digest=title_digest(title, public_title),
            speakers=tuple(speakers.get(key, ())),
            newcomers=tuple(speaker for speaker, _ in speakers.get(key, ()) if speaker in new),
            **_placed(place),
        )
        for key, code, title, public_title, *place in rows
    ]


def version_snapshots(version: AgendaVersion | None) -> list[Snapshot]:
    """Return what a version published; nothing for None."""
    return entry_snapshots(version.pk if version else None)


def entry_snapshots(version: int | None) -> list[Snapshot]:
    """Return what a version, given by key, published; nothing for None."""
    if version is None:
        return []
    columns = ("pk", "code", "session_id", "title_digest", "sequence")
    rows = VersionEntry.objects.filter(version=version).values_list(*columns, *PLACE)
    shown = VersionSpeaker.objects.filter(entry__version=version)
    speakers = _grouped(shown.values_list("entry_id", "speaker_id", "role"))
    return [
        Snapshot(
            code=code,
            session=session,
            title_digest=digest,
            speakers=tuple(speakers.get(key, ())),
            sequence=sequence,
            **_placed(place),
        )
        for key, code, session, digest, sequence, *place in rows
    ]


def _placed(place: list[Any]) -> dict[str, Any]:
    values = dict(zip(PLACE, place, strict=True))
    return {"room": values.pop("room_id"), **values}


def _grouped(rows: Iterable[tuple[int, int, str]]) -> Speakers:
    found: Speakers = defaultdict(list)
    for owner, speaker, role in rows:
        found[owner].append((speaker, role))
    return found
