"""Letters: templates that refuse the unknown, previews, sending once; the decisions told in one act."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from factories.conference import AccessLevelFactory
from factories.deciding import accepted, decided, lead, place, ready_call, tell
from factories.people import UserFactory
from factories.proposals import author, part, submitted

from conference.proposals.decisions.announcing import DecisionsMoved, send_decisions
from conference.proposals.letters import services
from conference.proposals.letters.models import Dispatch, Kind, Letter, LetterTemplate
from conference.proposals.letters.placeholders import PLACEHOLDERS, unknown_in
from conference.proposals.letters.services import MissingValues, hand_over
from conference.proposals.letters.shipped import SHIPPED
from conference.proposals.letters.values import values_of
from conference.proposals.models import Call, Proposal
from conference.proposals.services.deciding import decide_proposal
from conference.proposals.services.inviting import answer_part, invite
from core.mail.models import OutboxMail
from core.placeholders import fill, missing_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def call():
    return ready_call()


@pytest.fixture
def committee(client):
    client.force_login(UserFactory(roles=["programme"]))
    return client


def letters(call, *rest):
    return "/".join(["/admin/conference/letters", str(call.edition.year), *map(str, rest), ""])


def sending(call):
    return f"/admin/conference/decisions/{call.edition.year}/send/"


def chosen(*proposals):
    return [f"{item.pk}-{item.decision_revision}" for item in proposals]


def write_template(committee, call, kind="free", revision=0, **values):
    data = {"subject": "About {edition}", "body": "{greeting}\n\nCome at {when} to {room}.", "revision": revision}
    return committee.post(letters(call, kind), {**data, **values})


@pytest.mark.parametrize(
    ("text", "unknown"),
    [("{greeting} {code}", []), ("{price}", ["{price}"]), ("{ code }", ["{ code }"]), ("a { b", ["{"]),
     ("{{code}}", ["{", "}"]), ("{}", ["{}"])],
)  # fmt: skip
def test_what_is_no_placeholder_is_named(text, unknown):
    assert unknown_in(text) == unknown


def test_a_value_that_looks_like_a_placeholder_is_not_filled_in_again():
    assert fill("{title}", {"title": "{code}", "code": "P-001"}) == "{code}"


def test_shipped_texts_hold_known_placeholders_only():
    assert [unknown_in(str(text)) for texts in SHIPPED.values() for text in texts] == [[]] * 2 * len(Kind)
    assert missing_in(map(str, SHIPPED[Kind.ACCEPTED]), dict.fromkeys(PLACEHOLDERS, "x")) == []


def test_an_unknown_placeholder_is_refused_when_the_template_is_saved(call, committee):
    answer = write_template(committee, call, body="Dear {first_name}")

    assert answer.status_code == 422
    assert "There is no such placeholder: {first_name}" in answer.content.decode()
    assert not LetterTemplate.objects.exists()


def test_a_title_does_not_belong_into_a_subject(call, committee):
    assert write_template(committee, call, subject="About {title}").status_code == 422


def test_a_template_changed_in_another_tab_is_not_overwritten(call, committee):
    assert write_template(committee, call, body="First").status_code == 302

    answer = write_template(committee, call, body="Second")

    assert answer.status_code == 409
    assert LetterTemplate.objects.get().body == "First"
    assert write_template(committee, call, body="Second", revision=1).status_code == 302
    assert LetterTemplate.objects.get().body == "Second"


def test_sending_tells_each_their_own_and_shows_it_on_their_pages(call, committee, django_capture_on_commit_callbacks):
    yes, no = decided(call, by=author("ana@example.org")), decided(call, "declined", by=author("bo@example.org"))
    silent = decided(call, "waitlisted")
    assert Proposal.objects.get(pk=yes.pk).shown_state == "submitted"

    answer = committee.post(sending(call), {"key": "one", "send": chosen(yes, no)})
    hand_over(Dispatch.objects.get().pk)

    assert answer.status_code == 302
    told = dict(Proposal.objects.values_list("pk", "announced_decision"))
    assert told == {yes.pk: "accepted", no.pk: "declined", silent.pk: ""}
    assert Proposal.objects.get(pk=yes.pk).shown_state == "accepted"
    assert Proposal.objects.get(pk=silent.pk).shown_state == "submitted"
    assert Proposal.objects.get(pk=yes.pk).session.status == "tentative"
    mails = {item.recipient: item for item in OutboxMail.objects.filter(kind__startswith="proposals.letter")}
    assert set(mails) == {"ana@example.org", "bo@example.org"}
    assert "/call/answer/" in mails["ana@example.org"].text
    assert yes.title not in mails["bo@example.org"].text
    assert {item.subject for item in mails.values()} == {f"News about your proposal for {call.edition}"}


def test_a_second_press_sends_nothing_more(call, committee):
    proposal = decided(call)
    data = {"key": "one", "send": chosen(proposal)}

    first, second = committee.post(sending(call), data), committee.post(sending(call), data)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Letter.objects.count() == 1


def test_handing_over_twice_makes_one_mail_each(call):
    tell(decided(call), decided(call))
    dispatch = Dispatch.objects.get()

    assert (hand_over(dispatch.pk), hand_over(dispatch.pk)) == (2, 0)
    assert OutboxMail.objects.filter(kind="proposals.letter.accepted").count() == 2


def test_a_worker_killed_between_batches_is_taken_up_where_it_stopped(call, monkeypatch):
    tell(*(decided(call) for _number in range(3)))
    dispatch = Dispatch.objects.get()
    monkeypatch.setattr(services, "BATCH", 1)
    real, count = services.queue_mail, iter(range(99))

    def killed(**values):
        if next(count) == 1:
            raise SystemExit
        return real(**values)

    monkeypatch.setattr(services, "queue_mail", killed)
    with pytest.raises(SystemExit):
        hand_over(dispatch.pk)
    assert Letter.objects.waiting().count() == 2

    hand_over(dispatch.pk)

    assert OutboxMail.objects.filter(kind="proposals.letter.accepted").count() == 3


def test_a_missing_value_stops_the_sending_and_says_whose(call, committee):
    Call.objects.update(answer_by=None)
    yes, no = decided(call), decided(call, "declined")

    answer = committee.post(sending(call), {"key": "one", "send": chosen(yes, no)})

    assert answer.status_code == 422
    assert "P-001, Ana Ruiz: answer_by" in answer.content.decode()
    assert not Letter.objects.exists()
    assert not Proposal.objects.exclude(announced_at=None).exists()


def test_what_is_not_ticked_is_held_and_the_others_go(call, committee):
    Call.objects.update(answer_by=None)
    yes, no = decided(call), decided(call, "declined")

    committee.post(sending(call), {"key": "one", "send": chosen(no)})

    assert Proposal.objects.get(pk=yes.pk).is_silent
    page = " ".join(committee.get(sending(call)).content.decode().split())
    assert "<strong>0</strong><span>ready to be sent" in page
    assert "<strong>1</strong><span>held: a value is missing" in page
    assert "<strong>1</strong><span>told" in page


def test_a_decision_changed_meanwhile_is_not_sent(call, committee):
    proposal = decided(call)
    ticked = chosen(proposal)
    decide_proposal(proposal=proposal, decision="declined", actor=None)

    answer = committee.post(sending(call), {"key": "one", "send": ticked})

    assert answer.status_code == 409
    assert not Letter.objects.exists()
    with pytest.raises(DecisionsMoved):
        send_decisions(call=call, seen={proposal.pk: 1}, key="two", actor=None)


def test_the_waitlist_can_still_bring_good_news(call):
    proposal = tell(decided(call, "waitlisted"))[0]
    decide_proposal(proposal=proposal, decision="accepted", actor=None)
    assert Proposal.objects.get().shown_state == "waitlisted"

    tell(proposal)

    assert Proposal.objects.get().shown_state == "accepted"
    assert list(Letter.objects.order_by("pk").values_list("kind", flat=True)) == ["waitlisted", "accepted"]


def test_co_presenters_get_their_own_and_the_merely_invited_none(call):
    proposal = submitted(call, author("ana@example.org"))
    bo = invite(proposal=proposal, name="Bo", email="bo@example.org", role="panelist", actor=None)
    invite(proposal=proposal, name="Cy", email="cy@example.org", role="panelist", actor=None)
    answer_part(presenter=bo, accepts=True, author=author("bo@example.org"))
    decide_proposal(proposal=proposal, decision="accepted", actor=None)

    tell(proposal)

    assert sorted(letter.address for letter in Letter.objects.all()) == ["ana@example.org", "bo@example.org"]
    assert not any("Ana" in letter.text for letter in Letter.objects.filter(presenter=bo))


def test_nobody_reads_a_withheld_name_or_a_restricted_title_in_a_mail(call):
    sworn = AccessLevelFactory(edition=call.edition, code="sworn_only")
    shy = part(name="Canarina Testwell", organization="Canary Ridge", publish_name=False, publish_organization=False)
    accepted(call, person=shy, title="How we found him", restriction=sworn)

    letter = Letter.objects.get()

    assert "Dear speaker," in letter.text
    assert "Restricted session" in letter.text
    for secret in ("Canar", "Testwell", "found him"):
        assert secret not in letter.text


def test_the_preview_has_the_recipients_own_values_and_no_key(call, committee):
    proposal = decided(call)

    page = committee.get(letters(call, "accepted", lead(proposal).pk)).content.decode()

    assert "Dear Ana Ruiz," in page
    assert proposal.title in page
    assert "/call/answer/…/" in page or "/call/answer/%E2%80%A6/" in page


def test_a_free_message_has_to_be_written_first_and_goes_by_filter(call, committee):
    first, second = accepted(call), accepted(call)
    assert "not written yet" in committee.get(letters(call, "free", "send")).content.decode()
    write_template(committee, call)
    place(first.session)
    address = f"{letters(call, 'free', 'send')}?session={first.session_id}"

    committee.post(address, {"key": "x", "send": [lead(first).pk]})

    letter = Letter.objects.get(kind="free")
    assert letter.proposal == first
    assert "Come at Mon 9 Aug, 10:00–11:15 to Room" in letter.text
    answer = committee.post(letters(call, "free", "send"), {"key": "y", "send": [lead(second).pk]})
    assert answer.status_code == 422
    assert "missing: when, room" in answer.content.decode()


def test_a_filter_that_makes_no_sense_writes_to_nobody(call, committee):
    accepted(call)
    write_template(committee, call, body="Hello")

    page = committee.get(f"{letters(call, 'free', 'send')}?track=x").content.decode()

    assert "There is nobody to write to." in page


def test_ticking_nobody_sends_nothing_and_says_so(call, committee):
    decided(call)

    answer = committee.post(sending(call), {"key": "one"})

    assert answer.status_code == 422
    assert "tick at least one" in answer.content.decode()
    assert not Dispatch.objects.exists()


def test_recipients_are_chosen_page_by_page_or_all_at_once(call, committee, monkeypatch):
    monkeypatch.setattr("conference.proposals.letters.views.PER_PAGE", 1)
    one, two = accepted(call), accepted(call)
    address = letters(call, "reminder", "send")

    first, second = (committee.get(address, {"p": page}) for page in (1, 2))
    committee.post(address, {"key": "page", "send": [lead(two).pk]})
    committee.post(address, {"key": "all", "everybody": "on"})

    shown = [[item.person.proposal for item, _ticked in answer.context["rows"]] for answer in (first, second)]
    assert shown == [[one], [two]]
    assert "Send to all 2" in first.content.decode()
    sent = Letter.objects.filter(kind="reminder").order_by("dispatch_id", "proposal__number")
    assert [(letter.dispatch.key, letter.proposal) for letter in sent] == [("page", two), ("all", one), ("all", two)]


def test_the_screen_of_recipients_takes_the_same_queries(call, committee, django_assert_num_queries):
    accepted(call)
    address = letters(call, "reminder", "send")
    committee.get(address)
    with CaptureQueriesContext(connection) as one:
        committee.get(address)
    accepted(call)
    accepted(call)

    with django_assert_num_queries(len(one)):
        committee.get(address)


def test_reminders_of_tasks_have_a_screen_of_their_own(call, committee):
    answer = committee.get(letters(call, "tasks", "send"))

    assert answer["Location"] == f"/admin/conference/speaker-tasks/{call.edition.year}/remind/"


def test_an_accepted_speakers_own_link_leads_to_their_tasks_and_anothers_to_their_proposals(call):
    yes, no = accepted(call), tell(decided(call, "declined"))[0]

    links = [values_of(lead(item))["own_link"] for item in (yes, no)]

    assert [link.partition("/my/")[2] for link in links] == ["speaking/", "proposals/"]


def test_a_list_of_tasks_does_not_belong_into_a_subject(call, committee):
    assert write_template(committee, call, kind="tasks", subject="{open_tasks}").status_code == 422


def test_the_proposals_page_shows_what_was_sent(call, committee):
    proposal = accepted(call)
    hand_over(Dispatch.objects.get().pk)

    page = committee.get(f"/admin/conference/proposals/{proposal.pk}/").content.decode()

    assert f"News about your proposal for {call.edition}" in page
    assert len(mail.outbox) == 0
    assert Letter.objects.get().text == ""


def test_the_screen_of_decisions_to_send_takes_the_same_queries(call, committee, django_assert_num_queries):
    decided(call)
    committee.get(sending(call))
    with CaptureQueriesContext(connection) as one:
        committee.get(sending(call))
    decided(call)
    decided(call, "declined")

    with django_assert_num_queries(len(one)):
        committee.get(sending(call))


def test_a_missing_address_is_said_too(call):
    proposal = decided(call)
    person = lead(proposal)
    person.identity.email = ""
    person.identity.save()

    with pytest.raises(MissingValues) as lacking:
        tell(proposal)

    assert lacking.value.letters[0].missing == ["address"]
