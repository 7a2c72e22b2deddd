"""Doors, and people who go through them."""

import itertools
from datetime import timedelta

from factories.badges import badged
from factories.conference import SessionFactory

from conference.attendance.doors import Door, door_at
from conference.attendance.lookup import Reading
from conference.attendance.models import Scan
from conference.attendance.pairing import Direction
from conference.attendance.services.scanning import record_scan

_keys = itertools.count(1)
TRACKED = {"attendance_tracking": "scan_in_and_out"}


def door(session=None, *, edition=None) -> Door:
    """Return a session's door, or an edition's arrival."""
    found = door_at((session.edition if session else edition).year, session.slug if session else "arrival")
    assert found is not None
    return found


def tracked(**fields):
    """Return a session that is scanned in and out."""
    return SessionFactory(**{**TRACKED, **fields})


def scan(where, badge, minute=0, direction=Direction.IN, **fields) -> Scan:
    """Scan a badge so many minutes after a session's start, or `at` a moment; return the row."""
    if where.session:
        fields.setdefault("at", where.session.starts_at + timedelta(minutes=minute))
    values = {"client": "tests", "client_key": f"act-{next(_keys)}", **fields}
    return record_scan(door=where, reading=Reading(badge.token, direction, **values), actor=None).scan


def attend(session, badge, start, end):
    """Let somebody be in a session between two minutes of it."""
    scan(door(session), badge, start)
    scan(door(session), badge, end, Direction.OUT)


def visitor_of(session, **fields):
    """Return a live badge of a firm place of the session's edition."""
    return badged(edition=session.edition, **fields)
