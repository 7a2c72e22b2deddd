"""Gathers the subjects' models for Django; import them from their own modules."""

from conference.agenda.models import Appearance, Session, SessionCredit
from conference.edition.models import AccessLevel, CancellationTerm, Edition, ImportRecord, Room, Track
from conference.pages.models import ConferenceIndexPage, ConferencePage
from conference.registration.models import (
    AddOn,
    DiscountRule,
    Draft,
    Registration,
    RegistrationItem,
    TicketType,
)
from conference.speakers.models import Speaker, SpeakerIdentity

__all__ = [
    "AccessLevel",
    "AddOn",
    "Appearance",
    "CancellationTerm",
    "ConferenceIndexPage",
    "ConferencePage",
    "DiscountRule",
    "Draft",
    "Edition",
    "ImportRecord",
    "Registration",
    "RegistrationItem",
    "Room",
    "Session",
    "SessionCredit",
    "Speaker",
    "SpeakerIdentity",
    "TicketType",
    "Track",
]
