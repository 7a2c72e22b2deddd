"""Who is expected at a session's door: the room monitor's list, for when scanners or badges fail."""

from datetime import datetime, time, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from conference.agenda.access import AUDIENCES, TICKETED
from conference.agenda.models import Session
from conference.attendance.doors import Door
from conference.attendance.lookup import is_cleared, scans_at
from conference.attendance.models.badges import ADMITTED
from conference.attendance.pairing import Direction
from conference.registration.personal.models import SignUp
from conference.registration.places import Registration, RegistrationItem

# A name of its own on the badge sorts as it stands there.
BY_SURNAME = Case(When(badge_name="", family_name__gt="", then=F("family_name")),
                  When(badge_name="", then=F("name")), default=F("badge_name"))  # fmt: skip


def is_open(door: Door) -> bool:
    """Whether the list may be seen: while the door takes scans, and in rehearsal. At other times it is nobody's."""
    return door.rules.rehearsal or door.opens_at <= timezone.now() <= door.closes_at


def expected(door: Door, session: Session, text: str = "") -> QuerySet[Registration]:
    """Return the firm places of those who signed up for a session, or arrived that day and may enter, by surname.

    A session that asks for a ticket expects those who have one, a restricted one those who are cleared: nobody is
    listed whom the door would refuse. `went` and `went_at` say where a person was seen last. `text` narrows by the name
    that is shown, no other: it must not tell whom a badge's name stands for.
    """
    places = Registration.objects.of(door.edition).filter(state__in=ADMITTED).exclude(name="").exclude(email="")
    places = places.filter(_signed_up(session) | _arrived(door, session) | _was_here(door))
    if session.ticket_required:
        items = RegistrationItem.objects.filter(registration=OuterRef("pk"), cancelled_at=None)
        places = places.filter(Exists(items.filter(add_on__session=session)))
    if session.audience.code != TICKETED and AUDIENCES.get(session.audience.code, frozenset()) is not None:
        places = places.filter(is_cleared(door, "email"))
    last = scans_at(door).filter(registration=OuterRef("pk")).order_by("-at", "-sequence")
    for word in text.split()[:5]:
        places = places.filter(Q(badge_name="", name__icontains=word) | Q(badge_name__icontains=word))
    places = places.annotate(went=Subquery(last.values("direction")[:1]), went_at=Subquery(last.values("at")[:1]))
    return places.defer("address", "proof", "access_needs", "dietary_needs").order_by(BY_SURNAME, "name", "pk")


def _signed_up(session: Session) -> Exists:
    return Exists(SignUp.objects.placed().filter(session=session, registration=OuterRef("pk")))


def _arrived(door: Door, session: Session) -> Exists:
    """Whether somebody was scanned at the arrival on the session's day; in rehearsal, on this one."""
    moment = timezone.now() if door.rules.rehearsal else session.starts_at or timezone.now()
    begin = datetime.combine(door.edition.local(moment).date(), time.min, door.edition.zone)
    arrivals = scans_at(Door(door.edition, door.rules)).filter(direction=Direction.IN)
    that_day = arrivals.filter(at__gte=begin, at__lt=begin + timedelta(days=1))
    return Exists(that_day.filter(registration=OuterRef("pk")))


def _was_here(door: Door) -> Exists:
    return Exists(scans_at(door).filter(registration=OuterRef("pk")))
