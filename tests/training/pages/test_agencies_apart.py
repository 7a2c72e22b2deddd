"""One agency can reach nothing of another's: every address below /agency/ that the resolver knows is asked."""

import re

import pytest
from django.urls import get_resolver
from factories.seats import coordinator, course_on_sale, free_seats
from factories.visits import asked_visit, staff

from training.enrollment.seats.assigning import assign_seat
from training.pages.agency.files.services import ask_file
from training.pages.agency.matrix import Asked
from training.visits.deciding import approve_visit

pytestmark = pytest.mark.django_db


def routes(resolver=None, prefix=""):
    """Yield each route of an agency's pages."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        elif route.startswith("agency/<str:public_id>/"):
            yield route


def world(course):
    """Return a coordinator and what fills the names in their agency's addresses."""
    user, agency = coordinator()
    free_seats(user, agency, course, 2)
    seat = assign_seat(agency=agency, course=course, email="a@x.example", name="Zebulon", actor=user)
    visit = asked_visit(of=(user, agency), course=course)
    approve_visit(visit=visit, host=staff(), place="Lobby", actor=user)
    file = ask_file(agency=agency, kind="progress", asked=Asked(), language="en", actor=user)
    return user, {
        "public_id": agency.public_id,
        "file_id": file.public_id,
        "seat_id": seat.public_id,
        "visit_id": visit.public_id,
    }


def filled(route, values):
    """Fill a route; a name that is not known here fails the test: add an object for it to `world`."""
    return "/" + re.sub(r"<\w+:(\w+)>", lambda name: values[name[1]], route)


def test_every_object_of_another_agency_is_not_there(client):
    course = course_on_sale()
    user, own = world(course)
    _other, theirs = world(course)
    found = [route for route in routes() if not route.endswith("leave/")]
    client.force_login(user)

    mine = {route: client.get(filled(route, own)).status_code for route in found}
    foreign = {route: client.get(filled(route, theirs)) for route in found}
    below_mine = {
        route: client.get(filled(route, theirs | {"public_id": own["public_id"]}))
        for route in found
        if route.count("<") > 1
    }
    posted = {route: client.post(filled(route, theirs), {"act": "withdraw"}) for route in found}

    assert len(found) >= 11
    assert set(mine.values()) <= {200, 202, 302, 404}
    assert [route for route, status in mine.items() if status == 404 and route.count("<") > 1] == []
    for answers in (foreign, below_mine, posted):
        assert {route: answer.status_code for route, answer in answers.items() if answer.status_code != 404
                and not (answers is posted and answer.status_code == 405)} == {}  # fmt: skip
        assert not any("Zebulon" in answer.content.decode() for answer in answers.values())
