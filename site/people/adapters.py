"""What we change in allauth: mails go through the outbox, answers do not tell who is known."""

from contextlib import suppress
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.crypto import get_random_string

from core.fields import decrypt, encrypt
from core.mail.services import store_mail


class AccountAdapter(DefaultAccountAdapter):
    """Stores account mails in the outbox, marked sensitive: their bodies hold keys."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        values = {
            **context,
            "email": email,
            "base_url": settings.WAGTAILADMIN_BASE_URL,
            "organization": settings.ORGANIZATION,
            "demo": settings.DEMO,
        }
        subject = " ".join(render_to_string(f"{template_prefix}_subject.txt", values).split())
        text = render_to_string(f"{template_prefix}_message.txt", values)
        html = ""
        with suppress(TemplateDoesNotExist):
            html = render_to_string(f"{template_prefix}_message.html", values)
        kind = template_prefix.rpartition("/")[2]
        store_mail(kind=f"account.{kind}", to=email, subject=subject, text=text, html=html, sensitive=True)

    def send_account_already_exists_mail(self, email: str) -> None:
        # A new account costs a password hash; a known address must take as long to answer.
        make_password(get_random_string(20))
        super().send_account_already_exists_mail(email)


class MFAAdapter(DefaultMFAAdapter):
    """Encrypts the stored secrets of second factors with the field keys."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)
