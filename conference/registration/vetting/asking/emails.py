"""The mails about a question: one recipient, a neutral subject, the question only on the page behind the link."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from conference.registration.vetting.asking.models import Enquiry
from core.mail.services import queue_mail


def send_enquiry(enquiry: Enquiry) -> None:
    """Say that there is a question, and where it is answered."""
    _send(enquiry, "asked")


def send_reminder(enquiry: Enquiry) -> None:
    """Say once more that a question waits."""
    _send(enquiry, "asked_again")


def _send(enquiry: Enquiry, kind: str) -> None:
    place = enquiry.registration
    order = place.order
    with translation.override(order.language):
        queue_mail(
            kind=f"registration.{kind}",
            to=order.buyer_email,
            subject=_("Your order %(number)s") % {"number": order.number},
            template=f"conference/registration/{kind}",
            context={
                "order": order,
                "until": enquiry.due_on,
                "link": reverse("registration:answer", args=[place.edition.year, place.public_id, order.secret]),
            },
            unique_key=f"enquiry-{enquiry.pk}-{kind}",
        )
