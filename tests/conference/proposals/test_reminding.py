"""Reminders to confirm: only to those who have not answered, each stage once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.deciding import accepted, ready_call

from conference.proposals.letters.models import Letter
from conference.proposals.letters.reminding import remind
from conference.proposals.models import Call, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return ready_call()


def test_reminders_go_only_to_those_who_have_not_answered_and_once(call):
    asked, confirmed = accepted(call), accepted(call)
    confirmed.session.appearances.update(state="confirmed")
    Proposal.objects.update(announced_at=timezone.now() - timedelta(days=5))
    assert remind() == 0
    Call.objects.update(answer_by=timezone.now() + timedelta(days=6))

    assert (remind(), remind()) == (1, 0)

    assert Letter.objects.get(kind="reminder").proposal == asked
    Letter.objects.filter(kind="reminder").update(created_at=timezone.now() - timedelta(days=4))
    Call.objects.update(answer_by=timezone.now() + timedelta(days=1))
    assert remind() == 1


def test_whoever_is_accepted_after_a_stage_began_is_still_reminded(call):
    first = accepted(call)
    Call.objects.update(answer_by=timezone.now() + timedelta(days=6))
    Proposal.objects.update(announced_at=timezone.now() - timedelta(days=2))
    assert remind() == 1
    late = accepted(call)
    assert remind() == 0
    Proposal.objects.filter(pk=late.pk).update(announced_at=timezone.now() - timedelta(days=2))

    assert (remind(), remind()) == (1, 0)

    reminded = Letter.objects.filter(kind="reminder").order_by("pk")
    assert [letter.proposal for letter in reminded] == [first, late]


def test_whoever_was_reminded_by_hand_is_left_in_peace(call):
    accepted(call)
    Proposal.objects.update(announced_at=timezone.now() - timedelta(days=5))
    Call.objects.update(answer_by=timezone.now() + timedelta(days=6))
    assert remind() == 1
    Letter.objects.filter(kind="reminder").update(created_at=timezone.now() - timedelta(hours=20))
    Call.objects.update(answer_by=timezone.now() + timedelta(hours=40))

    assert remind() == 0


def test_after_the_deadline_nobody_is_reminded(call):
    accepted(call)
    Proposal.objects.update(announced_at=timezone.now() - timedelta(days=5))
    Call.objects.update(answer_by=timezone.now() - timedelta(minutes=1))

    assert remind() == 0
