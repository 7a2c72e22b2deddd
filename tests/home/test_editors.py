"""Organizers and the programme committee edit pages; other roles do not."""

import pytest
from factories.people import UserFactory

from home.general.models import HomePage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "opens"), [("organizer", True), ("programme", True), ("finance", False), ("check-in", False)]
)
def test_pages_are_edited_by_their_editors_only(client, role, opens):
    client.force_login(UserFactory(roles=[role]))

    answer = client.get(f"/admin/pages/{HomePage.objects.get().pk}/edit/")

    assert (answer.status_code == 200) is opens


def test_editors_fill_the_library(client):
    client.force_login(UserFactory(roles=["organizer"]))

    assert client.get("/admin/images/add/").status_code == 200
    assert client.get("/admin/documents/").status_code == 200
