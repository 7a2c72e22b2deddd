"""A speaker's picture is private, and shown only where name and picture are published."""

import gc
import io

import pytest
from factories.conference import SpeakerFactory, WithheldSpeakerFactory
from factories.pictures import picture_file
from PIL import Image as Pillow

from conference.speakers.models import Headshot, Speaker
from conference.speakers.pictures import NoPicture, OutsideThePicture, cut_picture, remove_picture, set_picture
from conference.speakers.profile import true_profile
from conference.speakers.projection import show
from conference.speakers.services import change_speaker
from core.files.models import PrivateFile
from core.media.models import Image
from core.media.pictures import Cut, Picture

pytestmark = pytest.mark.django_db


def given(speaker, width=640, height=480):
    return set_picture(speaker=speaker, picture=Picture(picture_file(width, height), width, height), actor=None)


def fresh():
    return Speaker.objects.select_related("identity", "photo").get()


def change(**values):
    speaker = fresh()
    profile = true_profile(speaker)
    for name, value in values.items():
        setattr(profile, name, value)
    change_speaker(speaker=speaker, profile=profile, actor=None)
    return fresh()


def size(file):
    with file.content.open() as opened, Pillow.open(io.BytesIO(opened.read())) as image:
        return image.size


def test_it_is_cut_in_the_middle_and_shown_beside_a_published_name():
    kept = given(SpeakerFactory())

    assert (kept.left, kept.top, kept.side) == (80, 0, 480)
    assert size(kept.file) == (480, 480)
    assert show(fresh()).photo == Image.objects.get()
    assert "me" not in Image.objects.get().file.name


# Wagtail's image library leaves a temporary file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "flags", [{"publish_photo": False}, {"publish_name": False}, {"withheld": True}, {"publish_name": False,
              "publish_photo": False}]
)  # fmt: skip
def test_unpublishing_name_or_picture_takes_it_off_every_page_and_publishing_brings_it_back(flags):
    given(SpeakerFactory())
    shown = fresh().photo
    path = shown.get_rendition("width-100").file.path

    hidden = change(**flags)

    assert (hidden.photo, show(hidden).photo, Image.objects.count()) == (None, None, 0)
    assert Headshot.objects.get().file.content.size > 0
    again = change(publish_name=True, publish_photo=True, withheld=False)
    assert again.photo == Image.objects.get()
    assert again.photo.get_rendition("width-100").file.path != path
    gc.collect()


def test_the_picture_of_a_withheld_speaker_is_nowhere_but_in_private():
    given(WithheldSpeakerFactory())

    assert (Image.objects.count(), fresh().photo) == (0, None)
    assert PrivateFile.objects.filter(purpose="headshot").count() == 2


def test_another_cut_replaces_what_is_shown_and_erases_the_former():
    kept = given(SpeakerFactory())
    before = (kept.file_id, kept.image_id or Headshot.objects.get().image_id)

    cut_picture(speaker=fresh(), cut=Cut(10, 20, 300), actor=None)

    kept = Headshot.objects.get()
    assert size(kept.file) == (300, 300)
    assert fresh().photo_id == kept.image_id != before[1]
    assert PrivateFile.objects.get(pk=before[0]).erased_at
    assert Image.objects.count() == 1


@pytest.mark.parametrize("cut", [Cut(0, 0, 481), Cut(400, 0, 300), Cut(0, 300, 200), Cut(-1, 0, 100), Cut(0, 0, 0)])
def test_a_cut_outside_is_refused_and_changes_nothing(cut):
    given(SpeakerFactory())

    with pytest.raises(OutsideThePicture):
        cut_picture(speaker=fresh(), cut=cut, actor=None)

    assert Headshot.objects.get().side == 480


def test_without_a_picture_there_is_nothing_to_cut():
    with pytest.raises(NoPicture):
        cut_picture(speaker=SpeakerFactory(), cut=Cut(0, 0, 100), actor=None)


def test_another_picture_erases_the_former():
    given(SpeakerFactory())

    given(fresh(), 800, 900)

    kept = Headshot.objects.get()
    assert (kept.width, kept.height, kept.side) == (800, 900, 800)
    assert PrivateFile.objects.filter(erased_at=None, purpose="headshot").count() == 2
    assert Image.objects.count() == 1


def test_removing_erases_it_everywhere():
    given(SpeakerFactory())

    assert remove_picture(speaker=fresh(), actor=None) is True
    assert remove_picture(speaker=fresh(), actor=None) is False

    assert (fresh().photo, Image.objects.count(), Headshot.objects.count()) == (None, 0, 0)
    assert not PrivateFile.objects.filter(erased_at=None, purpose="headshot").exists()


def test_deleting_a_speaker_erases_their_picture():
    speaker = SpeakerFactory()
    given(speaker)

    Speaker.objects.get().delete()

    assert not PrivateFile.objects.filter(erased_at=None, purpose="headshot").exists()
    assert Image.objects.count() == 0
