"""Own data: who may change what, what follows for ticket and badge."""

import pytest
from factories.changes import firm, place_of
from factories.conference import TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person

from conference.attendance.services.badges import issue_badge
from conference.registration.changes.models import DeskNotice
from conference.registration.changes.services.own_data import AnotherPerson, change_data, is_same_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(run_tasks):
    return firm(run_tasks, person(TicketTypeFactory(vetting="manual"), name="Robin Example"))


def printed(order):
    badge = issue_badge(registration=place_of(order), actor=None)
    badge.printed_at = badge.created_at
    badge.save()
    return badge


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Robin Example", "Robin Married", True),
        ("EXAMPLE, Robin", "robin example", True),
        ("王 芳", "李 芳", True),
        ("", "Anybody", True),
        ("Robin Example", "Jo Other", False),
        ("J R Example", "J Smith", False),
    ],
)
def test_a_correction_keeps_a_word_of_the_name(before, after, same):
    assert is_same_person(before, after) is same


def test_a_new_name_makes_a_new_ticket(order, run_tasks):
    before = place_of(order).ticket_token

    changed = change_data(place=place_of(order), values={"name": "Robin Married"}, actor=None)
    run_tasks()

    assert changed == ["name"]
    assert place_of(order).ticket_token not in (None, before)
    assert not DeskNotice.objects.exists()


def test_a_name_on_a_printed_badge_goes_to_the_desk_once(order):
    printed(order)

    for name in ("Rob", "Robbie"):
        change_data(place=place_of(order), values={"badge_name": name}, actor=None)

    assert DeskNotice.objects.get().what == "name"


def test_what_nobody_sees_changes_quietly(order):
    printed(order)
    before = place_of(order).ticket_token

    change_data(place=place_of(order), values={"dietary_needs": "nuts"}, actor=None)

    assert place_of(order).ticket_token == before
    assert not DeskNotice.objects.exists()


def test_somebody_else_is_no_correction(order):
    with pytest.raises(AnotherPerson):
        change_data(place=place_of(order), values={"name": "Jo Other"}, actor=None)


def test_the_buyer_neither_reads_nor_writes_what_the_person_needs(order, client):
    change_data(place=place_of(order), values={"dietary_needs": "canary nuts"}, actor=None)
    place = place_of(order)
    url = f"/conference/2027/register/place/{place.public_id}/{order.secret}/changes/data/"

    page = client.get(url).content.decode()
    posted = client.post(url, {"name": "Robin Example", "country": "US", "dietary_needs": "none", "badge_name": "R"})

    assert "canary" not in page
    assert posted.status_code == 302
    assert (place_of(order).dietary_needs, place_of(order).badge_name) == ("canary nuts", "R")


def test_the_person_signed_in_changes_it_and_nobody_else(order, client):
    place = place_of(order)
    url = f"/conference/2027/register/place/{place.public_id}/own/changes/data/"
    assert client.get(url).status_code == 404
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404

    client.force_login(UserFactory(email=place.email))
    posted = client.post(url, {"name": "Robin Example", "country": "US", "dietary_needs": "vegan"})

    assert posted.status_code == 302
    assert place_of(order).dietary_needs == "vegan"


def test_a_wrong_name_is_said_on_the_form(order, client):
    place = place_of(order)
    url = f"/conference/2027/register/place/{place.public_id}/{order.secret}/changes/data/"

    answer = client.post(url, {"name": "Jo Other", "country": "US"})

    assert answer.status_code == 422
    assert "Propose a colleague" in answer.content.decode()
