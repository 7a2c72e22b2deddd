"""The picture's screen: sent, cut by numbers or in the middle, erased; only its owner sees it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from factories.conference import EditionFactory, SpeakerFactory
from factories.people import UserFactory
from factories.pictures import picture_file

from conference.speakers.models import Headshot, Speaker

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker(client):
    user = UserFactory(email="ana@example.org")
    client.force_login(user)
    return SpeakerFactory(user=user)


def screen(speaker, rest=""):
    return f"/my/speaking/{speaker.edition.year}/{speaker.code.lower()}/headshot/{rest}"


def send(client, speaker, content=None, name="IMG_0001.jpg"):
    return client.post(screen(speaker), {"picture": SimpleUploadedFile(name, content or picture_file())})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_a_picture_is_sent_looked_at_and_cut(client, speaker, kind):
    sent = send(client, speaker, picture_file(kind=kind))
    page = client.get(screen(speaker)).content.decode()
    cut = client.post(screen(speaker, "cut/"), {"left": 5, "top": 6, "side": 200})

    assert (sent.status_code, cut.status_code) == (302, 302)
    assert "The picture is 640 by 480 pixels." in page
    kept = Headshot.objects.get()
    assert (kept.left, kept.top, kept.side) == (5, 6, 200)
    for rest in ("whole.jpg", "cut.jpg"):
        answer = client.get(screen(speaker, rest))
        assert "no-store" in answer["Cache-Control"]
        assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"


def test_it_is_cut_in_the_middle_by_one_press(client, speaker):
    send(client, speaker)
    client.post(screen(speaker, "cut/"), {"left": 5, "top": 6, "side": 200})

    client.post(screen(speaker, "cut/"), {"centre": "1"})

    kept = Headshot.objects.get()
    assert (kept.left, kept.top, kept.side) == (80, 0, 480)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg><script>alert(1)</script></svg>", "Drawings (SVG) cannot be used"),
        (b"MZ" + bytes(500), "whatever its name says"),
        (picture_file()[:900], "broke off"),
        (picture_file(1, 10_000, "PNG"), "1 by 10000 pixels"),
    ],
)
def test_what_cannot_be_used_is_said(client, speaker, content, said):
    answer = send(client, speaker, content)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Headshot.objects.exists()


@pytest.mark.parametrize("data", [{}, {"picture": "text"}])
def test_nothing_sent_is_said(client, speaker, data):
    assert client.post(screen(speaker), data).status_code == 422


def test_an_empty_file_is_said(client, speaker):
    answer = client.post(screen(speaker), {"picture": SimpleUploadedFile("me.jpg", b"")})

    assert "the upload broke off" in answer.content.decode()


@pytest.mark.parametrize(
    "typed", [{"left": 600, "top": 0, "side": 200}, {"left": "x", "top": 0, "side": 1}, {}, {"left": 10**30}]
)
def test_a_square_outside_is_said(client, speaker, typed):
    send(client, speaker)

    assert client.post(screen(speaker, "cut/"), typed).status_code == 422
    assert Headshot.objects.get().side == 480


def test_it_is_erased(client, speaker):
    send(client, speaker)

    client.post(screen(speaker, "remove/"))

    assert client.get(screen(speaker, "cut.jpg")).status_code == 404
    assert Speaker.objects.get().photo is None


def test_last_years_is_used_again(client, speaker):
    before = EditionFactory(start_date=date(2026, 8, 10))
    former = SpeakerFactory(edition=before, user=speaker.user)
    send(client, former, picture_file(700, 600))
    assert "Use it again" in client.get(screen(speaker)).content.decode()

    client.post(screen(speaker, "take-over/"))

    assert Headshot.objects.get(speaker=speaker).width == 700
    assert Headshot.objects.get(speaker=former).width == 700


@pytest.mark.parametrize("rest", ["", "whole.jpg", "cut.jpg"])
def test_nobody_else_sees_it(client, speaker, rest):
    send(client, speaker)
    client.force_login(UserFactory())

    assert client.get(screen(speaker, rest)).status_code == 404
    for act in ("cut/", "remove/", "take-over/", ""):
        assert client.post(screen(speaker, act)).status_code == 404
    client.logout()
    assert client.get(screen(speaker, "cut.jpg")).status_code == 404
    assert Headshot.objects.count() == 1


def test_sending_too_often_is_refused(client, speaker, monkeypatch):
    monkeypatch.setattr("conference.proposals.portal.views.picture.UPLOADS_AN_HOUR", 1)

    assert [send(client, speaker).status_code for _time in range(2)] == [302, 429]
