"""Tick somebody in or out on the room monitor's list: a scan like any other, with its own source."""

from typing import Any

from conference.agenda.models import Session
from conference.attendance.doors import Door
from conference.attendance.expected import expected
from conference.attendance.lookup import Reading
from conference.attendance.models import Scan
from conference.attendance.services.printing import issue_missing
from conference.attendance.services.scanning import Answer, record_scan


class NotExpected(Exception):
    """Nobody of this name stands on the list, or their place is not firm any more."""


def tick(*, door: Door, session: Session, place: str, direction: str, key: str, actor: Any) -> Answer:
    """Judge and store a tick; `place` is a registration's public id, `key` names the page on which it was ticked.

    Whoever has no badge yet gets one, unprinted, so that the door has something to judge. Raises NotExpected.
    """
    found = expected(door, session).filter(public_id=place).first()
    badges = issue_missing(edition=door.edition, places=[found], actor=actor) if found else []
    if not found or not badges:
        raise NotExpected
    reading = Reading(
        badges[0].token, direction, f"list-{actor.pk}", f"{key}-{found.pk}-{direction}", source=Scan.Source.LIST
    )
    return record_scan(door=door, reading=reading, actor=actor)
