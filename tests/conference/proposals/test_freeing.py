"""What becomes of the complimentary place when its speaker withdraws."""

import pytest
from factories.deciding import accepted, lead, ready_call
from factories.people import UserFactory
from factories.proposals import author

from conference.proposals.answers.models import Notice
from conference.proposals.answers.services import confirm, withdraw
from conference.registration.places import Registration
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def call():
    return ready_call()


def organizer(client):
    user = UserFactory(roles=["organizer"])
    client.force_login(user)
    return user


def left(call, by=None):
    """Somebody who confirmed, got a place, and withdrew; return the notice of it."""
    person = lead(accepted(call, by=by))
    confirm(person=person, actor=None)
    withdraw(person=person, actor=None)
    return Notice.objects.get(presenter=person, kind="place_free")


def answers(call):
    return f"/admin/conference/answers/{call.edition.year}/"


def screen(call, notice):
    return f"{answers(call)}notices/{notice.pk}/place/"


def test_the_notice_asks_and_one_confirmation_cancels(call, client):
    actor, notice = organizer(client), left(call)
    assert screen(call, notice) in client.get(answers(call)).content.decode()
    assert client.get(screen(call, notice)).status_code == 200
    assert Registration.objects.get().state == "paid"

    done = client.post(screen(call, notice), {"reason": "withdrew"})

    assert done.status_code == 302
    assert Registration.objects.get().state == "cancelled"
    entry = AuditEntry.objects.get(action="registration.cancelled")
    assert (entry.actor, entry.reason) == (actor, "withdrew")
    page = client.get(answers(call)).content.decode()
    assert "Their complimentary place still stands." not in page
    assert Notice.objects.open().get() == notice


def test_the_second_tab_is_told(call, client):
    organizer(client)
    notice = left(call)
    client.post(screen(call, notice), {"reason": "withdrew"})

    again = client.post(screen(call, notice), {"reason": "withdrew"})

    assert again.status_code == 409
    assert "cancelled meanwhile" in again.content.decode()
    assert client.get(screen(call, notice)).status_code == 404


def test_without_a_reason_nothing_is_cancelled(call, client):
    organizer(client)
    notice = left(call)

    assert client.post(screen(call, notice), {"reason": " "}).status_code == 422
    assert Registration.objects.get().state == "paid"


def test_who_presents_something_else_keeps_the_place(call, client):
    organizer(client)
    by = author("ana@example.org")
    other = lead(accepted(call, by=by))
    confirm(person=other, actor=None)
    notice = left(call, by)

    refused = client.post(screen(call, notice), {"reason": "withdrew"})

    assert refused.status_code == 409
    assert "something else" in refused.content.decode()
    withdraw(person=other, actor=None)
    assert client.post(screen(call, notice), {"reason": "withdrew"}).status_code == 302


def test_whoever_may_not_cancel_registrations_sees_that_somebody_can(call, client):
    client.force_login(UserFactory(roles=["programme"]))
    notice = left(call)

    page = client.get(answers(call)).content.decode()

    assert "Who cancels registrations can free it." in page
    assert screen(call, notice) not in page
    assert client.get(screen(call, notice)).status_code in {302, 403}
