"""Agendas of any size, made in a few statements."""

from datetime import timedelta

from factories.conference import AppearanceFactory, SessionCreditFactory, SessionFactory

from conference.agenda.models import Appearance, Session, SessionCredit, slug_of
from conference.edition.models import Edition


def fill_agenda(edition: Edition, number: int) -> list[Session]:
    """Give an edition so many sessions, a quarter of an hour apart, each with its speaker and its credit."""
    like = SessionFactory(edition=edition)
    speaker = AppearanceFactory(session=like).speaker
    scheme = SessionCreditFactory(session=like).scheme
    sessions = []
    for index in range(number - 1):
        code, later = f"V{index:04}", timedelta(minutes=15 * (index % 400))
        place = {"starts_at": like.starts_at + later, "ends_at": like.ends_at + later, "room": like.room}
        what = {"title": code, "public_title": code, "type": like.type, "audience": like.audience}
        sessions.append(Session(edition=edition, code=code, slug=slug_of(code), **place, **what))
    Session.objects.bulk_create(sessions)
    Appearance.objects.bulk_create([Appearance(session=item, speaker=speaker) for item in sessions])
    SessionCredit.objects.bulk_create([SessionCredit(session=item, scheme=scheme, minutes=60) for item in sessions])
    return [like, *sessions]
