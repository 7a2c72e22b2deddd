"""An organizer who moves every session of a day once."""

import json
from typing import Any

from benchmarks.buying import browser
from benchmarks.load import Shot, request
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conference.agenda.models import Session
from conference.edition.models import Edition
from people.accounts.models import User

SHIFT = 5


def _move(edition: Edition, session: Session) -> bytes:
    start = edition.local(session.starts_at)
    place = {
        "code": session.code,
        "revision": session.revision,
        "room": session.room.code if session.room else None,
        "start": start.replace(minute=(start.minute + SHIFT) // SHIFT * SHIFT % 60).strftime("%Y-%m-%dT%H:%M"),
        "minutes": max(session.minutes // SHIFT * SHIFT, SHIFT),
        "reason": "bench",
    }
    return json.dumps({"moves": [place]}).encode()


def _address(edition: Edition) -> str:
    return reverse("conference_board:moves", args=[edition.year])


def organizer() -> Client:
    """Return the browser of an organizer who is signed in."""
    client = browser()
    client.force_login(User.objects.get(email="organizer@demo.example"))
    return client


def signed(client: Client) -> dict[str, str]:
    """Return the headers of a browser's own requests, its token for forms among them."""
    client.get(reverse("account_change_password"))
    return {
        "Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items()),
        "X-CSRFToken": client.cookies[settings.CSRF_COOKIE_NAME].value,
    }


def _sessions(edition: Edition) -> list[Session]:
    return list(Session.objects.of(edition).scheduled().select_related("room").order_by("code"))


def moves(world: Any) -> list[Shot]:
    """Move each session once."""
    headers = signed(organizer())
    path = _address(world.edition)
    return [
        request("POST", path, port=world.port, headers=headers, body=_move(world.edition, session))
        for session in _sessions(world.edition)
    ]


def board_queries(world: Any) -> int:
    """Count the queries of one move."""
    client, session = organizer(), _sessions(world.edition)[0]
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(_address(world.edition), _move(world.edition, session), content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return len(queries)
