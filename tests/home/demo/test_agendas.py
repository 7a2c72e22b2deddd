"""The demo's agendas are as the sample's scenarios have them."""

from datetime import date

import pytest
from factories.programme import sample

from billing.audit import find_errors
from conference.agenda.conflicts import Kind
from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.planning.conflicts.loading import conflicts_of
from conference.planning.programme.services import load_programme
from conference.registration.personal.models import SavedSession, SignUp
from home.demo.agendas import LIMITED, build_agendas
from home.demo.people import build_people
from home.demo.registrations import build_orders

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    load_programme(sample())
    Edition.objects.update(state="published", sale_opens=date(2026, 1, 1))
    return Edition.objects.get()


def test_the_scenarios_hold(edition):
    users = build_people()
    build_orders(edition, attendees=40, actor=users["organizer"])

    number = build_agendas(edition, users)

    saves = {code: SavedSession.objects.filter(session__code=code).count() for code in ("B34", "B32")}
    small = [item for item in conflicts_of(edition) if item.kind == Kind.ROOM_SMALL]
    beside = [item for item in conflicts_of(edition) if item.kind == Kind.EXAM_AND_SESSION and item.number]
    states = list(SignUp.objects.filter(session__code=LIMITED).values_list("state", flat=True))
    assert saves == {"B34": 131, "B32": 40}
    assert [(item.sessions, item.number) for item in small if item.sessions == ("B34",)] == [(("B34",), 51)]
    assert ("B30", "CTM") in [item.sessions for item in beside]
    assert (states.count("placed"), states.count("waiting")) == (Session.objects.get(code=LIMITED).capacity, 5)
    assert build_agendas(edition, users) == number
    assert list(find_errors()) == []
