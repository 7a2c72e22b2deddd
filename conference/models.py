"""Gathers the subjects' models for Django; import them from their own modules."""

from conference.agenda.models import Appearance, Session, SessionCredit
from conference.edition.models import AccessLevel, CancellationTerm, Edition, ImportRecord, Room, Track
from conference.registration.models import AddOn, DiscountRule, TicketType
from conference.speakers.models import Speaker, SpeakerIdentity

__all__ = [
    "AccessLevel",
    "AddOn",
    "Appearance",
    "CancellationTerm",
    "DiscountRule",
    "Edition",
    "ImportRecord",
    "Room",
    "Session",
    "SessionCredit",
    "Speaker",
    "SpeakerIdentity",
    "TicketType",
    "Track",
]
