"""The demo's own agendas: who saved what, so that the sample's scenarios hold, and a session with a waitlist."""

import random
from collections.abc import Mapping

from django.contrib.auth.hashers import make_password

from conference.agenda.models import Session
from conference.agenda.services.editing import change_session
from conference.edition.models import Edition
from conference.registration.personal.models import SavedSession, SignUp
from conference.registration.personal.services import sign_up
from conference.registration.places import Registration
from home.demo.registrations import FAMILY, GIVEN
from people.accounts.models import User

# Accounts besides the printed logins, which nobody can sign in to.
LISTENERS = 140
DOMAIN = "listeners.example"
# How many saved a session: the sample's scenarios SC2 (B34 is too small, B32 too large) and SC1 (sp39 cancels).
SAVES = {"B34": 131, "B32": 40, "B03": 58, "B13": 73, "B30": 64}
# What a login has in the agenda: in SC4 the exam and a session beside it.
SAVED_BY = {"coordinator": ("B30", "CTM", "B03"), "sworn": ("B33", "B13")}
LIMITED, PLACES, WAITING = "B20", 12, 5


def build_agendas(edition: Edition, users: Mapping[str, User]) -> int:
    """Save sessions and fill the limited one; return how many sessions are saved. Idempotent, in a few statements."""
    mine = SavedSession.objects.filter(session__edition=edition)
    if not mine.exists():
        _save(edition, users)
        _limit(edition, users["organizer"])
    return mine.count()


def _save(edition: Edition, users: Mapping[str, User]) -> None:
    sessions = {item.code: item for item in Session.objects.of(edition)}
    listeners = _listeners(edition)
    chance = random.Random(edition.year)  # noqa: S311 - the same demo every time
    own = [(users[name], code) for name, codes in SAVED_BY.items() for code in codes]
    for code, number in SAVES.items():
        there = sum(code == saved for _user, saved in own)
        own += [(user, code) for user in chance.sample(listeners, number - there)]
    SavedSession.objects.bulk_create(
        [SavedSession(user=user, session=sessions[code]) for user, code in own if code in sessions]
    )


def _listeners(edition: Edition) -> list[User]:
    chance = random.Random(edition.year)  # noqa: S311 - the same demo every time
    nobody = make_password(None)
    User.objects.bulk_create(
        [
            User(
                email=f"listener{number}@{DOMAIN}",
                name=f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}",
                password=nobody,
            )
            for number in range(1, LISTENERS + 1)
        ],
        ignore_conflicts=True,
    )
    return list(User.objects.filter(email__endswith=f"@{DOMAIN}").order_by("pk"))


def _limit(edition: Edition, actor: User) -> None:
    """Let a session have fewer places than people want."""
    session = Session.objects.of(edition).filter(code=LIMITED).first()
    if session is None or SignUp.objects.filter(session=session).exists():
        return
    session.sign_up, session.capacity = True, PLACES
    session = change_session(session=session, actor=actor, reason="demo")
    for place in Registration.objects.of(edition).approved().order_by("pk")[: PLACES + WAITING]:
        sign_up(registration=place, session=session)
