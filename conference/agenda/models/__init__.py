"""Sessions, who appears in them, what credit they give, and the published versions of the agenda."""

from conference.agenda.models.appearances import Appearance
from conference.agenda.models.credits import SessionCredit
from conference.agenda.models.sessions import Session, slug_of
from conference.agenda.models.versions import Agenda, AgendaVersion, VersionEntry, VersionSpeaker

__all__ = [
    "Agenda",
    "AgendaVersion",
    "Appearance",
    "Session",
    "SessionCredit",
    "VersionEntry",
    "VersionSpeaker",
    "slug_of",
]
