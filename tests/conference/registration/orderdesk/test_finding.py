"""Find a person: from two characters, without accents, ranked, bounded, recorded."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed

from billing.audit import find_errors
from conference.registration.orderdesk.finding import look_up
from conference.registration.orderdesk.models import LookUp, SearchWord
from conference.registration.orderdesk.words import fold, typed_words
from conference.registration.services.naming import name_person
from conference.registration.services.tickets import issue_tickets, revoke_ticket
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db

DESK = "/admin/conference/order-desk/"


@pytest.fixture
def staff(client):
    user = UserFactory(roles=["registration"])
    client.force_login(user)
    return user


@pytest.fixture
def ticket():
    return TicketTypeFactory(vetting="manual")


def place(ticket, **fields):
    return placed(person(ticket, **fields), method="check").registrations.get()


def names(text, actor):
    return [str(found) for found in look_up(text=text, actor=actor)]


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Łukasz Øre", "lukasz ore"), ("José", "jose"), ("STRASSE ß", "strasse ss"), ("İpek", "ipek"), ("  Ana ", "ana")],
)
def test_case_and_accents_do_not_count(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize("text", ["", "a", "a b c", "é"])
def test_fewer_than_two_characters_ask_nothing(text):
    assert typed_words(text) == []


@pytest.mark.parametrize("typed", ["an", "RU", "ruíz", "mar", "ana r", "r ana", "ana.ruiz@a", "metro", "cit", "robin"])
def test_two_characters_of_anything_find_the_person(ticket, typed):
    staff = UserFactory(roles=["registration"])
    place(ticket, name="Aña-María Ruiz", email="ana.ruiz@agency.example", agency="City of Metropolis")
    place(ticket, name="Bo Berg", email="bo@other.example", agency="County")

    assert "Aña-María Ruiz" in names(typed, staff)


def test_the_orders_number_and_the_tickets_code_find_it(ticket):
    staff = UserFactory(roles=["registration"])
    one = place(TicketTypeFactory(edition=ticket.edition, early=0, regular=0, late=0), name="Ana Ruiz")
    one.state = "paid"
    one.save()
    issue_tickets(one.order)
    one.refresh_from_db()

    for typed in (one.order.number[:5], one.order.number[3:6].lower(), one.ticket_token, one.ticket_token[:6]):
        assert names(typed, staff) == ["Ana Ruiz"], typed

    old = one.ticket_token
    revoke_ticket(place=one, actor=None, reason="lost")
    assert names(old, staff) == []


def test_a_whole_name_stands_above_a_beginning_and_an_agency(ticket):
    staff = UserFactory(roles=["registration"])
    place(ticket, name="Zoe Other", agency="Berg County")
    place(ticket, name="Al Bergman")
    place(ticket, name="Bo Berg")

    assert names("berg", staff) == ["Bo Berg", "Zoe Other", "Al Bergman"]


def test_at_most_twenty_rows_in_as_many_queries_as_one(ticket):
    staff = UserFactory(roles=["registration"])
    place(ticket, name="Ana One")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            found = names("an", staff)
        return len(found), len(captured)

    look_up(text="an", actor=staff)
    found, one = queries()
    for number in range(24):
        place(ticket, name=f"Ana {number}")

    assert found == 1
    assert queries() == (20, one)


def test_each_look_up_is_recorded_and_the_chain_does_not_keep_the_name(ticket):
    staff = UserFactory(roles=["registration"])
    place(ticket, name="Ana Ruiz")

    names("ruiz", staff)
    names("nobody at all", staff)

    assert list(LookUp.objects.order_by("pk").values_list("actor", "rows")) == [(staff.pk, 1), (staff.pk, 0)]
    assert [row.typed for row in LookUp.objects.order_by("pk")] == ["ruiz", "nobody at all"]
    entries = AuditEntry.objects.filter(action="registration.looked_up", actor=staff)
    assert [entry.changes for entry in entries.order_by("sequence")] == [{"rows": 1}, {"rows": 0}]


def test_words_follow_the_place(ticket):
    staff = UserFactory(roles=["registration"])
    later = placed(person(ticket, name="", email="", agency=""), method="check").registrations.get()
    name_person(place=later, person=person(ticket, name="Cleo Vale"))

    assert names("vale", staff) == ["Cleo Vale"]
    assert not [line for line in find_errors() if "order desk" in line]

    SearchWord.objects.filter(registration=later, word="vale").delete()
    assert [line for line in find_errors() if "order desk" in line] == [
        f"registration {later.pk}: the order desk does not find it by what it says"
    ]


def test_the_page_works_without_a_script_and_the_fragment_with_one(client, staff, ticket):
    place(ticket, name="Ana <b>Ruiz")

    page = client.get(DESK, {"q": "ru"}).content.decode()
    fragment = client.get(f"{DESK}found/", {"q": "ru"}).content.decode()

    assert "Ana &lt;b&gt;Ruiz" in page
    assert "Ana &lt;b&gt;Ruiz" in fragment
    assert 'accesskey="/"' in page
    assert "<html" not in fragment


@pytest.mark.parametrize("typed", ["%", "__", "'; DROP", "🦊🦊", "x" * 5000, "ر ي س", "\U0010ffff\U0010ffff"])
def test_strange_input_finds_nobody(client, staff, ticket, typed):
    place(ticket, name="Ana Ruiz")

    answer = client.get(DESK, {"q": typed})

    assert answer.status_code == 200
    assert "Ana Ruiz" not in answer.content.decode()


def test_only_those_who_see_registrations_look(client, ticket):
    place(ticket, name="Ana Ruiz")
    for roles in (["check-in"], ["programme"], ["security"], []):
        client.force_login(UserFactory(roles=roles))
        assert client.get(f"{DESK}found/", {"q": "ana"}).status_code in (302, 403), roles
    assert LookUp.objects.count() == 0


def test_more_look_ups_than_a_desk_makes_are_refused_and_told(client, staff, ticket, monkeypatch):
    monkeypatch.setattr("conference.registration.orderdesk.finding.A_MINUTE", 2)
    answers = [client.get(f"{DESK}found/", {"q": "an"}).status_code for _ in range(4)]

    assert answers == [200, 200, 429, 429]
    assert AuditEntry.objects.filter(action="registration.look_ups_throttled", actor=staff).count() == 1


def test_security_reads_look_ups_and_that_is_recorded(client, ticket):
    staff = UserFactory(roles=["registration"])
    names("canary", staff)
    reader = UserFactory(roles=["security"])
    client.force_login(reader)

    row = LookUp.objects.get()
    listed = client.get("/admin/conference/look-ups/").content.decode()
    page = client.get(f"/admin/conference/look-ups/{row.pk}/").content.decode()

    assert f"/admin/conference/look-ups/{row.pk}/" in listed
    assert "canary" not in listed
    assert "canary" in page
    assert AuditEntry.objects.filter(action="look_up.read", actor=reader, object_id=row.pk).count() == 1
    client.force_login(staff)
    assert client.get("/admin/conference/look-ups/").status_code == 302
