"""Gathers the subjects' models for Django; import them from their own modules."""

from conference.agenda.documents.models import AgendaDocument
from conference.agenda.models import (
    Agenda,
    AgendaVersion,
    Appearance,
    Session,
    SessionCredit,
    VersionEntry,
    VersionSpeaker,
)
from conference.edition.models import AccessLevel, CancellationTerm, Edition, ImportRecord, Room, RoomClosure, Track
from conference.pages.models import ConferenceIndexPage, ConferencePage
from conference.planning.digests.models import Digest, Mailing
from conference.registration.models import (
    AddOn,
    AgendaFeed,
    DiscountRule,
    Draft,
    Registration,
    RegistrationItem,
    SavedSession,
    SignUp,
    TicketType,
)
from conference.speakers.models import Speaker, SpeakerAbsence, SpeakerIdentity

__all__ = [
    "AccessLevel",
    "AddOn",
    "Agenda",
    "AgendaDocument",
    "AgendaFeed",
    "AgendaVersion",
    "Appearance",
    "CancellationTerm",
    "ConferenceIndexPage",
    "ConferencePage",
    "Digest",
    "DiscountRule",
    "Draft",
    "Edition",
    "ImportRecord",
    "Mailing",
    "Registration",
    "RegistrationItem",
    "Room",
    "RoomClosure",
    "SavedSession",
    "Session",
    "SessionCredit",
    "SignUp",
    "Speaker",
    "SpeakerAbsence",
    "SpeakerIdentity",
    "TicketType",
    "Track",
    "VersionEntry",
    "VersionSpeaker",
]
