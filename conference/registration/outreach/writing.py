"""One recipient's copy as it would go out."""

from collections.abc import Sequence
from dataclasses import dataclass

from conference.registration.outreach.models import BulkMessage
from conference.registration.outreach.placeholders import values_of
from conference.registration.outreach.recipients import Recipient
from core.placeholders import fill, missing_in


@dataclass(frozen=True)
class Written:
    """A copy; with something missing it cannot go out. What is missing keeps its braces."""

    recipient: Recipient
    subject: str
    body: str
    missing: Sequence[str] = ()

    @property
    def label(self) -> str:
        """Who it is for, by name and order."""
        first = self.recipient.places[0]
        return f"{first.name} ({first.order.number})"


def write(message: BulkMessage, recipient: Recipient) -> Written:
    """Return a recipient's copy of a message."""
    values = values_of(recipient)
    missing = missing_in((message.subject, message.body), values)
    values |= {name: f"{{{name}}}" for name in missing}
    return Written(recipient, fill(message.subject, values), fill(message.body, values), missing)
