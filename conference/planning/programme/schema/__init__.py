"""The shape of a programme file."""

from conference.planning.programme.schema.edition import (
    AccessLevelIn,
    ConferenceIn,
    CreditTypeIn,
    RegistrationIn,
    RoomIn,
    TicketTypeIn,
    TrackIn,
)
from conference.planning.programme.schema.sessions import SessionIn
from conference.planning.programme.schema.speakers import SpeakerIn

__all__ = [
    "AccessLevelIn",
    "ConferenceIn",
    "CreditTypeIn",
    "RegistrationIn",
    "RoomIn",
    "SessionIn",
    "SpeakerIn",
    "TicketTypeIn",
    "TrackIn",
]
