"""Mails that come back: the provider's signed report, staff's list, readers who want no more."""

import json
import time

import pytest
from django.core import mail
from factories.people import UserFactory

from core.mail.bounces import sign
from core.mail.models import BouncingAddress, MailRefusal, OutboxMail
from core.mail.services import queue_mail, store_mail

pytestmark = pytest.mark.django_db
HOOK = "/webhooks/mail/"


@pytest.fixture
def sent(run_tasks):
    row = store_mail(kind="test", to="Ana@agency.example", subject="x", text="y")
    run_tasks()
    row.refresh_from_db()
    return row


def report(client, *events, at=None, signature=None):
    body = json.dumps({"events": list(events)}).encode()
    header = signature or sign(body, at=at or int(time.time()))
    return client.post(HOOK, body, content_type="application/json", headers={"X-Signature": header})


def test_a_signed_report_marks_the_mail_it_names(client, sent, run_tasks):
    later = store_mail(kind="test", to="ana@agency.example", subject="later", text="y")
    run_tasks()
    event = {"address": "ana@agency.example", "message_id": sent.message_id, "reason": "5.1.1 ana@agency.example"}

    answer = report(client, event)

    assert answer.status_code == 204
    assert mail.outbox[0].extra_headers["Message-ID"] == sent.message_id
    sent.refresh_from_db()
    assert (sent.state, sent.error) == ("bounced", "bounce 5.1.1")
    assert OutboxMail.objects.get(pk=later.pk).state == "sent"
    assert BouncingAddress.objects.get().email == "ana@agency.example"


def test_a_delay_is_no_bounce_and_a_complaint_refuses(client, sent):
    report(client, {"address": "ana@agency.example", "reason": "421 4.2.2 mailbox full"})
    report(client, {"address": "Ana@agency.example", "kind": "complaint"})

    assert BouncingAddress.objects.count() == 0
    assert MailRefusal.objects.get().email == "ana@agency.example"
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_forged_old_and_broken_reports_change_nothing(client, sent):
    event = {"address": "ana@agency.example"}
    body = b"[1,2"
    answers = [
        report(client, event, signature="t=1,v1=" + "0" * 64),
        report(client, event, signature="nonsense ü"),
        report(client, event, at=int(time.time()) - 3600),
        report(client, {"address": "no address"}),
        report(client, {"address": "a@b", "kind": "other"}),
        client.post(
            HOOK, body, content_type="application/json", headers={"X-Signature": sign(body, at=int(time.time()))}
        ),
        client.post(HOOK, b"", content_type="application/json"),
    ]

    assert [answer.status_code for answer in answers] == [400] * 7
    assert client.get(HOOK).status_code == 405
    assert BouncingAddress.objects.count() == 0


def test_without_a_secret_there_is_no_such_address(client, settings):
    settings.MAIL_WEBHOOK_SECRET = ""

    assert report(client).status_code == 404


def test_staff_note_addresses_and_take_them_off(client, sent, settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False
    client.force_login(UserFactory(roles=["registration"]))
    url = "/admin/mails/bounces/"

    wrong = client.post(url, {"addresses": "ana@agency.example, not-an-address"})
    client.post(url, {"addresses": "ana@agency.example\nother@agency.example"})
    page = client.get(url).content.decode()
    client.post(url, {"remove": str(BouncingAddress.objects.get(email="other@agency.example").pk)})
    client.post(url, {"remove": "x"})

    assert wrong.status_code == 422
    assert "not-an-address" in wrong.content.decode()
    assert "ana@agency.example" in page
    assert [row.email for row in BouncingAddress.objects.all()] == ["ana@agency.example"]
    sent.refresh_from_db()
    assert sent.state == "bounced"


def test_a_reader_refuses_and_comes_back_with_one_click(client):
    queue_mail(kind="t", to="Ana@agency.example", subject="x", template="conference/registration/bulk",
               context={"body": "y"}, stop_token="token-of-a-mail")  # fmt: skip
    url = "/mails/stop/token-of-a-mail/"

    asked = client.get(url)
    looked = MailRefusal.objects.count()
    client.post(url, {"List-Unsubscribe": "One-Click"})
    refused = MailRefusal.objects.count()
    client.post(url, {"again": "1"})

    assert (asked.status_code, looked, refused, MailRefusal.objects.count()) == (200, 0, 1, 0)
    assert b"agency.example" not in asked.content
    assert client.get("/mails/stop/unknown/").status_code == 404
