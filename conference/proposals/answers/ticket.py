"""The complimentary place of a speaker who confirms: one for each person and edition."""

from typing import Any

from conference.proposals.answers.models import Answer, Notice
from conference.proposals.models import Call, Presenter
from conference.proposals.recognition import normal_address
from conference.registration.applications import Person
from conference.registration.capacity import SoldOut
from conference.registration.catalogue import TicketType
from conference.registration.services.granting import HasPlace, NotFree, grant_place
from core.codes import keyed_digest

SPEAKER = "SPK"


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
