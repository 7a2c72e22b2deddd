"""Answers of accepted speakers: they come, ask for another time, or withdraw; what organizers learn of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.deciding import accepted, decided, lead, place, ready_call, tell
from factories.people import UserFactory
from factories.proposals import author, part, submitted

from certificates.schemes.models import CreditScheme
from conference.agenda.models import Session
from conference.planning.conflicts.loading import conflicts_of
from conference.proposals.answers.models import Answer, Notice
from conference.proposals.answers.services import AnswersClosed, NotAccepted, confirm, withdraw
from conference.proposals.letters.models import Letter
from conference.proposals.models import Call, Presenter, Proposal
from conference.proposals.services.deciding import decide_proposal
from conference.proposals.services.entering import enter_proposal
from conference.proposals.services.inviting import answer_part, invite
from conference.proposals.services.submitting import fill_part, withdraw_proposal
from conference.proposals.states import IllegalMove
from conference.proposals.values import PartValues, ProposalValues
from conference.registration.catalogue import TicketType
from conference.registration.places import Registration
from conference.registration.services.fulfilment import fulfil
from conference.speakers.models import SpeakerAbsence
from core.mail.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def call():
    return ready_call()


@pytest.fixture
def speaker(client):
    user = UserFactory(email="ana@example.org")
    client.force_login(user)
    return user


@pytest.fixture
def committee(client):
    client.force_login(UserFactory(roles=["programme"]))
    return client


def own(call, user=None, **changes):
    return accepted(call, by=author("ana@example.org", user), **changes)


def page(proposal):
    return f"/conference/{proposal.call.edition.year}/call/proposals/{proposal.public_id}/answer/"


def answers(call):
    return f"/admin/conference/answers/{call.edition.year}/"


def state(proposal):
    return proposal.session.appearances.get().state


def kinds():
    return list(Notice.objects.open().order_by("pk").values_list("kind", flat=True))


def test_confirming_makes_session_and_place_firm(call, client, speaker):
    proposal = own(call)

    answer = client.post(page(proposal), {"act": "confirm"})

    assert answer.status_code == 302
    assert state(proposal) == "confirmed"
    assert Session.objects.get().status == "confirmed"
    registration = Registration.objects.get()
    assert (registration.state, registration.email, registration.name) == ("paid", "ana@example.org", "Ana Ruiz")
    assert registration.ticket_type.code == "SPK"
    assert "You are confirmed" in client.get(page(proposal)).content.decode()


def test_confirming_twice_and_for_two_sessions_makes_one_place(call):
    first, second = own(call), own(call)

    for proposal in (first, first, second):
        confirm(person=lead(proposal), actor=None)

    assert Registration.objects.count() == 1
    assert {item.registration_id for item in Answer.objects.all()} == {Registration.objects.get().pk}


def test_the_complimentary_place_has_its_ticket_in_a_mail_without_a_withheld_name(call):
    shy = part(name="Canarina Testwell", organization="Canary Ridge", publish_name=False, publish_organization=False)
    proposal = own(call, person=shy)

    confirm(person=lead(proposal), actor=None)
    place_ = Registration.objects.get()
    fulfil(place_.order_id)

    place_.refresh_from_db()
    assert place_.ticket_token
    assert not [item for item in OutboxMail.objects.all() if "Canar" in item.text + item.html + item.subject]


def test_who_has_bought_a_place_keeps_it_and_the_organizers_are_told(call):
    proposal = own(call)
    other = own(call)
    confirm(person=lead(other), actor=None)
    Registration.objects.get().order.__class__.objects.update(submission_key="bought")
    Answer.objects.all().delete()

    confirm(person=lead(proposal), actor=None)

    assert Registration.objects.count() == 1
    assert kinds() == ["has_place"]


def test_without_a_ticket_for_speakers_the_answer_counts_all_the_same(call):
    TicketType.objects.all().delete()
    proposal = own(call)

    confirm(person=lead(proposal), actor=None)

    assert state(proposal) == "confirmed"
    assert kinds() == ["no_ticket"]


def test_the_link_in_the_letter_works_without_an_account_after_a_press(call, client):
    proposal = own(call)
    text = Letter.objects.get().text
    link = next(word for word in text.split() if "/call/answer/" in word).partition("/conference/")
    address = "/conference/" + link[2]
    assert client.get(page(proposal)).status_code == 404

    assert client.get(address).status_code == 200
    assert client.get(page(proposal)).status_code == 404
    answer = client.post(address)

    assert answer["Location"] == page(proposal)
    assert client.post(page(proposal), {"act": "confirm"}).status_code == 302
    assert state(proposal) == "confirmed"


def test_a_forged_link_or_one_to_a_corrected_address_opens_nothing(call, client):
    own(call)
    text = Letter.objects.get().text
    link = next(word for word in text.split() if "/call/answer/" in word)
    address = "/conference/" + link.partition("/conference/")[2]

    assert client.post(address[:-3] + "xx/").status_code == 404
    Presenter.objects.update(email_digest="0" * 64)
    assert client.post(address).status_code == 404


def test_asking_for_another_time_reaches_list_and_board(call, client, speaker):
    proposal = own(call)
    place(proposal.session)
    data = {"act": "other_time", "note": "Tuesday suits me", "away_from": "2027-08-09T08:00",
            "away_until": "2027-08-09T18:00"}  # fmt: skip

    answer = client.post(page(proposal), data)

    assert answer.status_code == 302
    assert state(proposal) == "other_time"
    absence = SpeakerAbsence.objects.get()
    assert call.edition.local(absence.starts_at).hour == 8
    assert {item.kind for item in conflicts_of(call.edition)} >= {"speaker_away", "speaker_unconfirmed"}
    client.force_login(UserFactory(roles=["programme"]))
    assert "Tuesday suits me" in client.get(answers(call)).content.decode()
    assert kinds() == ["other_time"]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"act": "other_time"}, 422),
        ({"act": "other_time", "away_from": "2027-08-09T08:00"}, 422),
        ({"act": "other_time", "away_from": "2027-08-09T08:00", "away_until": "2027-08-09T07:00"}, 422),
        ({"act": "other_time", "away_from": "soon", "note": "x"}, 422),
        ({"act": "dance"}, 422),
        ({}, 422),
    ],
)
def test_nonsense_is_answered_with_a_sentence(call, client, speaker, data, status):
    proposal = own(call)

    answer = client.post(page(proposal), data)

    assert answer.status_code == status
    assert state(proposal) == "invited"


def test_confirming_settles_the_wish_for_another_time(call, client, speaker):
    proposal = own(call)
    client.post(page(proposal), {"act": "other_time", "note": "Later"})

    client.post(page(proposal), {"act": "confirm"})

    assert (state(proposal), kinds()) == ("confirmed", [])


def test_a_withdrawal_frees_the_place_on_the_board_and_returns_credits_to_review(call, client, speaker):
    scheme = CreditScheme.objects.first() or CreditScheme.objects.create(code="APA", name="APA")
    proposal = own(call, schemes=[scheme])
    proposal.session.credits.update(approval="approved")
    place(proposal.session)
    confirm(person=lead(proposal), actor=None)

    answer = client.post(page(proposal), {"act": "withdraw"})

    assert answer.status_code == 302
    session = Session.objects.get()
    assert (session.starts_at, session.room, session.credits.get().approval) == (None, None, "review")
    assert Proposal.objects.get().shown_state == "withdrawn"
    notice = Notice.objects.get()
    assert (notice.kind, notice.starts_at is not None, notice.room is not None) == ("place_free", True, True)
    assert "You have withdrawn." in client.get(page(proposal)).content.decode()


def test_while_a_co_presenter_stands_the_session_stays_where_it_is(call):
    proposal = submitted(call, author("ana@example.org"))
    bo = invite(proposal=proposal, name="Bo", email="bo@example.org", role="panelist", actor=None)
    bo = answer_part(presenter=bo, accepts=True, author=author("bo@example.org"))
    fill_part(presenter=bo, part=part(name="Bo Berg"), revision=0)
    decide_proposal(proposal=proposal, decision="accepted", actor=None)
    proposal = tell(proposal)[0]
    place(proposal.session)

    withdraw(person=lead(proposal), actor=None)

    session = Session.objects.get()
    assert session.starts_at is not None
    assert sorted(session.appearances.values_list("state", flat=True)) == ["invited", "withdrawn"]
    assert (kinds(), Proposal.objects.get().state) == (["presenter_left"], "submitted")


def test_withdrawing_twice_is_refused(call):
    proposal = own(call)
    withdraw(person=lead(proposal), actor=None)

    with pytest.raises((IllegalMove, NotAccepted)):
        withdraw(person=lead(proposal), actor=None)


def test_after_the_deadline_one_can_only_withdraw_but_organizers_note_an_answer(call, client, speaker):
    proposal = own(call)
    Call.objects.update(answer_by=timezone.now() - timedelta(minutes=1))

    answer = client.post(page(proposal), {"act": "confirm"})

    assert answer.status_code == 409
    with pytest.raises(AnswersClosed):
        confirm(person=lead(proposal), actor=None)
    client.force_login(UserFactory(roles=["programme"]))
    noted = client.post(f"{answers(call)}people/{lead(proposal).pk}/", {"act": "confirm"})
    assert noted.status_code == 302
    assert state(proposal) == "confirmed"


def test_before_the_decision_is_sent_there_is_nothing_to_answer(call, client, speaker):
    proposal = decided(call, by=author("ana@example.org"))

    answer = client.post(page(proposal), {"act": "confirm"})

    assert answer.status_code == 409
    assert state(Proposal.objects.get()) == "invited"


def test_others_answer_for_nobody(call, client):
    proposal = own(call)
    stranger = UserFactory()
    client.force_login(stranger)

    assert client.get(page(proposal)).status_code == 404


def test_whom_staff_entered_agrees_before_they_confirm(call, client, speaker):
    said = part()
    proposal = enter_proposal(
        call=call,
        email="ana@example.org",
        values=ProposalValues(title="By telephone", formats=list(call.formats.all()[:1])),
        part=PartValues(profile=said.profile, disclosure="None", consents=False),
        typed=("{}", "{}"),
        actor=None,
    )
    decide_proposal(proposal=proposal, decision="accepted", actor=None)
    proposal = tell(proposal)[0]
    assert not proposal.session.appearances.exists()

    assert client.post(page(proposal), {"act": "confirm"}).status_code == 422
    assert client.post(page(proposal), {"act": "confirm", "agrees": "on"}).status_code == 302

    assert state(proposal) == "confirmed"


def test_taking_a_silently_accepted_proposal_back_leaves_no_session(call):
    proposal = decided(call, by=author("ana@example.org"))
    place(proposal.session)

    withdraw_proposal(proposal=proposal, author=author("ana@example.org"))

    assert not Session.objects.exists()
    assert kinds() == ["place_free"]


def test_a_deleted_account_leaves_the_session_and_a_notice(call):
    proposal, gone = own(call), UserFactory()
    confirm(person=lead(proposal), actor=None)
    proposal.presenters.update(user=gone)

    gone.delete()

    assert state(proposal) == "confirmed"
    assert lead(proposal).user is None
    assert kinds() == ["account_gone"]


def test_a_closed_account_is_told_once(call, speaker):
    own(call, user=speaker)
    speaker.is_active = False

    speaker.save()
    speaker.save()

    assert kinds() == ["account_gone"]


def test_the_list_counts_the_states_and_a_notice_is_settled(call, committee):
    first, _second = own(call), own(call)
    withdraw(person=lead(first), actor=None)

    listed = " ".join(committee.get(answers(call)).content.decode().split())
    answer = committee.post(answers(call), {"settle": Notice.objects.get().pk})

    assert "<strong>1</strong><span>unanswered" in listed
    assert "<strong>1</strong><span>withdrawn" in listed
    assert answer.status_code == 302
    assert kinds() == []
    assert committee.post(answers(call), {"settle": "x"}).status_code == 404


def test_the_list_takes_the_same_queries_for_one_and_for_three(call, committee, django_assert_num_queries):
    confirm(person=lead(own(call)), actor=None)
    committee.get(answers(call))
    with CaptureQueriesContext(connection) as one:
        committee.get(answers(call))
    for number in range(2):
        proposal = accepted(call, by=author(f"more{number}@example.org"))
        confirm(person=lead(proposal), actor=None)

    with django_assert_num_queries(len(one)):
        committee.get(answers(call))


def test_ones_own_list_leads_to_the_answer(call, client, speaker):
    proposal = own(call)

    listed = client.get("/my/proposals/").content.decode()

    assert page(proposal) in listed
    assert client.get(page(proposal)).status_code == 200
    assert client.get(page(proposal).removesuffix("answer/")).status_code == 200
