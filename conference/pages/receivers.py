"""Whoever changes a public record through its model makes visitors see it at once."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from certificates.schemes.models import CreditScheme
from conference.agenda.models import Appearance, Session, SessionCredit
from conference.edition.models import AccessLevel, CancellationTerm, Edition, Room, Track
from conference.pages.models import ConferenceIndexPage, ConferencePage
from conference.registration.catalogue import AddOn, TicketType
from conference.speakers.models import Speaker
from core import page_cache

PUBLIC = [AccessLevel, AddOn, Appearance, CancellationTerm, ConferenceIndexPage, ConferencePage, CreditScheme, Edition,
          Room, Session, SessionCredit, Speaker, TicketType, Track]  # fmt: skip


def forget_pages(sender: Any, **kwargs: Any) -> None:
    """Drop the cached pages once the change commits."""
    page_cache.bump()


for _model in PUBLIC:
    for _signal in (post_save, post_delete):
        _signal.connect(forget_pages, sender=_model, dispatch_uid=f"conference.pages.forget.{_model.__name__}")
