"""The mails of the waitlist: a link to confirm, an offer, the end of one. Neutral subjects, one recipient."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from conference.registration.waitlist.models import WaitEntry
from core.mail.services import queue_mail


def link_of(entry: WaitEntry) -> str:
    """Return the path of a wish's own page, with its secret."""
    return reverse("registration:wish", args=[entry.edition.year, entry.public_id, entry.secret])


def send_asked(entry: WaitEntry) -> None:
    """Send the link that confirms a wish, or shows the one that stands."""
    _send(entry, "asked", key="")


def send_offer(entry: WaitEntry) -> None:
    """Say that places are held, until when, and where they are taken."""
    _send(entry, "offered", key=f"wait-{entry.pk}-offered")


def send_lapsed(entry: WaitEntry) -> None:
    """Say that the held places went to the next in line."""
    _send(entry, "lapsed", key=f"wait-{entry.pk}-lapsed")


def _send(entry: WaitEntry, kind: str, *, key: str) -> None:
    with translation.override(entry.language):
        context: dict[str, Any] = {"entry": entry, "edition": entry.edition, "link": link_of(entry)}
        if entry.held_until:
            context["until"] = entry.edition.local(entry.held_until)
        queue_mail(
            kind=f"waitlist.{kind}",
            to=entry.email,
            subject=_("Your place on the waitlist"),
            template=f"conference/registration/waitlist_{kind}",
            context=context,
            sensitive=True,
            unique_key=key,
        )
