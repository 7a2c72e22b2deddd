"""Whoever changes a public record through its model makes visitors see it at once."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from certificates.schemes.models import CreditScheme
from conference.agenda.models import Appearance, Session, SessionCredit
from conference.edition.models import AccessLevel, CancellationTerm, Edition, Room, Track
from conference.pages.models import ConferenceIndexPage, ConferencePage
from conference.pages.services import copy_page
from conference.planning.next_year.signals import edition_made
from conference.registration.catalogue import AddOn, TicketType
from conference.speakers.models import Speaker
from core import page_cache

PUBLIC = [AccessLevel, AddOn, Appearance, CancellationTerm, ConferenceIndexPage, ConferencePage, CreditScheme, Edition,
          Room, Session, SessionCredit, Speaker, TicketType, Track]  # fmt: skip


def forget_pages(sender: Any, **kwargs: Any) -> None:
    """Drop the cached pages once the change commits."""
    page_cache.bump()


@receiver(edition_made, dispatch_uid="conference.pages.copy_page")
def take_texts_over(sender: Any, source: Edition, edition: Edition, texts: bool, **kwargs: Any) -> None:
    """Let a new edition begin with the texts of the one it is made from."""
    if texts:
        copy_page(source=source, edition=edition)


for _model in PUBLIC:
    for _signal in (post_save, post_delete):
        _signal.connect(forget_pages, sender=_model, dispatch_uid=f"conference.pages.forget.{_model.__name__}")
