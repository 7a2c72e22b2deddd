"""Messages to many: chosen by filter, one copy a person, previewed, sent in tasks, truly reported."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.badges import admitted
from factories.conference import AddOnFactory, EditionFactory, TicketTypeFactory
from factories.people import UserFactory
from factories.registration import free_ticket, person, placed

from conference.registration.outreach import handing
from conference.registration.outreach.models import BulkCopy, BulkMessage, Outcome
from conference.registration.outreach.placeholders import first_name
from conference.registration.outreach.recipients import chosen, grouped
from conference.registration.outreach.reporting import reports
from conference.registration.outreach.services import MissingValues, StaleMessage, release, save_message
from conference.registration.outreach.tasks import go_on_with_messages
from conference.registration.places import Registration
from conference.registration.states import State
from core.audit.models import AuditEntry
from core.mail.bounces import Bounce, note_bounces
from core.mail.models import BouncingAddress, OutboxMail
from core.mail.refusals import refuse

pytestmark = pytest.mark.django_db
URL = "/admin/conference/bulk-mail/"
TEXT = {"subject": "About {edition}", "body": "Dear {first_name},\n\nyour order {order}.", "kind": "place"}


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def edition():
    return EditionFactory()


@pytest.fixture
def staff(client):
    user = UserFactory(roles=["registration"])
    client.force_login(user)
    return user


def message(edition, actor, filters=None, **values):
    return save_message(
        message=None, edition=edition, filters=filters or {}, revision=0, actor=actor, **{**TEXT, **values}
    )


def outbox():
    """What was sent of messages; tickets go their own way."""
    return [one for one in mail.outbox if one.subject.startswith(("About", "Later"))]


def send(message, actor, seen):
    return release(message=message, revision=message.revision, seen=seen, actor=actor)


def counts(message):
    report = reports([message])[message.pk]
    return {code: number for code, _label, number in report.rows if number}


def test_only_those_with_a_role_for_it_write_to_many(client, edition):
    for roles, status in ((["registration"], 200), (["organizer"], 200), (["finance"], 302), (["check-in"], 302)):
        client.force_login(UserFactory(roles=roles))
        assert client.get(URL).status_code == status, roles


def test_a_message_goes_once_to_each_person_with_their_own_values(client, staff, edition, run_tasks):
    first = admitted(edition=edition, name="Ana Ruiz", email="ana@agency.example")
    second = admitted(edition=edition, name="Bo Berg", email="BO@agency.example")
    again = placed(person(TicketTypeFactory(edition=edition, vetting="manual"), name="Ana Ruiz",
                          email="Ana@agency.example"), method="check").registrations.get()  # fmt: skip
    Registration.objects.filter(pk=first.pk).update(family_name="Ruiz")
    answer = client.post(f"{URL}new/{edition.year}/", {**TEXT, "revision": 0}, follow=True)
    draft = BulkMessage.objects.get()

    page = answer.content.decode()
    sent = client.post(f"{URL}{draft.pk}/", {"revision": draft.revision, "seen": 2, "sure": "on"})
    client.post(f"{URL}{draft.pk}/", {"revision": draft.revision, "seen": 2, "sure": "on"})
    run_tasks()
    go_on_with_messages()
    run_tasks()

    assert "2 people get it" in page
    assert sent.status_code == 302
    assert [one.to for one in outbox()] == [[first.email], [second.email]]
    assert f"Dear Ana,\n\nyour order {first.order.number}, {again.order.number}." in outbox()[0].body
    assert "Dear Bo Berg" in outbox()[1].body
    assert "ana@" not in outbox()[1].body + str(outbox()[1].message())
    draft.refresh_from_db()
    assert (draft.state, draft.released_by, counts(draft)) == ("done", staff, {Outcome.SENT: 2})
    entry = AuditEntry.objects.get(action="bulk_message.released")
    assert (entry.actor, entry.changes["recipients"]) == (staff, 2)


def test_every_filter_keeps_whom_it_names(edition):
    day = edition.days()[1].isoformat()
    gov, one_day = TicketTypeFactory(edition=edition, vetting="manual"), free_ticket(edition=edition, one_day=True)
    workshop = AddOnFactory(edition=edition)
    waits = placed(person(gov, add_ons=[workshop], agency="Harbor Police"), method="check").registrations.get()
    paid = admitted(edition=edition, name="Ana Ruiz", email="ana@agency.example")
    daily = admitted(edition=edition, ticket_type=one_day, email="day@agency.example")
    Registration.objects.filter(pk=daily.pk).update(days=[edition.days()[0].isoformat()])
    gone = admitted(edition=edition, email="gone@agency.example")
    Registration.objects.filter(pk=gone.pk).update(state=State.CANCELLED, ticket_token=None)
    Registration.objects.filter(pk=waits.pk).update(queue_reason="manual")
    cases = (
        ({}, {waits, paid, daily}),
        ({"ticket_types": [gov.pk]}, {waits}),
        ({"states": ["cancelled"]}, {gone}),
        ({"add_ons": [workshop.pk]}, {waits}),
        ({"payment": "paid"}, {paid, daily}),
        ({"payment": "unpaid"}, {waits}),
        ({"days": [day]}, {waits, paid}),
        ({"days": [edition.days()[0].isoformat()]}, {waits, paid, daily}),
        ({"vetting": "waits"}, {waits}),
        ({"vetting": "passed"}, {paid, daily}),
        ({"queue_reasons": ["manual"]}, {waits}),
        ({"agency": "harbor"}, {waits}),
        ({"agency": "harbor", "payment": "paid"}, set()),
    )

    for filters, kept in cases:
        assert set(chosen(edition, filters)) == kept, filters


def test_unknown_placeholders_and_names_in_subjects_are_refused_by_name(client, staff, edition):
    unknown = client.post(f"{URL}new/{edition.year}/", {**TEXT, "body": "{passwort} {order", "revision": 0})
    named = client.post(f"{URL}new/{edition.year}/", {**TEXT, "subject": "For {name}", "revision": 0})
    strange = client.post(f"{URL}new/{edition.year}/", {**TEXT, "ticket_types": ["x"], "add_ons": "9", "revision": "x"})

    assert (unknown.status_code, named.status_code, strange.status_code) == (422, 422, 422)
    assert "There is no such placeholder: {passwort}, {" in unknown.content.decode()
    assert "{name}" in named.content.decode()
    assert BulkMessage.objects.count() == 0


def test_a_missing_value_names_the_person_and_sends_nothing(client, staff, edition, run_tasks):
    admitted(edition=edition, name="Ana Ruiz", agency="City")
    admitted(edition=edition, name="Bo Berg", agency="")
    draft = message(edition, staff, body="At {agency}.")

    answer = client.post(f"{URL}{draft.pk}/", {"revision": draft.revision, "seen": 2, "sure": "on"})
    run_tasks()

    assert answer.status_code == 422
    assert "Bo Berg" in answer.content.decode().partition("<dl>")[0]
    assert "agency" in answer.content.decode().partition("<dl>")[0]
    assert (outbox(), BulkCopy.objects.count()) == ([], 0)
    with pytest.raises(MissingValues):
        send(draft, staff, 2)


def test_each_copy_can_be_looked_at_with_the_next_and_the_one_before(client, staff, edition):
    places = [admitted(edition=edition, name=name) for name in ("Ana Ruiz", "Bo Berg", "Cy Cole")]
    draft = message(edition, staff)

    page = client.get(f"{URL}{draft.pk}/preview/{places[1].pk}/").content.decode()
    other = client.get(f"{URL}{draft.pk}/preview/999999/")

    assert "Dear Bo Berg" in page
    assert "2 of 3" in page
    assert f"/preview/{places[0].pk}/" in page
    assert f"/preview/{places[2].pk}/" in page
    assert other.status_code == 404
    assert AuditEntry.objects.filter(action="bulk_message.people_read", actor=staff).count() == 1


def test_a_test_goes_to_oneself_with_samples(client, staff, edition, run_tasks):
    admitted(edition=edition, name="Bo Berg")
    draft = message(edition, staff)

    client.post(f"{URL}{draft.pk}/test/")
    run_tasks()

    assert [one.to for one in outbox()] == [[staff.email]]
    assert "Dear Ana" in outbox()[0].body
    assert "Bo" not in outbox()[0].body


def test_nothing_is_sent_unsure_or_to_others_than_those_shown(client, staff, edition):
    admitted(edition=edition)
    draft = message(edition, staff)

    unsure = client.post(f"{URL}{draft.pk}/", {"revision": draft.revision, "seen": 1})
    admitted(edition=edition)
    moved = client.post(f"{URL}{draft.pk}/", {"revision": draft.revision, "seen": 1, "sure": "on"})
    odd = client.post(f"{URL}{draft.pk}/", {"revision": "x", "seen": "-1", "sure": "on"})

    assert (unsure.status_code, moved.status_code, odd.status_code) == (422, 409, 422)
    assert BulkCopy.objects.count() == 0


def test_two_editors_do_not_overwrite_each_other(client, staff, edition):
    draft = message(edition, staff)
    client.post(f"{URL}{draft.pk}/edit/", {**TEXT, "subject": "First", "revision": 1})

    late = client.post(f"{URL}{draft.pk}/edit/", {**TEXT, "subject": "Second", "revision": 1})

    draft.refresh_from_db()
    assert (late.status_code, draft.subject) == (409, "First")
    with pytest.raises(StaleMessage):
        release(message=draft, revision=1, seen=0, actor=staff)


def test_a_pause_keeps_what_is_not_handed_over_and_going_on_sends_the_rest(
    client, staff, edition, run_tasks, monkeypatch
):
    monkeypatch.setattr(handing, "BATCH", 1)
    for _ in range(3):
        admitted(edition=edition)
    draft = message(edition, staff)
    send(draft, staff, 3)
    handing.hand_over(draft.pk)

    client.post(f"{URL}{draft.pk}/pause/")
    run_tasks()
    go_on_with_messages()
    paused = counts(draft)
    client.post(f"{URL}{draft.pk}/go-on/")
    run_tasks()

    assert paused == {Outcome.WAITING: 2, Outcome.SENT: 1}
    assert counts(draft) == {Outcome.SENT: 3}
    assert len(outbox()) == 3


def test_who_refused_news_gets_none_but_what_concerns_their_place(client, staff, edition, run_tasks):
    admitted(edition=edition, email="no@agency.example")
    admitted(edition=edition, email="yes@agency.example")
    refuse("NO@agency.example")
    news, place = message(edition, staff, kind="news"), message(edition, staff)
    send(news, staff, 2)
    send(place, staff, 2)
    run_tasks()

    assert counts(news) == {Outcome.SENT: 1, Outcome.HELD: 1}
    assert reports([news])[news.pk].held == {"refused": 1}
    assert counts(place) == {Outcome.SENT: 2}
    [sent] = [one for one in outbox() if "List-Unsubscribe" in one.extra_headers]
    assert sent.to == ["yes@agency.example"]
    link = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in sent.body
    assert "yes@" not in link
    path = link.partition("/mails/")[2]
    assert client.get(f"/mails/{path}").status_code == 200
    client.post(f"/mails/{path}")
    later = message(edition, staff, kind="news", subject="Later")
    send(later, staff, 2)
    run_tasks()
    assert counts(later) == {Outcome.HELD: 2}


def test_bounces_reach_the_report_and_a_corrected_address_is_tried_again(client, staff, edition, run_tasks):
    wrong = admitted(edition=edition, email="wrong@agency.example")
    admitted(edition=edition, email="dead@agency.example")
    draft = message(edition, staff)
    send(draft, staff, 2)
    run_tasks()
    note_bounces([Bounce(address="Wrong@agency.example", reason="550 5.1.1 no such user wrong@agency.example"),
                  Bounce(address="dead@agency.example")])  # fmt: skip
    bounced = counts(draft)
    Registration.objects.filter(pk=wrong.pk).update(email="right@agency.example")

    client.post(f"{URL}{draft.pk}/again/")
    run_tasks()

    assert bounced == {Outcome.BOUNCED: 2}
    assert (
        OutboxMail.objects.get(recipient="wrong@agency.example", kind="registration.bulk.place").error == "bounce 5.1.1"
    )
    assert counts(draft) == {Outcome.SENT: 1, Outcome.HELD: 1}
    assert outbox()[-1].to == ["right@agency.example"]
    page = client.get(f"{URL}{draft.pk}/?only=held").content.decode()
    assert "mail to the address comes back" in page
    BouncingAddress.objects.filter(email="dead@agency.example").delete()
    client.post(f"{URL}{draft.pk}/again/")
    run_tasks()
    assert counts(draft) == {Outcome.SENT: 2}


def test_what_the_server_did_not_take_is_reported_and_sent_again(client, staff, edition, run_tasks, monkeypatch):
    admitted(edition=edition)
    draft = message(edition, staff)
    send(draft, staff, 1)
    run_tasks()
    copy = draft.copies.get()
    OutboxMail.objects.filter(pk=copy.mail_id).update(state="failed", error=SMTPServerDisconnected.__name__)

    page = client.get(f"{URL}{draft.pk}/?only=failed").content.decode()
    client.post(f"{URL}{draft.pk}/again/")
    run_tasks()

    assert "SMTPServerDisconnected" in page
    assert counts(draft) == {Outcome.SENT: 1}
    assert OutboxMail.objects.filter(kind="registration.bulk.place").count() == 1


def test_a_place_that_left_meanwhile_is_held(staff, edition, run_tasks):
    gone = admitted(edition=edition)
    draft = message(edition, staff)
    send(draft, staff, 1)
    Registration.objects.filter(pk=gone.pk).update(state=State.CANCELLED, ticket_token=None)
    run_tasks()

    assert reports([draft])[draft.pk].held == {"changed": 1}
    assert outbox() == []


def test_lists_cost_the_same_for_one_and_for_three(client, staff, edition, run_tasks):
    admitted(edition=edition)
    draft = message(edition, staff)

    def count(*paths):
        numbers = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(path).status_code == 200
            numbers.append(len(captured))
        return numbers

    one = count(URL, f"{URL}{draft.pk}/")
    for _ in range(2):
        admitted(edition=edition)
        message(edition, staff)
    three = count(URL, f"{URL}{draft.pk}/")
    single = message(edition, staff, filters={"agency": "nowhere"})
    send(draft, staff, 3)
    run_tasks()
    BulkCopy.objects.exclude(pk=draft.copies.first().pk).delete()
    few = count(f"{URL}{draft.pk}/")
    send(single_all := message(edition, staff), staff, 3)
    run_tasks()

    assert three == one
    assert count(f"{URL}{single_all.pk}/") == few
    assert single.copies.count() == 0


def test_first_names(edition):
    cases = (("Ana Ruiz", "Ruiz", "Ana"), ("Wang Xiaoming", "Wang", "Xiaoming"), ("Ana Ruiz", "", "Ana Ruiz"),
             ("Ruiz", "Ruiz", "Ruiz"), ("Ana Ruizmann", "mann", "Ana Ruizmann"))  # fmt: skip

    for name, family, first in cases:
        assert first_name(Registration(name=name, family_name=family)) == first


def test_places_of_one_address_are_one_recipient_whatever_its_case(edition):
    gov = TicketTypeFactory(edition=edition, vetting="manual")
    for email in ("ana@agency.example", "ANA@agency.example"):
        placed(person(gov, email=email), method="check")

    assert [len(keys) for keys in grouped(chosen(edition, {})).values()] == [2]


def test_an_address_has_no_attendee_of_last_year(edition):
    last = EditionFactory(start_date=edition.start_date - timedelta(days=364))
    admitted(edition=last)

    assert grouped(chosen(edition, {})) == {}
