"""Answers that arrive after the session has ended: kept encrypted in the visitor's new session until they sign in.

Nothing is looked up for somebody who is signed out, so nobody learns which attempts there are. What is kept is only
ever applied to an attempt of whoever signs in.
"""

import json
from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.fields import UnreadableValue, decrypt, encrypt

SLOT = "training.answers"
LONGEST = 200_000  # characters
HOURS = 12


def keep_answers(request: HttpRequest, public_id: str) -> bool:
    """Keep what was posted; return whether it could be: nobody answers at endless length."""
    fields = {name: values for name, values in request.POST.lists() if name.startswith(("q-", "was-"))}
    written = json.dumps(fields)
    if len(written) > LONGEST:
        return False
    request.session[SLOT] = {
        "attempt": public_id[:64],
        "answers": encrypt(written),
        "at": timezone.now().isoformat(),
    }
    return True


def take_answers(request: HttpRequest, public_id: str) -> dict[str, Any] | None:
    """Return the form's fields that were kept for this attempt, once; None if there are none."""
    kept = request.session.get(SLOT)
    if not kept or kept["attempt"] != public_id:
        return None
    del request.session[SLOT]
    at = parse_datetime(kept["at"])
    if at is None or timezone.now() - at > timedelta(hours=HOURS):
        return None
    try:
        found: dict[str, Any] = json.loads(decrypt(kept["answers"]))
    except UnreadableValue:
        # The key was changed meanwhile: nobody can read it any more.
        return None
    return found
