"""The outbox: stored with its cause, sent once, retried, given up visibly."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.mail import services
from core.mail.models import OutboxMail
from core.mail.services import BodyNotKept, deliver, resend, store_mail, sweep

pytestmark = pytest.mark.django_db


class BrokenBackend(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("closed")


def store(**changes):
    return store_mail(**{"kind": "test", "to": "a@example.org", "subject": "News", "text": "Body", **changes})


def test_deliver_sends_once(mailoutbox):
    mail = store()

    assert (deliver(mail.pk), deliver(mail.pk)) == (True, False)
    assert [message.to for message in mailoutbox] == [["a@example.org"]]


def test_a_mail_is_enqueued_in_the_transaction_of_its_cause():
    before = DBTaskResult.objects.count()
    with transaction.atomic():
        store()
        assert DBTaskResult.objects.count() == before + 1
        transaction.set_rollback(True)

    assert (OutboxMail.objects.count(), DBTaskResult.objects.count()) == (0, before)


def test_the_same_key_is_one_mail():
    first, second = store(unique_key="order-1-confirmed"), store(unique_key="order-1-confirmed", text="Other")

    assert (first, OutboxMail.objects.count()) == (second, 1)


def test_a_failing_server_is_tried_again_and_then_given_up(settings):
    settings.MAIL_DELIVERY_BACKEND = f"{BrokenBackend.__module__}.BrokenBackend"
    mail = store()

    for _ in range(services.MAX_ATTEMPTS):
        OutboxMail.objects.update(next_attempt_at=timezone.now())
        deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.error) == ("failed", services.MAX_ATTEMPTS, "SMTPServerDisconnected")


def test_a_security_mail_loses_its_body_once_sent(settings):
    settings.SHOW_MAILBOX = False
    mail = store(sensitive=True, html="<p>key</p>")

    deliver(mail.pk)

    mail.refresh_from_db()
    assert (mail.text, mail.html) == ("", "")
    with pytest.raises(BodyNotKept):
        resend(mail=mail)


def test_a_subject_cannot_carry_a_header(mailoutbox):
    mail = store(subject="News\r\nBcc: victim@example.org")

    deliver(mail.pk)

    assert mailoutbox[0].subject == "News Bcc: victim@example.org"


def test_the_sweep_takes_up_what_a_dead_worker_left():
    mail = store()
    OutboxMail.objects.filter(pk=mail.pk).update(state="sending", next_attempt_at=timezone.now())

    assert sweep() == 1
    assert len(django_mail.outbox) == 1


def test_what_others_send_goes_to_the_outbox_one_mail_for_each_recipient(settings):
    settings.EMAIL_BACKEND = "core.mail.backend.OutboxBackend"
    message = django_mail.EmailMultiAlternatives("For review", "Read it.", to=["a@example.test", "b@example.test"])
    message.attach_alternative("<p>Read it.</p>", "text/html")

    assert message.send() == 1

    rows = OutboxMail.objects.order_by("pk").values_list("recipient", "subject", "text", "html", "state")
    assert list(rows) == [
        (address, "For review", "Read it.", "<p>Read it.</p>", "queued")
        for address in ("a@example.test", "b@example.test")
    ]
    assert not django_mail.outbox
