"""A whole programme file, every record checked against its schema and none lost because of another's fault."""

from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError

from conference.planning.programme.schema import (
    AccessLevelIn,
    ConferenceIn,
    CreditTypeIn,
    RegistrationIn,
    RoomIn,
    SessionIn,
    SpeakerIn,
    TrackIn,
)
from core.imports.fields import Record
from core.imports.report import Problem
from core.imports.sentences import key_of, problems_of, unknown_keys

R = TypeVar("R", bound=Record)
# Keys at the top that say something about the file and are nothing to store.
SILENT = frozenset({"schema_version", "visibility_levels", "scenarios"})
SECTIONS = frozenset({"access_levels", "credit_types", "rooms", "tracks", "speakers", "sessions"})
KNOWN = SILENT | SECTIONS | {"_about", "conference", "registration"}
# Explains the values of `vetting` to readers of the file.
SILENT_IN_REGISTRATION = "registration.vetting_values"


@dataclass
class Document:
    """The records that are well formed, and what is wrong with the others."""

    about: str = ""
    conference: ConferenceIn | None = None
    registration: RegistrationIn = field(default_factory=RegistrationIn)
    access_levels: list[AccessLevelIn] = field(default_factory=list)
    credit_types: list[CreditTypeIn] = field(default_factory=list)
    rooms: list[RoomIn] = field(default_factory=list)
    tracks: list[TrackIn] = field(default_factory=list)
    speakers: list[SpeakerIn] = field(default_factory=list)
    sessions: list[SessionIn] = field(default_factory=list)
    # Codes of all records of a section, those of malformed ones too: a reference to one of them is no second error.
    codes: dict[str, set[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def parse_document(data: dict[str, Any]) -> Document:
    """Return the file's records; what is malformed is in `problems`, what is unknown in `warnings`."""
    found = Document(about=data["_about"] if isinstance(data.get("_about"), str) else "")
    found.conference = _one(found, data.get("conference"), ConferenceIn, "conference")
    if data.get("registration") is not None:
        found.registration = _one(found, data["registration"], RegistrationIn, "registration") or found.registration
    found.access_levels = _section(found, data, AccessLevelIn, "access_levels")
    found.credit_types = _section(found, data, CreditTypeIn, "credit_types")
    found.rooms = _section(found, data, RoomIn, "rooms")
    found.tracks = _section(found, data, TrackIn, "tracks")
    found.speakers = _section(found, data, SpeakerIn, "speakers")
    found.sessions = _section(found, data, SessionIn, "sessions")
    for key in data:
        if key not in KNOWN:
            found.warnings.append(Problem(key[:40], "is not known here and was not stored."))
    found.warnings = [item for item in found.warnings if item.path != SILENT_IN_REGISTRATION]
    return found


def _one(found: Document, data: Any, schema: type[R], path: str) -> R | None:
    if data is None:
        found.problems.append(Problem(path, "is missing; add it."))
        return None
    try:
        record = schema.model_validate(data)
    except ValidationError as error:
        found.problems.extend(problems_of(error, data, path))
        return None
    found.warnings.extend(unknown_keys(record, path))
    return record


def _section(found: Document, data: dict[str, Any], schema: type[R], name: str) -> list[R]:
    items = data.get(name)
    found.codes[name] = set()
    if items is None:
        return []
    if not isinstance(items, list):
        found.problems.append(Problem(name, "must be a list in square brackets."))
        return []
    found.codes[name] = {str(item.get("code") or item.get("id")) for item in items if isinstance(item, dict)}
    records = [_one(found, {} if item is None else item, schema, f"{name}[{key_of(item, index)}]")
               for index, item in enumerate(items)]  # fmt: skip
    return [record for record in records if record is not None]
