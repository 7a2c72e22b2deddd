"""Agendas of any size, made in a few statements, in which nothing is against anything."""

from datetime import datetime, time, timedelta

from factories.conference import AccessLevelFactory, CreditSchemeFactory, RoomFactory, SpeakerFactory

from conference.agenda.models import Appearance, Session, SessionCredit, slug_of
from conference.edition.models import Edition

ROOMS, IN_A_DAY, PITCH, MINUTES = 8, 25, 25, 20


def fill_agenda(edition: Edition, number: int) -> list[Session]:
    """Give an edition up to a thousand sessions in eight rooms on five days, each with a speaker and a credit."""
    rooms = RoomFactory.create_batch(ROOMS, edition=edition, capacity=None)
    speakers = SpeakerFactory.create_batch(ROOMS, edition=edition)
    audience, scheme = AccessLevelFactory(edition=edition), CreditSchemeFactory()
    morning = datetime.combine(edition.start_date, time(7), edition.zone)
    sessions = []
    for index in range(number):
        slot, lane = divmod(index, ROOMS)
        start = morning + timedelta(days=slot // IN_A_DAY, minutes=PITCH * (slot % IN_A_DAY))
        code = f"V{index:04}"
        what = {"title": code, "public_title": code, "type": "breakout", "audience": audience, "room": rooms[lane]}
        place = {"starts_at": start, "ends_at": start + timedelta(minutes=MINUTES), "learning_objectives": [1, 2, 3]}
        sessions.append(Session(edition=edition, code=code, slug=slug_of(code), **place, **what))
    Session.objects.bulk_create(sessions)
    Appearance.objects.bulk_create(
        [Appearance(session=item, speaker=speakers[index % ROOMS]) for index, item in enumerate(sessions)]
    )
    SessionCredit.objects.bulk_create([SessionCredit(session=item, scheme=scheme, minutes=15) for item in sessions])
    return sessions
