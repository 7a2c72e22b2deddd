"""Scans at a door, as the desk's script sends them."""

import itertools
import json
import secrets
from typing import TYPE_CHECKING

from benchmarks.buying import browser
from benchmarks.load import Shot, request
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from conference.attendance.models import AttendanceRules, Badge
from conference.attendance.services.printing import Selection, chosen_places, issue_missing
from people.accounts.models import User

if TYPE_CHECKING:
    from benchmarks.cases import World

_numbers = itertools.count(1)
# Another device in each run: the same act of the same device would be answered without being taken.
CLIENT = f"bench-{secrets.token_hex(8)}"


def _desk():
    """Return somebody who works at the desk, signed in."""
    client = browser()
    client.force_login(User.objects.get(email="checkin@demo.example"))
    client.get("/desk/")
    return client


def _badges(world: "World") -> list[Badge]:
    AttendanceRules.objects.update_or_create(edition=world.edition, defaults={"rehearsal": True})
    if not Badge.objects.of(world.edition).exists():
        issue_missing(
            edition=world.edition, places=chosen_places(world.edition, Selection(unprinted=False)), actor=None
        )
    return list(Badge.objects.of(world.edition).live())


def _path(world: "World") -> str:
    return f"/desk/{world.edition.year}/arrival/scan/"


def _body(badge: Badge) -> dict[str, str]:
    number = next(_numbers)
    return {
        "code": badge.token,
        "direction": "in" if number % 2 else "out",
        "client": CLIENT,
        "key": f"act-{number:012}",
        "at": timezone.now().isoformat(),
    }


def scans(times: int, world: "World") -> list[Shot]:
    """Scan one badge after the other at the arrival."""
    client, badges = _desk(), itertools.cycle(_badges(world))
    client.get(f"/desk/{world.edition.year}/arrival/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    headers = {"Cookie": cookies, "X-CSRFToken": token, "Content-Type": "application/json",
               "Origin": f"http://localhost:{world.port}"}  # fmt: skip
    return [
        request("POST", _path(world), port=world.port, headers=headers, body=json.dumps(_body(badge)).encode())
        for badge, _turn in zip(badges, range(times), strict=False)
    ]


def scan_queries(world: "World") -> int:
    """Count the queries of a desk's second scan; beginning and ending a transaction are none."""
    client, (first, badge, *_rest) = _desk(), _badges(world)
    client.post(_path(world), json.dumps(_body(first)), content_type="application/json")
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(_path(world), json.dumps(_body(badge)), content_type="application/json")
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return len([query for query in queries if not query["sql"].startswith(("BEGIN", "COMMIT"))])
