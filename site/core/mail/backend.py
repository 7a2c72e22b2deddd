"""Django's own way to send, into the outbox: what Wagtail and others mail waits, is retried and is seen there too."""

from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from core.mail.services import store_mail

KIND = "site.notice"


class OutboxBackend(BaseEmailBackend):
    """Stores one mail for each recipient, so that none sees another's address; a task sends it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store the messages; return how many there were."""
        for message in email_messages:
            for recipient in message.recipients():
                store_mail(
                    kind=KIND, to=recipient, subject=str(message.subject), text=str(message.body), html=_html(message)
                )
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    """Return the message's HTML, empty where it has none."""
    alternatives: list[Any] = getattr(message, "alternatives", [])
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
