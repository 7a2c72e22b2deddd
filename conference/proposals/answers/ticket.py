"""The complimentary place of a speaker who confirms: one for each person and edition."""

from typing import Any

from django.db import transaction

from conference.proposals.answers.models import Answer, Notice
from conference.proposals.models import Call, Presenter
from conference.proposals.models.people import PresenterQuerySet
from conference.proposals.recognition import normal_address
from conference.registration.applications import Person
from conference.registration.capacity import SoldOut, lock_sales
from conference.registration.catalogue import TicketType
from conference.registration.places import Registration
from conference.registration.services.deciding import cancel_place
from conference.registration.services.granting import HasPlace, NotFree, grant_place
from conference.registration.states import OCCUPYING
from core.codes import keyed_digest

SPEAKER = "SPK"


class NoPlace(Exception):
    """There is no complimentary place that still stands."""


class StillSpeaks(Exception):
    """The person presents something else at the edition, and the place is for that too."""


def speaker_ticket(call: Call) -> TicketType | None:
    """Return the ticket that confirmed speakers get: the one that the call names, else the edition's `SPK`."""
    if call.speaker_ticket:
        return call.speaker_ticket
    free = TicketType.objects.of(call.edition).filter(early=0, regular=0, late=0)
    return free.filter(code=SPEAKER, vetting=TicketType.Vetting.INVITATION).first()


def give_place(*, person: Presenter, answer: Answer, actor: Any) -> None:
    """Give somebody their place unless they have it; whatever stands in the way is told to the organizers."""
    if answer.registration_id:
        return
    call = person.proposal.call
    ticket = speaker_ticket(call)
    kind = ""
    try:
        if ticket:
            answer.registration = grant_place(
                edition=call.edition, person=_person(person, ticket), key=_key(person, call), actor=None
            )
            answer.save(update_fields=["registration"])
        else:
            kind = Notice.Kind.NO_TICKET
    except HasPlace:
        kind = Notice.Kind.HAS_PLACE
    except (NotFree, SoldOut):
        kind = Notice.Kind.NO_TICKET
    if kind and not Notice.objects.filter(presenter=person, kind=kind).exists():
        Notice.objects.create(kind=kind, proposal=person.proposal, presenter=person)


def place_of(notice: Notice) -> Registration | None:
    """Return the complimentary place of whoever left, if it still stands."""
    answer = getattr(notice.presenter, "answer_given", None)
    place: Registration | None = answer.registration if answer else None
    return place if place and place.state in OCCUPYING else None


@transaction.atomic
def free_place(*, notice: Notice, actor: Any, reason: str) -> Registration:
    """Cancel the complimentary place of a speaker who left; the notice stays open for what else it is about.

    Raises NoPlace, StillSpeaks, and NotFree where something was bought with the place: that is for the registration's
    own page, which asks what of it is kept.
    """
    place = place_of(notice)
    if notice.kind not in (Notice.Kind.PLACE_FREE, Notice.Kind.PRESENTER_LEFT) or place is None:
        raise NoPlace
    lock_sales(place.edition)
    if _others_in(place, notice).exists():
        raise StillSpeaks
    if place.price:
        raise NotFree
    return cancel_place(place=place, actor=actor, reason=reason)


def _others_in(place: Registration, notice: Notice) -> PresenterQuerySet:
    """Return the same person's parts in other sessions, for which they hold the same place."""
    parts = Presenter.objects.filter(answer_given__registration=place).exclude(notices=notice)
    return parts.with_answer().told_and_standing()


def _key(person: Presenter, call: Call) -> str:
    """Return what makes it one place however often, and for however many sessions, somebody confirms."""
    return f"speaker-{call.edition_id}-{keyed_digest('speaker-place', person.email_digest)[:40]}"


def _person(person: Presenter, ticket: TicketType) -> Person:
    """Return who comes. Mails, badge and lists of places have the name of nobody who publishes none."""
    profile = person.as_profile()
    return Person(
        ticket_type=ticket,
        name=profile.name if profile.is_named else person.label,
        email=normal_address(profile.email),
        agency=profile.organization if profile.publish_organization else "",
        country=profile.country,
    )
