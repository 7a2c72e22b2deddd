"""Automatic vetting: approve at once where every demanded check passes, otherwise leave the place to a person.

A check believes only an address that somebody has proved: the signed-in buyer's own verified ones, or, for a
coordinator, those of the agency they coordinate. A typed address proves nothing, so a guest's application waits until
the address is verified or a person decides.
"""

from collections.abc import Iterable, Sequence

from conference.registration.catalogue import TicketType
from conference.registration.places import Registration
from conference.registration.states import QueueReason, State, check_move
from conference.registration.vetting.checks import DEMANDED, Outcome
from conference.registration.vetting.evidence import Evidence, gather_evidence
from conference.registration.vetting.safety.matching import mark_matches
from people.accounts.models import User

Vetting = TicketType.Vetting


def reason_to_queue(registration: Registration, evidence: Evidence) -> str:
    """Return why a person must decide on the place, or an empty text if it passes its checks."""
    ticket, email = registration.ticket_type, registration.email
    if not registration.is_named:
        return QueueReason.UNNAMED
    if email in evidence.elsewhere:
        return QueueReason.DUPLICATE
    if ticket.vetting != Vetting.AUTOMATIC or not ticket.demands:
        return QueueReason.MANUAL
    if not evidence.proves(email):
        return QueueReason.UNVERIFIED
    for check in ticket.demands:
        look, reason = DEMANDED[TicketType.Check(check)]
        if look(registration, evidence).outcome != Outcome.PASSED:
            return reason
    return ""


def vet(registrations: Sequence[Registration], user: User | None) -> list[Registration]:
    """Approve in memory what passes its checks and give the others their reason; return those that were approved.

    What matches the block list is never approved; `keep_holds` holds it once it has its row.
    """
    if not registrations:
        return []
    evidence = gather_evidence(registrations, user)
    mark_matches(registrations)
    return list(_decide(registrations, evidence))


def _decide(registrations: Iterable[Registration], evidence: Evidence) -> Iterable[Registration]:
    for registration in registrations:
        reason = reason_to_queue(registration, evidence)
        # A held place has an ordinary reason too: nothing about its row tells it from others.
        registration.queue_reason = reason or (QueueReason.MANUAL if registration.safety_matches else "")
        if not registration.queue_reason:
            check_move(registration.state, State.APPROVED)
            registration.state = State.APPROVED
            yield registration
