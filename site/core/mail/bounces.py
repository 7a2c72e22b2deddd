"""Mails that came back: told by the mail provider's signed messages, or by staff from a list."""

import hashlib
import hmac
import re
import time
from collections.abc import Iterable
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from pydantic import BaseModel, Field

from core.codes import same
from core.mail.models import BouncingAddress, OutboxMail
from core.mail.refusals import refuse

TOLERANCE_SECONDS = 300
# RFC 3463: 5.1.1 and the like; a provider's own words may hold the address and are not kept.
STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")


class Bounce(BaseModel):
    """One mail that came back, or whose reader called it spam."""

    address: str = Field(min_length=3, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")
    kind: Literal["bounce", "complaint"] = "bounce"
    message_id: str = Field(default="", max_length=200)
    reason: str = Field(default="", max_length=2000)


class Report(BaseModel):
    """What a provider sends: up to a thousand events."""

    events: list[Bounce] = Field(max_length=1000)


class ForgedReport(Exception):
    """The signature is missing, wrong or too old, or what it signs is no report."""


def sign(payload: bytes, *, at: int) -> str:
    """Return the header that signs a report: `t=<unix time>,v1=<hex HMAC-SHA256 of "time.body">`."""
    key = settings.MAIL_WEBHOOK_SECRET.encode()
    return f"t={at},v1={hmac.new(key, f'{at}.'.encode() + payload, hashlib.sha256).hexdigest()}"


def receive_report(*, payload: bytes, signature: str) -> int:
    """Verify a provider's report and note what it says; return how many mails it marked. Raises ForgedReport."""
    found = re.fullmatch(r"t=(\d{1,12}),v1=[0-9a-f]{64}", signature)
    if found is None or abs(time.time() - int(found[1])) > TOLERANCE_SECONDS:
        raise ForgedReport
    if not same(signature, sign(payload, at=int(found[1]))):
        raise ForgedReport
    try:
        report = Report.model_validate_json(payload)
    except ValueError as error:
        raise ForgedReport from error
    return note_bounces(report.events)


@transaction.atomic
def note_bounces(bounces: Iterable[Bounce]) -> int:
    """Mark the mails that came back and remember their addresses; return how many mails were marked.

    Without a known message id it is the last mail that was sent there. A complaint refuses messages instead.
    """
    marked = 0
    for bounce in bounces:
        email = bounce.address.strip().lower()
        if bounce.kind == "complaint":
            refuse(email)
            continue
        found = STATUS.search(bounce.reason)
        status = found[0] if found else ""
        # A status of class 4 is a delay; its mail is still on its way.
        if status.startswith("4"):
            continue
        BouncingAddress.objects.update_or_create(
            email=email, defaults={"status": status, "reported_at": timezone.now()}
        )
        marked += _mark(email, bounce.message_id.strip(), status)
    return marked


def _mark(email: str, message_id: str, status: str) -> int:
    sent = OutboxMail.objects.filter(recipient__iexact=email, state=OutboxMail.State.SENT)
    known = sent.filter(message_id=message_id) if message_id else sent.none()
    mail = known.first() or sent.order_by("-sent_at", "-pk").first()
    if mail is None:
        return 0
    return sent.filter(pk=mail.pk).update(state=OutboxMail.State.BOUNCED, error=f"bounce {status}".strip())


def bouncing(emails: Iterable[str]) -> set[str]:
    """Return which of these addresses, in lower case, are known to send mail back."""
    return set(BouncingAddress.objects.filter(email__in=list(emails)).values_list("email", flat=True))
