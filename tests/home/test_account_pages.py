"""Account pages in our look, and answers that do not tell who is known."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from bs4 import BeautifulSoup
from factories.people import PASSWORD, UserFactory
from page_checks import faults

from core.mail.models import OutboxMail

OPEN = [
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-nothing/",
    "/account/confirm-email/",
    "/account/confirm-email/nothing/",
    "/account/inactive/",
]
SIGNED_IN = [
    "/account/email/",
    "/account/password/change/",
    "/account/logout/",
    "/account/reauthenticate/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
]
NEW = {"name": "Robin Example", "password1": "a long and quiet sentence", "password2": "a long and quiet sentence"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def signed_in(client):
    """Somebody who has just typed their password."""
    user = UserFactory()
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return user


def test_open_account_pages_are_whole(pages, read):
    assert {address: found for address in OPEN if (found := faults(read(address)))} == {}


def test_account_pages_of_a_person_are_whole(pages, signed_in, read):
    assert {address: found for address in SIGNED_IN if (found := faults(read(address)))} == {}


def test_second_factor_pages_are_whole_once_one_is_set_up(pages, signed_in, read):
    TOTP.activate(signed_in, generate_totp_secret())

    addresses = ["/account/2fa/", "/account/2fa/totp/deactivate/", "/account/2fa/recovery-codes/generate/"]
    assert {address: found for address in addresses if (found := faults(read(address)))} == {}


def test_wrong_password_is_said_above_the_form_and_takes_the_focus(db, client):
    response = client.post("/account/login/", {"login": "robin@example.org", "password": "wrong"})

    summary = BeautifulSoup(response.content, "html.parser").find(class_="error-summary")
    assert summary.has_attr("autofocus")
    assert summary.li.get_text(strip=True)


@pytest.mark.parametrize("address", ["/account/signup/", "/account/password/reset/"])
def test_known_and_unknown_addresses_get_the_same_answer(pages, client, address):
    known = UserFactory()
    answers = []
    for email in (known.email, "nobody@example.org"):
        response = client.post(address, {**NEW, "email": email}, follow=True)
        text = TOKEN.sub("", response.content.decode()).replace(email, "(as typed)")
        answers.append((response.status_code, response.redirect_chain, text))
        client.cookies.clear()

    assert answers[0] == answers[1]


@pytest.mark.parametrize("address", ["/account/signup/", "/account/password/reset/"])
def test_the_mails_they_get_look_alike_from_outside(pages, client, address):
    known = UserFactory()
    for email in (known.email, "nobody@example.org"):
        client.post(address, {**NEW, "email": email})
        client.cookies.clear()

    mails = OutboxMail.objects.order_by("pk")
    assert {mail.recipient for mail in mails} == {known.email, "nobody@example.org"}
    assert {mail.subject for mail in mails} == {"Your account: a link to open"}
    assert all(mail.html and mail.text and mail.sensitive for mail in mails)


def test_mail_s_link_is_in_both_forms(pages, client):
    client.post("/account/password/reset/", {"email": UserFactory().email})

    mail = OutboxMail.objects.get()
    (link,) = re.findall(r"http\S+/account/password/reset/key/\S+", mail.text)
    assert f'href="{link}"' in mail.html


def test_passkey_scripts_come_from_files(pages, signed_in, client):
    response = client.get("/account/2fa/webauthn/add/")

    soup = BeautifulSoup(response.content, "html.parser")
    assert "script-src 'self';" in response["Content-Security-Policy"] + ";"
    assert {tag.get("type") for tag in soup.find_all("script") if not tag.get("src")} <= {"application/json"}
