"""What the signs at the doors show: public titles, so that a passer-by learns nothing that the agenda hides."""

from datetime import date
from typing import Any

from django.utils.formats import date_format

from conference.agenda.access import ANONYMOUS, Viewer, sees_entry
from conference.agenda.documents.programme import Content
from conference.agenda.models import Session
from conference.agenda.placed import Placed, published
from conference.agenda.projection import project
from conference.edition.models import Edition, Room

INSIDE = Viewer(registered=True)
# Above so many entries a sign is set smaller: each stands on one sheet.
ROOMY, FULL = 7, 13


def signs_content(edition: Edition, day: date) -> Content:
    """Return one sign for each room that is used on a day, in the organizers' order of rooms."""
    by_room: dict[Room, list[Placed]] = {}
    for placed in published(edition):
        if placed.room and edition.local(placed.starts_at).date() == day and sees_entry(INSIDE, placed.session):
            by_room.setdefault(placed.room, []).append(placed)
    rooms = sorted(by_room, key=lambda room: (room.position, room.code))
    return {
        "name": edition.name,
        "day": date_format(day, "l, j F Y"),
        "signs": [_sign(edition, room, by_room[room]) for room in rooms],
    }


def _sign(edition: Edition, room: Room, entries: list[Placed]) -> dict[str, Any]:
    size = "roomy" if len(entries) <= ROOMY else "full" if len(entries) <= FULL else "crowded"
    return {
        "room": room.name,
        "location": room.location,
        "size": size,
        "entries": [_entry(edition, placed) for placed in entries],
    }


def _entry(edition: Edition, placed: Placed) -> dict[str, Any]:
    """Return an entry by its public title; whoever presents is named where the agenda names them to everybody."""
    view = project(placed, ANONYMOUS, edition)
    starts, ends = edition.local(placed.starts_at), edition.local(placed.ends_at)
    return {
        "time": "" if placed.all_day else f"{starts:%H:%M}–{ends:%H:%M}",
        "title": placed.session.public_title,
        "speakers": [item.speaker.label for item in view.appearances] if view and view.is_open else [],
        "restricted": placed.session.is_restricted,
        "cancelled": placed.status == Session.Status.CANCELLED,
    }
