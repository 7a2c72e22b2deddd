"""Allow so many attempts in so many seconds."""

import time
from datetime import timedelta

from django.db import connection
from django.http import HttpRequest

from core.clock.schedule import periodic
from core.codes import keyed_digest
from core.ratelimit.models import RateCount

UPSERT = """
    INSERT INTO core_ratecount (key, "window", count) VALUES (%s, %s, 1)
    ON CONFLICT (key, "window") DO UPDATE SET count = core_ratecount.count + 1
    RETURNING count
"""


def allow(key: str, *, limit: int, seconds: int) -> bool:
    """Count one attempt under `key` and return whether it is within `limit` in the current window of `seconds`."""
    window = int(time.time()) // seconds * seconds
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [keyed_digest("rate", key), window])
        (count,) = cursor.fetchone()
    return bool(count <= limit)


def visitor(request: HttpRequest) -> str:
    """Return what stands for the visitor in a key: the user, else the address the web server saw."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"user:{user.pk}"
    return f"ip:{request.META.get('REMOTE_ADDR', '')}"


@periodic(every=timedelta(hours=1))
def forget_old_windows() -> None:
    """Delete counts older than a day."""
    RateCount.objects.filter(window__lt=int(time.time()) - 86_400).delete()
