"""At the same moment: one tab wins, the others are told; each reviewer keeps a row; links and numbers are used once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from factories.proposals import CallFactory, author, drafted, reviewer, submitted

from conference.proposals.models import Invitation, Presenter, Proposal, Review
from conference.proposals.services import drafting
from conference.proposals.services.inviting import answer_invitation, invite
from conference.proposals.services.locking import StaleCopy
from conference.proposals.services.reviewing import Opinion, StaleReview, save_review
from conference.proposals.states import IllegalMove
from conference.proposals.ties import ties_of
from conference.proposals.working import keep

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS = 12


def together(act):
    """Do it in many threads at once; return what each returned, or the name of what it raised."""
    start = Barrier(THREADS)

    def run(number):
        try:
            start.wait(timeout=30)
            return act(number)
        except (StaleCopy, StaleReview, IllegalMove) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


def tabs(save):
    """Save another title in each tab, all of which saw the same revision."""
    proposal = drafted()

    def act(number):
        save(proposal=proposal, typed=keep({"title": f"Tab {number}"}, ["title"]), revision=0)
        return "saved"

    return together(act)


def test_of_many_tabs_one_wins_and_the_others_are_told():
    outcomes = tabs(drafting.save_working)

    assert (outcomes.count("saved"), outcomes.count("StaleCopy")) == (1, THREADS - 1)
    assert Proposal.objects.get().revision == 1


def test_without_the_lock_what_a_tab_saved_is_lost(monkeypatch):
    """The negative control: on PostgreSQL the row lock goes, on SQLite the transaction that serialises."""
    meet = Barrier(THREADS)

    def unlocked(proposal):
        found = Proposal.objects.select_related("call__edition").get(pk=proposal.pk)
        meet.wait(timeout=30)
        return found

    monkeypatch.setattr(drafting, "lock_proposal", unlocked)
    plain = drafting.save_working.__wrapped__

    outcomes = tabs(drafting.save_working if connection.vendor == "postgresql" else plain)

    assert outcomes.count("saved") > 1


def test_reviewers_who_save_at_once_lose_nothing():
    call = CallFactory()
    proposal, criteria = submitted(call), list(call.criteria.all())
    ties = [ties_of(reviewer(call)) for _number in range(THREADS)]

    def act(number):
        scores = {item.pk: 1 + number % 5 for item in criteria}
        opinion = Opinion(scores, "accept", f"Opinion {number}")
        return save_review(proposal=proposal, ties=ties[number], opinion=opinion, criteria=criteria, revision=0).comment

    comments = together(act)

    assert sorted(comments) == sorted(Review.objects.values_list("comment", flat=True))
    assert Review.objects.counted().count() == THREADS


def test_ones_own_tabs_make_one_review():
    call = CallFactory()
    proposal, criteria, ties = submitted(call), list(call.criteria.all()), ties_of(reviewer(call))

    def act(number):
        save_review(proposal=proposal, ties=ties, opinion=Opinion({}, "", str(number)), criteria=criteria, revision=0)
        return "saved"

    outcomes = together(act)

    assert (outcomes.count("saved"), outcomes.count("StaleReview")) == (1, THREADS - 1)
    assert Review.objects.count() == 1


def test_numbers_are_given_once():
    call = CallFactory()
    authors = [author() for _number in range(THREADS)]

    numbers = together(lambda number: drafting.begin_proposal(call=call, author=authors[number]).number)

    assert sorted(numbers) == list(range(1, THREADS + 1))


def test_an_invitation_is_answered_once():
    proposal = submitted()
    invite(proposal=proposal, name="", email="bo@example.org", role="panelist", actor=None)
    letter = Invitation.objects.get()

    def act(number):
        return answer_invitation(invitation=letter, accepts=bool(number % 2), author=None).state

    outcomes = together(act)

    assert outcomes.count("IllegalMove") == THREADS - 1
    assert Presenter.objects.get(is_lead=False).state in outcomes
