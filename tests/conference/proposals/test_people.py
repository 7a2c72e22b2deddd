"""Co-presenters: invited, corrected, agreeing for themselves; speakers entered by staff and claimed."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from factories.people import UserFactory
from factories.proposals import SAID, CallFactory, author, drafted, submitted

from conference.proposals.models import Invitation, Presenter
from conference.proposals.services.inviting import MOST_PEOPLE, AlreadyThere, TooManyPeople, invite
from conference.speakers.models import Speaker
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
BASE = "/conference/2027/call/"
ASKED = {"name": "Bo Chen", "email": "Bo@Example.org", "role": "co-presenter"}


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def lead(client):
    user = UserFactory(email="ana@harbour.example", name="Ana Ruiz")
    client.force_login(user)
    return user


@pytest.fixture
def proposal(call, lead):
    return submitted(call, author(lead.email, lead), title="Fixated on the bench")


def people_of(proposal):
    return f"{BASE}proposals/{proposal.public_id}/people/"


def last_link():
    mail = OutboxMail.objects.filter(kind="proposals.invitation").order_by("-pk").first()
    return mail, re.search(r"http\S+(/conference/\S+)", mail.text)[1]


def test_an_invited_person_agrees_and_fills_in_their_own_part(client, proposal):
    client.post(people_of(proposal), ASKED)
    mail, link = last_link()
    guest = Client()
    looked = guest.get(link).content.decode()
    accepted = guest.post(link, {"answer": "accept"})
    half = guest.post(accepted.url, {**SAID, "name": "Bo Chen", "consents": "", "revision": 0})
    filled = guest.post(accepted.url, {**SAID, "name": "Bo Chen", "revision": 1})

    assert mail.recipient == "bo@example.org"
    assert proposal.title not in mail.text + mail.subject
    assert "Ana" not in mail.text + mail.subject
    assert proposal.title in looked
    assert half.status_code == 422
    assert filled.status_code == 302
    bo = Presenter.objects.get(is_lead=False)
    assert (bo.state, bo.is_complete, bo.as_profile().name) == ("accepted", True, "Bo Chen")
    assert bo in proposal.presenters.presenting()
    assert not Speaker.objects.exists()


def test_nobody_presents_by_being_invited(client, proposal):
    client.post(people_of(proposal), ASKED)

    assert [item.is_lead for item in proposal.presenters.presenting()] == [True]


def test_a_link_works_once(client, proposal):
    client.post(people_of(proposal), ASKED)
    _mail, link = last_link()
    Client().post(link, {"answer": "accept"})

    assert Client().get(link).status_code == 404
    assert Client().post(link, {"answer": "decline"}).status_code == 404
    assert Presenter.objects.get(is_lead=False).state == "accepted"


def test_looking_at_a_link_answers_nothing(client, proposal):
    client.post(people_of(proposal), ASKED)
    _mail, link = last_link()
    Client().get(link)

    assert Presenter.objects.get(is_lead=False).state == "invited"


def test_a_mistyped_address_is_corrected_and_the_old_link_dies(client, proposal):
    client.post(people_of(proposal), ASKED)
    _mail, old = last_link()
    bo = Presenter.objects.get(is_lead=False)
    client.post(f"{people_of(proposal)}{bo.public_id}/correct/", {"email": "bo.chen@example.org"})
    mail, link = last_link()

    assert Client().get(old).status_code == 404
    assert mail.recipient == "bo.chen@example.org"
    assert Client().get(link).status_code == 200
    assert Presenter.objects.get(is_lead=False).identity.email == "bo.chen@example.org"
    assert Invitation.objects.usable().count() == 1


def test_whoever_takes_part_cannot_be_redirected(client, proposal):
    client.post(people_of(proposal), ASKED)
    _mail, link = last_link()
    Client().post(link, {"answer": "accept"})
    bo = Presenter.objects.get(is_lead=False)

    answer = client.post(f"{people_of(proposal)}{bo.public_id}/correct/", {"email": "mallory@example.org"})

    assert answer.status_code == 422
    assert Presenter.objects.get(is_lead=False).identity.email == "bo@example.org"


@pytest.mark.parametrize("email", ["BO@example.org", " bo@EXAMPLE.org", "ANA@harbour.example"])
def test_addresses_are_compared_without_case(proposal, email):
    invite(proposal=proposal, name="Bo", email="bo@example.org", role="co-presenter", actor=None)

    with pytest.raises(AlreadyThere):
        invite(proposal=proposal, name="Bo", email=email, role="panelist", actor=None)


def test_a_declined_invitation_can_be_sent_anew(client, proposal):
    client.post(people_of(proposal), ASKED)
    _mail, link = last_link()
    Client().post(link, {"answer": "decline"})
    assert Presenter.objects.get(is_lead=False).state == "declined"

    client.post(people_of(proposal), ASKED)

    assert Presenter.objects.get(is_lead=False).state == "invited"


def test_a_removed_person_sees_nothing_any_more(client, proposal):
    client.post(people_of(proposal), ASKED)
    _mail, link = last_link()
    guest = Client()
    guest.post(link, {"answer": "accept"})
    bo = Presenter.objects.get(is_lead=False)
    page = f"{BASE}proposals/{proposal.public_id}/"
    assert guest.get(page).status_code == 200

    client.post(f"{people_of(proposal)}{bo.public_id}/remove/")

    assert guest.get(page).status_code == 404


def test_a_co_presenter_reads_but_neither_writes_nor_withdraws(client, proposal):
    client.post(people_of(proposal), ASKED)
    _mail, link = last_link()
    guest = Client()
    guest.post(link, {"answer": "accept"})
    page = f"{BASE}proposals/{proposal.public_id}/"

    for address in ("edit/", "people/", "withdraw/"):
        assert guest.get(page + address).status_code == 404
    assert guest.post(page, {"revision": 0, "part_revision": 0}).status_code == 404


def test_somebody_known_answers_without_the_link(client, proposal):
    bo = UserFactory(email="bo@example.org")
    invite(proposal=proposal, name="Bo", email="bo@example.org", role="co-presenter", actor=None)
    browser = Client()
    browser.force_login(bo)
    part = Presenter.objects.get(is_lead=False)

    assert "You are invited" in browser.get("/my/proposals/").content.decode()
    browser.post(f"{BASE}answers/{part.public_id}/", {"answer": "accept"})

    part.refresh_from_db()
    assert (part.state, part.user) == ("accepted", bo)
    assert client.post(f"{BASE}answers/{part.public_id}/", {"answer": "accept"}).status_code == 404


def test_there_are_chairs_for_ten(proposal):
    for number in range(MOST_PEOPLE - 1):
        invite(proposal=proposal, name="", email=f"p{number}@example.org", role="panelist", actor=None)

    with pytest.raises(TooManyPeople):
        invite(proposal=proposal, name="", email="more@example.org", role="panelist", actor=None)


def test_an_old_invitation_opens_nothing(client, call, lead):
    proposal = drafted(call, author(lead.email, lead))
    client.post(people_of(proposal), ASKED)
    _mail, link = last_link()
    Invitation.objects.update(expires_at=timezone.now())

    assert Client().get(link).status_code == 404


def test_an_account_made_later_owns_what_its_address_proposed(client, call):
    proposal = submitted(call, author("later@example.org"))
    client.force_login(UserFactory(email="later@example.org"))

    assert proposal.code in client.get("/my/proposals/").content.decode()
