"""Decisions: silent, one by one or in bulk, with their effect; what two tabs decide; the session in the tray."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.conference import AccessLevelFactory, RoomFactory, SpeakerFactory, TrackFactory
from factories.people import UserFactory
from factories.proposals import CallFactory, author, part, submitted

from certificates.schemes.models import CreditScheme
from conference.agenda.models import Appearance, Session
from conference.agenda.services.moving import Move, move_sessions
from conference.agenda.services.publishing import publish
from conference.agenda.services.removing import SessionInUse
from conference.proposals.decisions.loading import effect_of
from conference.proposals.models import Proposal
from conference.proposals.services.deciding import (
    FormatMissing,
    FormatNotOffered,
    StaleDecision,
    decide_proposal,
)
from conference.proposals.services.inviting import answer_part, invite, remove_presenter
from conference.proposals.services.submitting import fill_part
from conference.proposals.states import IllegalMove
from conference.speakers.models import Speaker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def call():
    made = CallFactory()
    AccessLevelFactory(edition=made.edition)
    return made


@pytest.fixture
def committee(client):
    client.force_login(UserFactory(roles=["programme"]))
    return client


def screen(call):
    return f"/admin/conference/decisions/{call.edition.year}/"


def row(proposal, decision, *, chosen="", revision=None, **more):
    revision = proposal.decision_revision if revision is None else revision
    values = {"revision": revision, "decision": decision, "decided_format": chosen, **more}
    return {f"p{proposal.pk}-{name}": value for name, value in values.items()}


def decide(proposal, decision="accepted", **more):
    return decide_proposal(proposal=proposal, decision=decision, actor=None, **more)


def place(session, days=0):
    room = RoomFactory(edition=session.edition)
    start = timezone.datetime(2027, 8, 9 + days, 10, tzinfo=session.edition.zone)
    end = start + timezone.timedelta(minutes=session.minutes)
    move_sessions(edition=session.edition, moves=[Move(session.pk, None, room, start, end)], actor=None)


def test_an_acceptance_waits_in_the_tray_as_a_draft_with_unconfirmed_speakers(call):
    scheme = CreditScheme.objects.first() or CreditScheme.objects.create(code="APA", name="APA")
    proposal = submitted(call, schemes=[scheme])

    decide(proposal)

    session = Proposal.objects.get().session
    assert (session.code, session.status, session.starts_at, session.minutes) == ("P001", "draft", None, 75)
    assert (session.title, session.learning_objectives) == (proposal.title, ["Name one", "Name two", "Name three"])
    assert session.credits.get().minutes == 75
    appearance = session.appearances.get()
    assert (appearance.state, appearance.speaker.name, appearance.speaker.provisional) == ("invited", "Ana Ruiz", True)


def test_who_has_not_agreed_is_no_speaker_before_they_do(call):
    proposal = submitted(call)
    asked = invite(proposal=proposal, name="Bo", email="bo@example.org", role="panelist", actor=None)
    decide(proposal)
    assert Speaker.objects.count() == 1

    by = author("bo@example.org")
    answer_part(presenter=asked, accepts=True, author=by)
    fill_part(presenter=asked, part=part(name="Bo Berg"), revision=0)

    assert sorted(Speaker.objects.values_list("name", flat=True)) == ["Ana Ruiz", "Bo Berg"]
    assert set(Appearance.objects.values_list("state", "role")) == {("invited", "lead"), ("invited", "panelist")}


def test_who_is_removed_before_it_is_told_stands_in_the_session_no_more(call):
    proposal = submitted(call)
    asked = invite(proposal=proposal, name="Bo", email="bo@example.org", role="panelist", actor=None)
    asked = answer_part(presenter=asked, accepts=True, author=author("bo@example.org"))
    fill_part(presenter=asked, part=part(name="Bo Berg"), revision=0)
    decide(proposal)

    remove_presenter(presenter=asked, actor=None)

    assert list(Appearance.objects.standing().values_list("speaker__name", flat=True)) == ["Ana Ruiz"]


def test_one_person_with_two_proposals_is_one_speaker(call):
    by = author("ana@example.org")
    for proposal in (submitted(call, by), submitted(call, by)):
        decide(proposal)

    assert Speaker.objects.count() == 1
    assert Appearance.objects.count() == 2


def test_who_is_a_speaker_of_the_edition_already_stays_the_same_one(call):
    known = SpeakerFactory(edition=call.edition, identity__email="Ana@Example.org")

    decide(submitted(call, author("ana@example.org")))

    assert Appearance.objects.get().speaker == known


def test_a_restricted_proposal_has_a_public_title_that_tells_nothing(call):
    sworn = AccessLevelFactory(edition=call.edition, code="sworn_only")

    decide(submitted(call, title="How we found him", restriction=sworn))

    session = Session.objects.get()
    assert (session.visibility, session.public_title) == ("cleared", "Restricted session")


def test_taking_it_back_takes_session_and_speaker_away(call):
    proposal = submitted(call)
    decide(proposal)

    decide(proposal, "declined")

    assert not Session.objects.exists()
    assert not Speaker.objects.exists()


def test_a_placed_session_is_not_taken_away_and_the_decision_stands(call):
    proposal = submitted(call)
    decide(proposal)
    place(Session.objects.get())

    with pytest.raises(SessionInUse):
        decide(proposal, "declined")

    assert Proposal.objects.get().decision == "accepted"
    assert Session.objects.exists()


def test_nobody_is_public_before_a_version_with_their_session_is_published(call, client):
    proposal = submitted(call)
    decide(proposal)
    session = Session.objects.get()
    place(session)
    publish(edition=call.edition, actor=None)
    assert not Speaker.objects.named().exists()

    Session.objects.update(status="tentative")
    publish(edition=call.edition, actor=None)

    assert Speaker.objects.named().get().name == "Ana Ruiz"


def test_the_format_decides_the_length_and_has_to_be_offered(call):
    proposal, workshop = submitted(call), call.formats.get(code="workshop")

    with pytest.raises(FormatNotOffered):
        decide(proposal, decided_format=workshop)
    with pytest.raises(FormatMissing):
        decide(proposal, "other_format")
    decide(proposal)
    decide(proposal, "other_format", decided_format=workshop)

    session = Session.objects.get()
    assert (session.minutes, Proposal.objects.get().decided_format) == (180, workshop)


def test_what_was_told_can_only_follow_its_table(call):
    proposal = submitted(call)
    decide(proposal, "waitlisted")
    Proposal.objects.update(announced_at=timezone.now(), announced_decision="waitlisted")

    decide(proposal)
    assert Proposal.objects.get().shown_state == "waitlisted"
    decide(proposal, "waitlisted")

    with pytest.raises(IllegalMove):
        decide(proposal, "")


def test_a_second_tab_is_told_and_nothing_it_chose_is_lost(call, committee):
    proposal = submitted(call)
    answer = committee.post(screen(call), {"act": "save", **row(proposal, "declined", revision=0)})
    assert answer.status_code == 302

    answer = committee.post(screen(call), {"act": "save", **row(proposal, "waitlisted", revision=0)})

    assert answer.status_code == 409
    assert Proposal.objects.get().decision == "declined"
    page = answer.content.decode()
    assert "not accepted" in page
    assert '<option value="waitlisted" selected>' in page
    again = committee.post(screen(call), {"act": "save", **row(proposal, "waitlisted", revision=1)})
    assert again.status_code == 302
    assert Proposal.objects.get().decision == "waitlisted"


def test_one_decision_for_many_leaves_the_unticked_alone(call, committee):
    first, second, third = (submitted(call) for _number in range(3))
    data = {"act": "many", "many": "declined"}
    for item, ticked in ((first, "on"), (second, "on"), (third, "")):
        data |= row(item, "", ticked=ticked)

    answer = committee.post(screen(call), data)

    assert answer.status_code == 302
    assert list(Proposal.objects.order_by("number").values_list("decision", flat=True)) == ["declined", "declined", ""]


def test_in_bulk_a_stale_row_is_refused_and_the_others_are_kept(call, committee):
    first, second = submitted(call), submitted(call)
    decide(first, "waitlisted")
    data = {
        "act": "many",
        "many": "declined",
        **row(first, "", revision=0, ticked="on"),
        **row(second, "", ticked="on"),
    }

    answer = committee.post(screen(call), data)

    assert answer.status_code == 409
    assert list(Proposal.objects.order_by("number").values_list("decision", flat=True)) == ["waitlisted", "declined"]


def test_showing_the_effect_notes_nothing(call, committee):
    proposal = submitted(call)

    page = committee.post(screen(call), {"act": "effect", **row(proposal, "accepted")}).content.decode()

    assert "As chosen" in page
    assert "1 (+1)" in page
    assert Proposal.objects.get().decision == ""


def test_nonsense_is_refused_with_a_sentence(call, committee):
    proposal = submitted(call)

    answer = committee.post(screen(call), {"act": "save", **row(proposal, "perhaps", revision="x")})

    assert answer.status_code == 422
    assert Proposal.objects.get().decision == ""


def test_the_effect_counts_before_and_after_and_hides_who_publishes_no_agency(call):
    legal = TrackFactory(edition=call.edition, code="LEGAL", name="Legal")
    decide(submitted(call, person=part(country="DK")))
    shy = part(publish_organization=False, organization="Canary Ridge Police", country="US")
    submitted(call, person=shy, track=legal)

    found = effect_of(Proposal.objects.all(), {Proposal.objects.get(track=legal).pk: "accepted"})

    lines = {section.title: {line.label: (line.proposed, line.decided, line.chosen) for line in section.lines}
             for section in found}  # fmt: skip
    assert lines["Track"] == {"Legal": (1, 0, 1), "Stalking": (1, 1, 1)}
    assert lines["Country"] == {"Denmark": (1, 1, 1), "United States of America": (1, 0, 1)}
    assert lines["Agency"] == {"Harbour University": (1, 1, 1), "not published, counted together": (1, 0, 1)}
    assert "Canary" not in str(found)


def test_reviewers_do_not_decide(call):
    client = Client()
    client.force_login(UserFactory(roles=["reviewer"]))

    assert "Decisions" not in client.get(screen(call), follow=True).content.decode()


def test_the_screen_takes_the_same_queries_for_one_and_for_three(call, committee, django_assert_num_queries):
    decide(submitted(call))
    committee.get(screen(call))
    with CaptureQueriesContext(connection) as one:
        committee.get(screen(call))
    for _number in range(2):
        decide(submitted(call))

    with django_assert_num_queries(len(one)):
        committee.get(screen(call))


def test_two_deciders_at_one_row(call):
    proposal = submitted(call)
    decide(proposal, "declined", expected=0)

    with pytest.raises(StaleDecision):
        decide(proposal, "accepted", expected=0)
