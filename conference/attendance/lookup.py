"""Everything a door has to know of a badge, in one query."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import BooleanField, Case, Exists, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from conference.agenda.access import AUDIENCES, Viewer
from conference.attendance.doors import Door
from conference.attendance.judging import AHEAD, Facts
from conference.attendance.models import Badge, Scan
from conference.attendance.models.badges import ADMITTED
from conference.attendance.models.scans import ScanQuerySet
from conference.attendance.pairing import Direction
from conference.attendance.reasons import TAKEN, Reason
from conference.attendance.tokens import read_token
from conference.registration.places import RegistrationItem
from people.clearance.models import Clearance

COME_OR_GONE = Case(When(direction=Direction.IN, then=1), default=-1, output_field=IntegerField())
NO = Value(False, output_field=BooleanField())


@dataclass(frozen=True)
class Reading:
    """What a device read: the code, the way, and the act's own name on that device (`client`, `client_key`).

    `at` is the device's time, None where it says none; `source` is how it came.
    """

    code: str
    direction: str
    client: str = ""
    client_key: str = ""
    at: datetime | None = None
    source: str = Scan.Source.DESK


@dataclass(frozen=True)
class Found:
    """A badge with its facts, the chain's last row where that is known, and whether this very act was sent before."""

    badge: Badge | None = None
    facts: Facts = Facts()  # noqa: RUF009 - frozen
    last: tuple[int, str] | None = None
    was_sent: bool = False


def find_badge(door: Door, reading: Reading) -> Found:
    """Return what is known of a code at a door. The chain is locked, so its last row is the last."""
    token = read_token(reading.code)
    row: Any = next(iter(_annotated(door, reading).filter(token=token)), None) if token else None
    if row is None:
        return Found(was_sent=bool(reading.client_key))
    place = row.registration
    facts = Facts(
        known=True,
        live=row.is_live,
        firm=place.state in ADMITTED,
        same_edition=place.edition_id == door.edition.pk,
        viewer=Viewer(registered=True, clearances=_needed(door) if row.cleared else frozenset()),
        has_ticket=row.has_ticket,
        was_last=row.went == reading.direction,
        inside=row.inside,
    )
    last = (row.last["number"], row.last["hash"]) if row.last else None
    return Found(row, facts, last, row.was_sent)


def _needed(door: Door) -> frozenset[str]:
    return (AUDIENCES.get(door.session.audience.code) or frozenset()) if door.session else frozenset()


def _annotated(door: Door, reading: Reading) -> QuerySet[Badge]:
    """Return badges with what a door asks; what this door does not ask costs nothing."""
    here = scans_at(door)
    if reading.at is not None and reading.at < timezone.now() - AHEAD:
        # What comes late is judged by what was so then; devices' clocks differ, so what is fresh is judged by all.
        here = here.filter(at__lte=reading.at)
    own = here.filter(registration=OuterRef("registration")).order_by("-at", "-sequence")
    last = Scan.objects.of(door.edition).order_by("-sequence")
    return Badge.objects.select_related("registration").annotate(
        went=Subquery(own.values("direction")[:1]),
        cleared=is_cleared(door),
        has_ticket=_has_ticket(door),
        inside=_inside(door, here),
        last=Subquery(last.values(row=JSONObject(number="sequence", hash="hash"))[:1]),
        was_sent=_was_sent(reading),
    )


def scans_at(door: Door) -> ScanQuerySet:
    """Return the scans that say who is where: those that count, in rehearsal those of rehearsals."""
    if door.rules.rehearsal:
        played = Scan.objects.of(door.edition).filter(session=door.session, kind=Scan.Kind.SCAN, reason__in=TAKEN)
        return played.standing()
    return Scan.objects.of(door.edition).counting().filter(session=door.session)


def inside(door: Door) -> int | None:
    """Return how many people are in a room with a limit, None where there is none; one query."""
    if door.session is None or door.session.capacity is None:
        return None
    return scans_at(door).filter(reason=Reason.OK).order_by().aggregate(n=Sum(COME_OR_GONE))["n"] or 0


def is_cleared(door: Door, email: str = "registration__email") -> Any:
    """Whether the person has a valid clearance that the session asks for, on an address that was verified."""
    needed = _needed(door)
    if not needed:
        return NO
    own = Clearance.objects.valid().filter(email=OuterRef(email), kind__in=needed)
    verified = EmailAddress.objects.filter(email=OuterRef(email), verified=True)
    return Exists(own) & Exists(verified)


def _was_sent(reading: Reading) -> Any:
    if not reading.client_key:
        return NO
    return Exists(Scan.objects.filter(client=reading.client, client_key=reading.client_key))


def _has_ticket(door: Door) -> Any:
    if door.session is None or not door.session.ticket_required:
        return NO
    items = RegistrationItem.objects.filter(registration=OuterRef("registration"), cancelled_at=None)
    return Exists(items.filter(add_on__session=door.session))


def _inside(door: Door, here: QuerySet[Scan]) -> Any:
    """Who came in less who went out of a room with a limit; whoever was scanned again came or went once."""
    if door.session is None or door.session.capacity is None:
        return Value(0)
    moves = here.filter(reason=Reason.OK).order_by().values("session").annotate(n=Sum(COME_OR_GONE))
    return Coalesce(Subquery(moves.values("n")), 0)
