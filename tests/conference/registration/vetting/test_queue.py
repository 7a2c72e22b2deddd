"""The reviewers' queue, one application, and decisions over many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import TicketTypeFactory
from factories.people import UserFactory
from factories.registration import person, placed
from factories.vetting import blocked, held_place

from conference.registration.places import Registration
from conference.registration.services.deciding import approve_place
from conference.registration.states import State
from conference.registration.vetting.asking.models import Enquiry
from conference.registration.vetting.asking.services import ask_back, take_answer
from conference.registration.vetting.queue.reading import seen_as
from conference.registration.vetting.safety.models import QuietHold
from core.audit.models import AuditEntry
from core.files.services import store_private

pytestmark = pytest.mark.django_db
QUEUE = "/admin/conference/vetting/"
DECIDE = f"{QUEUE}decide/"


@pytest.fixture
def staff(client):
    user = UserFactory(roles=["registration"])
    client.force_login(user)
    return user


@pytest.fixture
def ticket():
    return TicketTypeFactory(vetting="manual")


def waiting(ticket, **fields):
    return placed(person(ticket, **fields), method="check").registrations.get()


def seen(*places):
    return [seen_as(Registration.objects.get(pk=place.pk)) for place in places]


def test_only_reviewers_open_the_queue(client, ticket):
    place = waiting(ticket)
    for roles, status in ((["registration"], 200), (["organizer"], 200), (["finance"], 302), (["security"], 302)):
        client.force_login(UserFactory(roles=roles))
        for page in (QUEUE, f"{QUEUE}{place.pk}/", f"{QUEUE}members/", DECIDE):
            assert client.get(page).status_code == status, (roles, page)


def test_the_queue_costs_the_same_for_one_and_for_three(client, staff, ticket):
    held_place(ticket=ticket)
    client.get(QUEUE)

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(QUEUE).status_code == 200
        return len(captured)

    one = count()
    for _ in range(2):
        ask_back(place=waiting(ticket), question="Which unit?", actor=staff)

    assert count() == one


def test_the_queue_searches_and_filters(client, staff, ticket):
    asked = waiting(ticket, name="Ana Ruiz")
    waiting(ticket, name="Bo Berg")
    ask_back(place=asked, question="Which unit?", actor=staff)

    for query in ({"q": "ruiz"}, {"asked": "asked"}, {"q": "ruiz", "reason": "manual", "ticket": ticket.pk}):
        page = client.get(QUEUE, query).content.decode()
        assert ("Ana Ruiz" in page, "Bo Berg" in page) == (True, False), query
    for strange in ({"ticket": "x", "edition": "9" * 30}, {"asked": "?"}, {"p": "-1"}, {"reason": "?"}):
        assert client.get(QUEUE, strange).status_code == 200, strange


def test_one_application_shows_its_checks_and_who_looked_is_recorded(client, staff, ticket):
    place = waiting(ticket, name="Ana Ruiz")

    page = client.get(f"{QUEUE}{place.pk}/").content.decode()

    assert "Nobody has proved yet that the address is theirs." in page
    assert AuditEntry.objects.about(place).filter(action="registration.read", actor=staff).count() == 1


def test_nothing_is_decided_before_it_is_confirmed(client, staff, ticket):
    first, second = waiting(ticket), waiting(ticket)

    page = client.post(DECIDE, {"act": "refuse", "row": seen(first, second)})

    assert page.status_code == 200
    assert Registration.objects.filter(state=State.APPLIED).count() == 2


@pytest.mark.parametrize(("act", "state"), [("approve", "confirmed_unpaid"), ("refuse", "refused")])
def test_many_are_decided_once_however_often_the_form_comes(client, staff, ticket, act, state):
    places = [waiting(ticket) for _ in range(3)]
    form = {"act": act, "row": seen(*places), "words": "no room", "confirmed": "1"}

    first = client.post(DECIDE, form).content.decode()
    second = client.post(DECIDE, form).content.decode()

    action = {"approve": "registration.approved", "refuse": "registration.refused"}[act]
    assert set(Registration.objects.values_list("state", flat=True)) == {state}
    assert "3 done, 0 left" in first
    assert "0 done, 3 left" in second
    assert AuditEntry.objects.filter(action=action).count() == 3


def test_each_row_says_what_came_of_it(client, staff, ticket):
    good, decided, changed, late = (waiting(ticket, name=name) for name in ("Ana", "Bo", "Cy Old", "Di Vine"))
    held, _hold = held_place(ticket=ticket)
    unnamed = waiting(ticket, name="", email="")
    rows = seen(good, decided, changed, late, held, unnamed)
    approve_place(place=decided, actor=staff)
    changed.refresh_from_db()
    changed.save()
    blocked(names="Vine Di")

    page = client.post(DECIDE, {"act": "approve", "row": rows, "confirmed": "1"}).content.decode()

    for said in ("1 done, 5 left", "not decided again: confirmed, unpaid", "changed since you looked",
                 "the person is not named yet"):  # fmt: skip
        assert said in page, said
    assert page.count("held for the safety team") == 2
    assert QuietHold.objects.open().count() == 2
    good.refresh_from_db()
    assert good.state == State.CONFIRMED_UNPAID


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"act": "approve"},
        {"act": "burn", "row": ["1-1"]},
        {"act": "approve", "row": ["x-1"]},
        {"act": "approve", "row": ["9999999999999999999999-1"]},
        {"act": "refuse", "row": ["1-1"], "confirmed": "1", "words": " "},
        {"act": "ask", "row": ["1-1"], "confirmed": "1", "words": "x" * 1001},
    ],
)
def test_a_form_that_cannot_be_read_decides_nothing(client, staff, ticket, form):
    place = waiting(ticket)

    assert client.post(DECIDE, form).status_code == 422
    place.refresh_from_db()
    assert place.state == State.APPLIED


def test_many_are_asked_each_once(client, staff, ticket, run_tasks, mailoutbox):
    places = [waiting(ticket) for _ in range(2)]
    form = {"act": "ask", "row": seen(*places), "words": "Which unit?", "confirmed": "1"}

    client.post(DECIDE, form)
    page = client.post(DECIDE, form).content.decode()
    run_tasks()

    assert Enquiry.objects.count() == 2
    assert "0 done, 2 left" in page


def test_the_file_of_an_answer_is_for_reviewers_and_each_look_recorded(client, staff, ticket):
    place = waiting(ticket)
    ask_back(place=place, question="Show it", actor=staff)
    file = store_private(b"%PDF-1.4 %%EOF", name="id.pdf", content_type="application/pdf", purpose="proof")
    enquiry = take_answer(place=place, answer="", file=file, user=None)
    url = f"{QUEUE}{place.pk}/answers/{enquiry.pk}/"

    answer = client.get(url)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert client.get(f"{QUEUE}{place.pk + 1}/answers/{enquiry.pk}/").status_code == 404
    assert AuditEntry.objects.about(place).filter(action="registration.proof_read").count() == 1
    client.force_login(UserFactory(roles=["finance"]))
    assert client.get(url).status_code == 302


def test_a_ticket_types_further_checks_are_ticked_in_its_form(client, ticket):
    client.force_login(UserFactory(roles=["organizer"]))
    url = f"/admin/conference_ticket_types/edit/{ticket.pk}/"
    assert 'name="further_checks"' in client.get(url).content.decode()
    values = {
        "edition": ticket.edition_id, "code": ticket.code, "name": ticket.name, "early": "1", "regular": "2",
        "late": "3", "vetting": "automatic", "check_by": "agency", "payment": "after", "position": "0",
        "further_checks": ["clearance", "agency"],
    }  # fmt: skip

    assert client.post(url, values).status_code == 302

    ticket.refresh_from_db()
    assert (ticket.demands, ticket.payment) == (("agency", "clearance"), "after")
