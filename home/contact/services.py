"""Take a message."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core.mail.services import queue_mail
from home.contact.models import ContactMessage


@transaction.atomic
def take_message(*, message: ContactMessage) -> ContactMessage:
    """Store the message and tell staff that it is there; the mail holds none of its content."""
    message.save()
    queue_mail(
        kind="contact.message",
        to=settings.ORGANIZATION["contact_email"],
        subject=_("A message has arrived"),
        template="home/contact_message",
        context={"message": message},
    )
    return message
