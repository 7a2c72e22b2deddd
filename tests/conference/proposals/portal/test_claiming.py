"""Whoever was entered by the organizers claims their pages, once, by the same verified address."""

import pytest
from allauth.account.models import EmailAddress
from factories.conference import SpeakerFactory
from factories.people import UserFactory

from conference.proposals.portal.models import SpeakerClaim
from conference.proposals.portal.services.claiming import claim_speakers
from conference.speakers.models import Speaker, SpeakerIdentity
from core.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
CLAIM = "/my/speaking/claim/"


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def user(client):
    made = UserFactory(email="ana@example.org")
    client.force_login(made)
    return made


def entered(email="ana@example.org", **values):
    speaker = SpeakerFactory(**values)
    SpeakerIdentity.objects.filter(speaker=speaker).delete()
    SpeakerIdentity.objects.create(speaker=speaker, email=email)
    return speaker


def account_screen(speaker):
    return f"/admin/conference/speaker-tasks/{speaker.edition.year}/speakers/{speaker.pk}/account/"


def test_the_same_address_claims_whatever_its_case(client, user):
    speaker = entered("Ana@Example.ORG ")

    answer = client.post(CLAIM, follow=True)

    assert Speaker.objects.get().user == user
    assert str(speaker.edition) in answer.content.decode()
    entry = AuditEntry.objects.get(action="speaker.claimed")
    assert (entry.actor, entry.object_id) == (user, str(speaker.pk))


@pytest.mark.parametrize("verified", [True, False])
def test_an_address_of_nobody_is_answered_like_one_that_is_not_verified(client, user, verified):
    entered("bo@example.org")
    if not verified:
        EmailAddress.objects.create(user=user, email="bo@example.org", verified=False)

    answer = client.post(CLAIM, follow=True)

    assert Speaker.objects.get().user is None
    assert "We have looked." in answer.content.decode()


def test_known_and_unknown_read_the_same_sentence(client, user):
    first = client.post(CLAIM, follow=True).content.decode()
    entered()
    second = client.post(CLAIM, follow=True).content.decode()

    assert ("We have looked." in first, "We have looked." in second) == (True, True)


def test_a_speaker_made_of_a_silent_acceptance_cannot_be_claimed(client, user):
    entered(provisional=True)

    client.post(CLAIM)

    assert Speaker.objects.get().user is None


def test_who_is_claimed_stays_with_the_first(client, user):
    first = UserFactory()
    speaker = entered(user=first)

    client.post(CLAIM)

    assert Speaker.objects.get(pk=speaker.pk).user == first
    assert claim_speakers(user=user) == 0


def test_a_stranger_signs_in_and_a_link_does_nothing(client):
    assert client.post(CLAIM)["Location"].startswith("/account/login/")
    client.force_login(UserFactory())
    assert client.get(CLAIM).status_code == 405


def test_looking_too_often_is_refused(client, user, monkeypatch):
    monkeypatch.setattr("conference.proposals.portal.views.own.CLAIMS_A_DAY", 1)

    assert [client.post(CLAIM).status_code for _time in range(2)] == [302, 429]


def test_a_wrong_account_is_taken_off_for_good(client, user):
    speaker = entered()
    client.post(CLAIM)
    client.force_login(UserFactory(roles=["programme"]))

    asked = client.get(account_screen(speaker))
    refused = client.post(account_screen(speaker), {"reason": ""})
    done = client.post(account_screen(speaker), {"reason": "mistyped address"})
    again = client.post(account_screen(speaker), {"reason": "twice"})

    assert [answer.status_code for answer in (asked, refused, done, again)] == [200, 422, 302, 409]
    assert Speaker.objects.get().user is None
    assert AuditEntry.objects.get(action="speaker.account_taken_off").reason == "mistyped address"
    assert claim_speakers(user=user) == 0
    right = UserFactory()
    SpeakerIdentity.objects.get().delete()
    SpeakerIdentity.objects.create(speaker=speaker, email=right.email)
    assert claim_speakers(user=right) == 1
    assert SpeakerClaim.objects.filter(ended_at=None).get().user == right
