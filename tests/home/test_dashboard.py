"""The admin's first page: figures for one's own roles, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import EditionFactory, TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed

from home.dashboard.figures import figures_for, weeks_of

pytestmark = pytest.mark.django_db


def values(user, edition):
    return {str(figure.label): figure.value for figure in figures_for(user, edition)}


def test_each_role_sees_what_it_can_act_on():
    ticket = TicketTypeFactory(vetting="manual")
    placed(person(ticket), person(ticket), method="purchase_order")

    registration = values(UserFactory(roles=["registration"]), ticket.edition)
    finance = values(UserFactory(roles=["finance"]), ticket.edition)

    assert (registration["places sold"], registration["to approve"]) == (2, 2)
    assert "orders unpaid" not in registration
    assert finance["orders unpaid"] == 1
    assert values(UserFactory(roles=["check-in"]), ticket.edition) == {}


def test_the_chart_counts_by_week():
    ticket = TicketTypeFactory(vetting="manual")
    placed(person(ticket), method="check")

    weeks = weeks_of(ticket.edition)

    assert [week.count for week in weeks] == [0] * 15 + [1]
    assert weeks[-1].height == 120


def test_the_first_page_shows_them(client):
    EditionFactory()
    client.force_login(UserFactory(roles=["organizer"]))

    with CaptureQueriesContext(connection) as captured:
        page = client.get("/admin/").content.decode()

    assert "places sold" in page
    assert len(captured) <= 60
