"""Proposing: by a mailed link or signed in, saved as it is typed, sent once it is complete."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.conference import AccessLevelFactory, EditionFactory
from factories.people import UserFactory
from factories.proposals import SAID, TYPED, CallFactory, author, drafted, submitted

from conference.edition.models import Edition
from conference.proposals.models import AccessLink, Presenter, PresenterIdentity, Proposal, RestrictedAbstract
from conference.proposals.services.calling import make_late_code
from conference.proposals.states import Decision
from core.audit.models import AuditEntry
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db
BASE = "/conference/2027/call/"


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def member(client):
    user = UserFactory(email="ana@harbour.example", name="Ana Ruiz")
    client.force_login(user)
    return user


def link_in(mail):
    return re.search(r"http\S+(/conference/\S+)", mail.text)[1]


def begin(client):
    return client.post(f"{BASE}new/").url


def write(client, url, typed=TYPED, said=SAID, revision=0):
    client.post(url, {**typed, "revision": revision})
    return client.post(url.replace("edit/", "you/"), {**said, "revision": revision})


def send(client, url, revision=1, part_revision=1):
    check = url.replace("edit/", "")
    return client.post(check, {"revision": revision, "part_revision": part_revision})


def test_a_stranger_proposes_by_a_mailed_link(client, call):
    asked = client.post(f"{BASE}link/", {"email": "New.Person@Example.ORG"})
    mail = OutboxMail.objects.get()
    looked = client.get(link_in(mail))
    opened = client.post(link_in(mail))
    url = begin(client)
    write(client, url)
    sent = send(client, url)

    assert "A link is on its way" in asked.content.decode()
    assert mail.recipient == "new.person@example.org"
    assert mail.sensitive
    assert "new.person@example.org" in looked.content.decode()
    assert opened.url == "/my/proposals/"
    assert sent.status_code == 302
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.title) == ("submitted", TYPED["title"])
    assert proposal.presenters.get().identity.email == "new.person@example.org"
    assert TYPED["title"] in client.get("/my/proposals/").content.decode()


def test_the_answer_is_the_same_for_known_and_unknown_addresses(call):
    submitted(call, author("known@example.org"))
    UserFactory(email="member@example.org")
    OutboxMail.objects.all().delete()
    answers = []
    for email in ("known@example.org", "member@example.org", "nobody@example.org"):
        answer = Client().post(f"{BASE}link/", {"email": email})
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode()).replace(email, "")
        answers.append((answer.status_code, text))

    mails = [re.sub(r"open/\S+/", "", mail.text) for mail in OutboxMail.objects.all()]
    assert answers[0] == answers[1] == answers[2]
    assert len(mails) == 3
    assert len(set(mails)) == 1


def test_flooding_an_address_is_not_told_and_flooding_us_is(call):
    for number in range(7):
        answer = Client(REMOTE_ADDR=f"10.0.0.{number}").post(f"{BASE}link/", {"email": "victim@example.org"})
        assert answer.status_code == 200
    floods = [Client().post(f"{BASE}link/", {"email": f"a{n}@example.org"}).status_code for n in range(12)]

    assert OutboxMail.objects.filter(recipient="victim@example.org").count() == 5
    assert floods[:10] == [200] * 10
    assert floods[-1] == 429


def test_a_link_dies_after_a_day_and_opens_only_its_own_call(client, call):
    client.post(f"{BASE}link/", {"email": "a@example.org"})
    link = link_in(OutboxMail.objects.get())
    CallFactory(edition=EditionFactory(start_date=date(2028, 8, 7)))

    assert client.get(link.replace("2027", "2028")).status_code == 404
    AccessLink.objects.update(expires_at=timezone.now())
    assert client.get(link).status_code == 404
    assert client.get("/my/proposals/").status_code == 302


def test_what_is_typed_is_kept_valid_or_not(client, call, member):
    url = begin(client)

    client.post(url, {"title": "Half a", "outline": "no minutes", "abstract": "x " * 900, "revision": 0})
    page = client.get(url).content.decode()

    assert "Half a" in page
    assert "no minutes" in page
    assert "900 of 250 words" in page
    assert Proposal.objects.get().abstract == ""


def test_what_is_missing_is_said_and_nothing_is_sent(client, call, member):
    url = begin(client)
    client.post(url, {**TYPED, "outline": "70 One\n60 Two", "abstract": "", "revision": 0})

    answer = send(client, url)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The outline takes 130 minutes" in page
    assert "Biography" in page
    assert "Nobody takes part without agreeing to it." in page
    assert Proposal.objects.get().state == "draft"


def test_a_limit_exceeded_by_pasting_is_told_with_its_number(client, call, member):
    url = begin(client)
    write(client, url, {**TYPED, "abstract": "威" * 502})

    assert "1 word too long" in send(client, url).content.decode()


def test_two_tabs_lose_nothing(client, call, member):
    url = begin(client)
    first = client.post(f"{url}save/", {**TYPED, "revision": 0})
    stale = client.post(f"{url}save/", {**TYPED, "title": "The other tab", "revision": 0})
    plain = client.post(url, {**TYPED, "title": "The other tab", "revision": 0})
    page = plain.content.decode()

    assert first.json()["revision"] == 1
    assert first.json()["counts"]["abstract"] == "7 of 250 words"
    assert stale.status_code == 409
    assert stale.json()["revision"] == 1
    assert plain.status_code == 409
    assert "The other tab" in page
    assert TYPED["title"] in page
    again = client.post(url, {**TYPED, "title": "The other tab", "revision": 1})
    assert again.status_code == 302
    assert Proposal.objects.get().title == "The other tab"


def test_sending_what_another_tab_changed_sends_nothing(client, call, member):
    url = begin(client)
    write(client, url)
    client.post(f"{url}save/", {**TYPED, "title": "Newer", "revision": 1})

    assert send(client, url).status_code == 409
    assert Proposal.objects.get().state == "draft"


def test_changes_after_sending_reach_the_committee_only_when_sent(client, call, member):
    url = begin(client)
    write(client, url)
    send(client, url)
    client.post(url, {**TYPED, "title": "Changed", "revision": 1})

    assert Proposal.objects.get().title == TYPED["title"]
    assert "changes that are not sent" in client.get(url.replace("edit/", "")).content.decode()
    send(client, url, revision=2)
    assert Proposal.objects.get().title == "Changed"
    assert [entry.action for entry in AuditEntry.objects.filter(action__startswith="proposal.").order_by("pk")] == [
        "proposal.submitted",
        "proposal.resubmitted",
    ]


def test_the_deadline_ends_writing_and_the_code_opens_it_again(client, call, member):
    url = begin(client)
    code = make_late_code(call=call, actor=None)
    call.opens_at, call.closes_at = timezone.now() - timedelta(days=9), timezone.now() - timedelta(hours=1)
    call.late_until = timezone.now() + timedelta(days=1)
    call.save()

    closed = client.post(url, {**TYPED, "revision": 0})
    wrong = client.post(f"{BASE}late/", {"code": "NOTIT"})
    right = client.post(f"{BASE}late/", {"code": f" {code.lower()} "})
    write(client, url)
    sent = send(client, url)

    assert closed.status_code == 403
    assert TYPED["abstract"] in closed.content.decode()
    assert "opens nothing" in wrong.content.decode()
    assert right.status_code == 302
    assert sent.status_code == 302
    assert Proposal.objects.get().is_late
    assert client.post(f"{BASE}new/").url.endswith("/edit/")
    assert code not in call.late_code_digest


def test_without_the_code_nobody_begins_after_the_deadline(client, member):
    CallFactory(closes_at=timezone.now() - timedelta(hours=1))

    assert client.post(f"{BASE}new/").url == BASE
    assert not Proposal.objects.exists()


def test_withdrawing_asks_first_and_is_final(client, call, member):
    url = begin(client)
    write(client, url)
    send(client, url)
    page = url.replace("edit/", "withdraw/")

    assert "Withdraw P-001?" in client.get(page).content.decode()
    client.post(page)
    again = client.post(page, follow=True)

    assert Proposal.objects.get().state == "withdrawn"
    assert "withdrawn already" in again.content.decode()
    assert client.post(url, {**TYPED, "revision": 1}).status_code == 403
    assert OutboxMail.objects.filter(kind="proposals.withdrawn").count() == 1


def test_nobody_sees_anothers_proposal(client, call, member):
    other = submitted(call, author("other@example.org"))
    base = f"{BASE}proposals/{other.public_id}/"

    for address in ("", "edit/", "you/", "people/", "withdraw/"):
        assert client.get(base + address).status_code == 404
        assert Client().get(base + address).status_code == 404
    assert client.post(f"{base}edit/save/", {**TYPED, "revision": 0}).status_code == 404


def test_an_unverified_address_proves_nothing(client, call):
    submitted(call, author("claimed@example.org"))
    client.force_login(UserFactory(email="claimed@example.org", verified=False))

    assert client.get("/my/proposals/").status_code == 302


def test_a_draft_editions_call_and_one_to_come_are_not_there(client):
    CallFactory(opens_at=timezone.now() + timedelta(days=1))
    assert client.get(BASE).status_code == 404

    EditionFactory(start_date=date(2028, 8, 7))
    CallFactory(edition=Edition.objects.get(year=2028))
    Edition.objects.filter(year=2028).update(state="draft")
    assert client.get("/conference/2028/call/").status_code == 404


def test_hidden_fields_are_neither_asked_for_nor_taken(client, call, member):
    call.field_rules = {"proposal.references": {"use": "hidden"}, "person.publication": {"use": "hidden"}}
    call.save()
    url = begin(client)
    page = client.get(url).content.decode()
    write(client, url, {**TYPED, "references": "sneaked in"})
    send(client, url)

    assert 'name="references"' not in page
    assert Proposal.objects.get().references == ""
    assert not Presenter.objects.get().publish_name


def test_who_publishes_nothing_is_kept_encrypted_alone(client, call, member):
    url = begin(client)
    write(client, url, said={**SAID, "publish_name": ""})
    send(client, url)

    presenter = Presenter.objects.get()
    assert (presenter.name, presenter.organization, presenter.bio) == ("", "", "")
    assert presenter.as_profile().name == "Ana Ruiz"
    with connection.cursor() as cursor:
        cursor.execute("SELECT legal_name, email, disclosure FROM conference_presenteridentity")
        assert all(value.startswith("gAAAA") for value in cursor.fetchone())
    assert PresenterIdentity.objects.get().disclosure == "None"


def test_a_restricted_abstract_is_encrypted(client, call, member):
    AccessLevelFactory(edition=call.edition, code="sworn_only")
    url = begin(client)
    write(client, url, {**TYPED, "restricted_abstract": "Operation Canary", "restriction": "sworn_only"})
    send(client, url)

    assert RestrictedAbstract.objects.get().text == "Operation Canary"
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM conference_restrictedabstract")
        assert "Canary" not in cursor.fetchone()[0]


def test_next_year_begins_with_what_was_said_of_oneself(client, call, member):
    url = begin(client)
    write(client, url)
    send(client, url)
    CallFactory(edition=EditionFactory(start_date=date(2028, 8, 7)))

    next_url = client.post("/conference/2028/call/new/").url
    page = client.get(next_url.replace("edit/", "you/")).content.decode()

    assert "Ana Ruiz teaches." in page
    assert 'value="Harbour University"' in page
    assert "consents" in page
    assert 'id="id_consents" checked' not in page


def test_a_silent_decision_is_not_shown_to_the_proposer(client, call, member):
    url = begin(client)
    write(client, url)
    send(client, url)
    Proposal.objects.update(decision=Decision.DECLINED)

    assert "not accepted" not in client.get("/my/proposals/").content.decode()
    Proposal.objects.update(announced_at=timezone.now())
    assert "not accepted" in client.get("/my/proposals/").content.decode()
    assert client.post(url, {**TYPED, "revision": 1}).status_code == 403


def test_more_than_a_proposal_can_hold_is_refused(client, call, member):
    url = begin(client)

    answer = client.post(f"{url}save/", {"abstract": "x" * 300_000, "revision": 0})

    assert answer.status_code == 413
    assert Proposal.objects.get().working == "{}"


def test_the_list_takes_the_same_queries_for_one_and_for_three(client, call, member):
    by = author(member.email, member)
    drafted(call, by)
    client.get("/my/proposals/")
    with CaptureQueriesContext(connection) as one:
        client.get("/my/proposals/")
    drafted(call, by)
    drafted(call, by)
    with CaptureQueriesContext(connection) as three:
        client.get("/my/proposals/")

    assert len(one) == len(three)


def test_nobody_begins_endlessly(client, call, member):
    by = author(member.email, member)
    for _number in range(20):
        drafted(call, by)

    assert client.post(f"{BASE}new/").url == "/my/proposals/"
    assert Proposal.objects.count() == 20
