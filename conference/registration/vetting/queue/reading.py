"""The queue's rows: what waits, how long, and what was asked; a fixed number of queries a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from conference.edition.models import Edition
from conference.registration.catalogue import TicketType
from conference.registration.places import Registration, RegistrationQuerySet
from conference.registration.vetting.asking.models import Enquiry
from conference.registration.vetting.rules import Deadlines
from conference.registration.vetting.safety.holding import held_among
from conference.registration.vetting.safety.models import QuietHold

WIDE = ("address", "proof", "access_needs", "dietary_needs")


@dataclass(frozen=True)
class Waiting:
    """One application of the queue."""

    place: Registration
    held: bool
    enquiry: Enquiry | None
    due_on: date
    today: date

    @property
    def is_late(self) -> bool:
        """Whether its day for a decision is over; while the applicant is asked, their day counts."""
        if self.enquiry and self.enquiry.answered_at is None:
            return self.enquiry.due_on < self.today
        return self.due_on < self.today

    @property
    def token(self) -> str:
        """What a ticked row says: which one, and as it was seen."""
        return seen_as(self.place)


def seen_as(place: Registration) -> str:
    """Return a place's key with the moment of its last change."""
    return f"{place.pk}-{int(place.changed_at.timestamp() * 1_000_000)}"


def queue_of(edition: Edition) -> RegistrationQuerySet:
    """Return an edition's applications to be decided, the oldest first."""
    return Registration.objects.of(edition).to_approve().order_by("created_at", "pk")


def narrowed(
    places: RegistrationQuerySet, *, text: str, reason: str, ticket: TicketType | None, asked: str
) -> RegistrationQuerySet:
    """Keep what a reviewer looks for; what is empty is no condition."""
    if text:
        places = places.filter(
            Q(name__icontains=text) | Q(email__icontains=text) | Q(agency__icontains=text)
            | Q(order__number__icontains=text)
        )  # fmt: skip
    if reason:
        places = places.filter(queue_reason=reason)
    if ticket:
        places = places.filter(ticket_type=ticket)
    enquiries = Enquiry.objects.filter(registration=OuterRef("pk"))
    if asked == "asked":
        places = places.filter(Exists(enquiries.filter(answered_at=None)))
    elif asked == "answered":
        places = places.filter(Exists(enquiries), ~Exists(enquiries.filter(answered_at=None)))
    elif asked == "held":
        places = places.filter(Exists(QuietHold.objects.open().filter(registration=OuterRef("pk"))))
    return places


def waiting(edition: Edition, places: Sequence[Registration]) -> list[Waiting]:
    """Return one page's rows."""
    held = held_among(places)
    last = {row.registration_id: row for row in Enquiry.objects.filter(registration__in=places).defer("answer")}
    deadlines, today = Deadlines(edition), edition.today()
    return [
        Waiting(
            place,
            place.pk in held,
            last.get(place.pk),
            edition.local(place.created_at).date() + timedelta(days=deadlines.of(place.ticket_type_id).decide_days),
            today,
        )
        for place in places
    ]
