"""Write a mail into the outbox; send what is due."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from email.utils import make_msgid
from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from core.files.models import PrivateFile
from core.mail.models import OutboxMail
from core.mail.tasks import send_mail

MAX_ATTEMPTS = 8
STUCK_AFTER = timedelta(minutes=10)


@transaction.atomic
def queue_mail(
    *,
    kind: str,
    to: str,
    subject: str,
    template: str,
    context: Mapping[str, Any] | None = None,
    attachments: Iterable[PrivateFile] = (),
    sensitive: bool = False,
    unique_key: str = "",
    stop_token: str = "",
) -> OutboxMail:
    """Store one mail inside the caller's transaction and enqueue its sending.

    `template` names `templates/emails/<template>.txt` and, if there is one, `.html`. The subject must be neutral: it
    may be read on a locked screen. With a `stop_token`, a secret of its own, its reader may refuse more of its sort;
    the template then gets the link as `stop_url`.
    """
    values = {
        "base_url": settings.WAGTAILADMIN_BASE_URL,
        "organization": settings.ORGANIZATION,
        "demo": settings.DEMO,
        "subject": subject,
        "stop_url": stop_url(stop_token) if stop_token else "",
        **(context or {}),
    }
    text = render_to_string(f"emails/{template}.txt", values)
    html = ""
    with suppress(TemplateDoesNotExist):
        html = render_to_string(f"emails/{template}.html", values)
    return store_mail(
        kind=kind,
        to=to,
        subject=subject,
        text=text,
        html=html,
        attachments=attachments,
        sensitive=sensitive,
        unique_key=unique_key,
        stop_token=stop_token,
    )


def stop_url(token: str) -> str:
    """Return where a reader refuses more messages of a sort; nothing in it says whose they are."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('mail_stop', args=[token])}"


def was_queued(unique_key: str) -> bool:
    """Return whether a mail with this key was written before; saves making its attachments again."""
    return OutboxMail.objects.filter(unique_key=unique_key).exists()


@transaction.atomic
def store_mail(
    *,
    kind: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    attachments: Iterable[PrivateFile] = (),
    sensitive: bool = False,
    unique_key: str = "",
    stop_token: str = "",
) -> OutboxMail:
    """Store a mail that is already written and enqueue its sending; a known `unique_key` returns the first mail."""
    if unique_key and (existing := OutboxMail.objects.filter(unique_key=unique_key).first()):
        return existing
    mail = OutboxMail.objects.create(
        kind=kind,
        recipient=to,
        subject=" ".join(subject.split())[:200],
        text=text,
        html=html,
        sensitive=sensitive,
        unique_key=unique_key or None,
        stop_token=stop_token or None,
    )
    files = list(attachments)
    if files:
        mail.attachments.set(files)
    send_mail.enqueue(mail.pk)
    return mail


def deliver(mail_id: int) -> bool:
    """Send one queued mail and record the outcome; return whether it went out now.

    The row is claimed first, so two workers do not send it twice; a failure is retried with growing pauses and
    given up after MAX_ATTEMPTS, visible to staff.
    """
    claimed = (
        OutboxMail.objects.filter(pk=mail_id)
        .due()
        .update(state=OutboxMail.State.SENDING, next_attempt_at=timezone.now() + STUCK_AFTER)
    )
    if not claimed:
        return False
    mail = OutboxMail.objects.get(pk=mail_id)
    mail.attempts += 1
    mail.message_id = make_msgid(domain=urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname)
    try:
        get_connection(settings.MAIL_DELIVERY_BACKEND).send_messages([_message(mail)])
    except (SMTPException, OSError) as error:
        given_up = mail.attempts >= MAX_ATTEMPTS
        mail.state = OutboxMail.State.FAILED if given_up else OutboxMail.State.QUEUED
        mail.next_attempt_at = timezone.now() + timedelta(minutes=2**mail.attempts)
        mail.error = type(error).__name__
        mail.save(update_fields=["state", "attempts", "next_attempt_at", "error"])
        return False
    mail.state, mail.sent_at, mail.error = OutboxMail.State.SENT, timezone.now(), ""
    if mail.sensitive and not settings.SHOW_MAILBOX:
        mail.text = mail.html = ""
    mail.save(update_fields=["state", "attempts", "sent_at", "error", "text", "html", "message_id"])
    return True


def _message(mail: OutboxMail) -> EmailMultiAlternatives:
    headers = {"Message-ID": mail.message_id}
    if mail.stop_token:
        # RFC 8058: the reader's mail program refuses with one click.
        headers |= {
            "List-Unsubscribe": f"<{stop_url(mail.stop_token)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    message = EmailMultiAlternatives(
        mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.recipient], headers=headers
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for file in mail.attachments.all():
        if file.content:
            with file.content.open("rb") as content:
                message.attach(file.name, content.read(), file.content_type)
    return message


def resend(*, mail: OutboxMail) -> None:
    """Queue a failed or sent mail once more; a sensitive one without a body cannot be sent again."""
    if not mail.text:
        raise BodyNotKept
    mail.state, mail.attempts, mail.next_attempt_at = OutboxMail.State.QUEUED, 0, timezone.now()
    with transaction.atomic():
        mail.save(update_fields=["state", "attempts", "next_attempt_at"])
        send_mail.enqueue(mail.pk)


class BodyNotKept(Exception):
    """The mail was a security mail; its body is gone."""


def sweep() -> int:
    """Take up mails whose sender died and send all that is due; return how many went out."""
    stuck = OutboxMail.objects.filter(state=OutboxMail.State.SENDING, next_attempt_at__lt=timezone.now())
    stuck.update(state=OutboxMail.State.QUEUED, next_attempt_at=timezone.now())
    return sum(deliver(pk) for pk in OutboxMail.objects.due().values_list("pk", flat=True)[:200])
