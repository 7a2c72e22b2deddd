"""The edition and what belongs to it as a whole."""

from conference.edition.models.editions import Edition, EditionQuerySet, PricePhase
from conference.edition.models.imports import ImportRecord
from conference.edition.models.rooms import AccessLevel, Room, RoomClosure, Track
from conference.edition.models.terms import CancellationTerm

__all__ = [
    "AccessLevel",
    "CancellationTerm",
    "Edition",
    "EditionQuerySet",
    "ImportRecord",
    "PricePhase",
    "Room",
    "RoomClosure",
    "Track",
]
