"""The kinds of record in a programme file, in the order in which they are written."""

from conference.planning.programme.kinds.base import Context, Kind
from conference.planning.programme.kinds.credits import place_schemes
from conference.planning.programme.kinds.edition import EditionKind
from conference.planning.programme.kinds.sessions import SessionKind
from conference.planning.programme.kinds.speakers import SpeakerKind
from conference.planning.programme.kinds.tables import (
    AccessLevelKind,
    AddOnKind,
    DiscountKind,
    RoomKind,
    TicketTypeKind,
    TrackKind,
)

KINDS: list[Kind] = [
    RoomKind(),
    TrackKind(),
    AccessLevelKind(),
    SpeakerKind(),
    SessionKind(),
    TicketTypeKind(),
    AddOnKind(),
    DiscountKind(),
]

__all__ = ["KINDS", "Context", "EditionKind", "Kind", "place_schemes"]
