"""Notes and tags; the list that is filtered, sorted and acted on by them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.conference import EditionFactory, TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed

from conference.registration.orderdesk.models import LookUp, Note, Tag, Tagging
from conference.registration.orderdesk.noting import (
    change_tags,
    forget_look_ups,
    forget_notes,
    notes_about,
    tags_of,
    write_note,
)
from conference.registration.places import Registration
from core.audit.models import AppendOnly, AuditEntry

pytestmark = pytest.mark.django_db

LIST = "/admin/conference/registrations/"
DESK = "/admin/conference/order-desk/"


@pytest.fixture
def staff(client):
    user = UserFactory(roles=["registration"])
    client.force_login(user)
    return user


@pytest.fixture
def ticket():
    return TicketTypeFactory(vetting="manual")


@pytest.fixture
def place(ticket):
    return placed(person(ticket, name="Ana Ruiz"), method="check").registrations.get()


@pytest.fixture
def tag(ticket):
    return Tag.objects.create(edition=ticket.edition, name="call back", colour="red")


def test_a_note_says_who_and_when_and_stays(client, staff, place):
    answer = client.post(f"{DESK}places/{place.pk}/note/", {"text": "Calls again on Monday"})

    note = Note.objects.get()
    assert answer["Location"] == f"{LIST}{place.pk}/"
    assert (note.author, note.text) == (staff, "Calls again on Monday")
    page = client.get(f"{LIST}{place.pk}/").content.decode()
    assert "Calls again on Monday" in page
    assert AuditEntry.objects.get(action="note.written").changes == {"note": note.pk}
    with pytest.raises(AppendOnly):
        note.save()
    with pytest.raises(AppendOnly):
        note.delete()


def test_a_note_on_the_order_shows_with_its_places_too(client, staff, place):
    client.post(f"{DESK}orders/{place.order_id}/note/", {"text": "Agency pays in May"})

    assert "Agency pays in May" in client.get(f"{DESK}orders/{place.order_id}/").content.decode()
    assert "Agency pays in May" in client.get(f"{LIST}{place.pk}/").content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_empty_or_endless_note_is_asked_about(client, staff, place, text):
    assert client.post(f"{DESK}places/{place.pk}/note/", {"text": text}).status_code == 422
    assert not Note.objects.exists()


def test_the_buyer_and_the_export_never_see_notes_or_tags(client, staff, place, tag):
    write_note(about=place, text="canary note", actor=staff)
    write_note(about=place.order, text="canary order", actor=staff)
    change_tags(things=[place], add=[tag], remove=[], actor=staff)

    export = client.post(f"{LIST}export/", {"kind": "csv", "reason": "badges"}).content.decode()
    client.logout()
    own = client.get(place.order.guest_path).content.decode()

    assert own
    for text in (own, export):
        assert "canary" not in text
        assert "call back" not in text


def test_tags_are_set_taken_off_and_recorded_once(client, staff, place, tag):
    address = f"{DESK}places/{place.pk}/tags/"
    client.post(address, {"tags": [tag.pk]})
    client.post(address, {"tags": [tag.pk]})

    assert tags_of(place) == [tag]
    assert AuditEntry.objects.filter(action="registration.tagged").count() == 1
    client.post(address, {})
    assert tags_of(place) == []
    assert not Tagging.objects.exists()


def test_a_tag_of_another_edition_is_refused(client, staff, place):
    later = EditionFactory(start_date=date(2031, 8, 4), end_date=date(2031, 8, 8))
    other = Tag.objects.create(edition=later, name="x")

    assert client.post(f"{DESK}places/{place.pk}/tags/", {"tags": [other.pk]}).status_code == 422


def test_many_places_are_tagged_at_once(client, staff, ticket, place, tag):
    placed(person(ticket, name="Bo Berg"), method="check")
    places = list(Registration.objects.all())
    asked = client.get(f"{DESK}many/tag/", {"place": [item.pk for item in places]})
    answer = client.post(f"{DESK}many/tag/", {"place": [item.pk for item in places], "add": [tag.pk]})

    assert asked.status_code == 200
    assert answer.status_code == 302
    assert Tagging.objects.filter(tag=tag, by=staff).count() == 2


@pytest.mark.parametrize("data", [{}, {"place": "x", "add": "1"}, {"place": "1"}])
def test_tagging_nothing_gets_a_sentence(client, staff, data):
    assert client.post(f"{DESK}many/tag/", data).status_code == 422


def test_a_tag_in_use_is_not_deleted_and_a_name_stands_once(client, staff, place, tag):
    change_tags(things=[place], add=[tag], remove=[], actor=staff)

    client.post(f"/admin/conference_tags/delete/{tag.pk}/")
    twice = client.post("/admin/conference_tags/new/", {"edition": tag.edition_id, "name": tag.name, "colour": "blue"})

    assert list(Tag.objects.all()) == [tag]
    assert twice.status_code == 200


def test_the_list_is_filtered_by_tag_and_sorted_by_address(client, staff, ticket, place, tag):
    placed(person(ticket, name="Bo Berg"), method="check")
    change_tags(things=[place], add=[tag], remove=[], actor=staff)

    tagged = client.get(LIST, {"tag": tag.pk, "kind": "manual"})
    others = client.get(LIST, {"kind": "automatic"})
    forth = client.get(LIST, {"ordering": "name"})
    back = client.get(LIST, {"ordering": "-name"})

    assert [str(row) for row in tagged.context["object_list"]] == ["Ana Ruiz"]
    assert list(others.context["object_list"]) == []
    assert [str(row) for row in forth.context["object_list"]] == ["Ana Ruiz", "Bo Berg"]
    assert [str(row) for row in back.context["object_list"]] == ["Bo Berg", "Ana Ruiz"]
    assert "desk-tag--red" in tagged.content.decode()


@pytest.mark.parametrize("query", [{"tag": "x"}, {"tag": "999999"}, {"ordering": "address"}, {"state": "none"}])
def test_a_filter_that_is_none_changes_nothing_and_breaks_nothing(client, staff, place, query):
    assert client.get(LIST, query).status_code == 200


def test_the_list_costs_the_same_with_tags_on_three_as_on_one(client, staff, ticket, place, tag):
    change_tags(things=[place], add=[tag], remove=[], actor=staff)

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST).status_code == 200
        return len(captured)

    count()
    one = count()
    for _number in range(2):
        more = placed(person(ticket), method="check").registrations.get()
        change_tags(things=[more], add=[tag], remove=[], actor=staff)

    assert count() == one


def test_finance_writes_notes_but_sets_no_tags(client, place):
    client.force_login(UserFactory(roles=["finance"]))

    assert client.post(f"{DESK}places/{place.pk}/note/", {"text": "paid twice"}).status_code == 302
    assert client.post(f"{DESK}places/{place.pk}/tags/", {}).status_code in (302, 403)
    assert Note.objects.count() == 1
    assert not AuditEntry.objects.filter(action="registration.tagged").exists()
    assert 'form="desk-many"' not in client.get(f"{DESK}orders/{place.order_id}/").content.decode()


def test_notes_are_emptied_a_year_after_and_look_ups_go_after_ninety_days(client, staff, place):
    write_note(about=place, text="old", actor=staff)
    write_note(about=place.order, text="old too", actor=staff)
    row = LookUp.objects.create(actor=staff, typed="ruiz", rows=1)
    LookUp.objects.create(actor=staff, typed="berg", rows=1)
    LookUp.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(days=91))
    assert forget_notes() == 0

    edition = place.edition
    edition.start_date, edition.end_date = (timezone.localdate() - timedelta(days=days) for days in (372, 368))
    edition.__class__.objects.filter(pk=edition.pk).update(start_date=edition.start_date, end_date=edition.end_date)

    assert (forget_notes(), forget_notes()) == (2, 0)
    assert [note.text for note in notes_about(place)] == ["", ""]
    assert forget_look_ups() == 1
    assert [left.typed for left in LookUp.objects.all()] == ["berg"]
