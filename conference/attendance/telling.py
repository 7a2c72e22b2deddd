"""Tell people the same day that a scan is missing: later nobody remembers, and credit depends on it."""

from collections import defaultdict
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from conference.agenda.models import Session
from conference.attendance.doors import doors_of
from conference.attendance.pairing import Flag
from conference.attendance.presence import presences
from conference.edition.models import Edition
from conference.registration.places import Registration
from core.mail.services import queue_mail, was_queued

# A session that has just ended may still see its scans out come in.
AFTER = timedelta(minutes=45)


def tell_missing(edition: Edition) -> int:
    """Write one mail a day to each person with a scan missing in that day's sessions; return how many.

    It goes out when the day's last door has closed. Restricted sessions stand in it by their code alone: a mail may be
    read on a locked screen.
    """
    return sum(_tell(edition, day, sessions) for day, sessions in _days_that_ended(edition))


def _days_that_ended(edition: Edition) -> list[tuple[date, dict[int, Session]]]:
    """Return the days of which the last session with a door ended less than a day ago, with their sessions."""
    now = timezone.now()
    days: dict[date, dict[int, Session]] = defaultdict(dict)
    for session in doors_of(edition):
        if session.starts_at is not None:
            days[edition.local(session.starts_at).date()][session.pk] = session
    ends = {day: max(item.ends_at for item in held.values() if item.ends_at) for day, held in days.items()}
    return [(day, held) for day, held in days.items() if AFTER <= now - ends[day] < timedelta(days=1)]


def _tell(edition: Edition, day: date, sessions: dict[int, Session]) -> int:
    missing: dict[int, list[Session]] = defaultdict(list)
    for (holder, session), presence in presences(edition=edition, sessions=sessions).items():
        if presence.flags & {Flag.NO_IN, Flag.NO_OUT}:
            missing[holder].append(sessions[session])
    written = 0
    for place in Registration.objects.filter(pk__in=missing).exclude(email="").select_related("edition"):
        codes = sorted(session.code for session in missing[place.pk])
        key = f"missing-scan-{place.public_id}-{day}"
        if not was_queued(key):
            queue_mail(
                kind="attendance.missing",
                to=place.email,
                subject=_("Your day at the conference"),
                template="conference/attendance/missing",
                context={"place": place, "codes": codes, "path": reverse("attendance:own", args=[edition.year])},
                unique_key=key,
            )
            written += 1
    return written
