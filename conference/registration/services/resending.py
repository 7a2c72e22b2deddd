"""Send a ticket once more."""

from typing import Any

from django.db import transaction

from conference.registration.emails import resend_ticket_mail
from conference.registration.places import Registration
from core.audit.services import record


@transaction.atomic
def resend_ticket(*, place: Registration, actor: Any) -> None:
    """Queue the attendee's ticket again, to the address of the place."""
    resend_ticket_mail(place)
    record(actor=actor, action="registration.ticket_resent", obj=place)
