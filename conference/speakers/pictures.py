"""A speaker's picture: private, shown only where name and picture are published."""

from typing import Any

from django.db import transaction

from conference.speakers.models import Headshot, Speaker
from conference.speakers.profile import true_profile
from conference.speakers.services import change_speaker
from core.audit.services import record
from core.files.models import PrivateFile
from core.files.services import erase_private, store_private
from core.media.pictures import JPEG, Cut, Picture, centre_of, cut_out

PURPOSE = "headshot"


class NoPicture(Exception):
    """There is no picture to cut."""


class OutsideThePicture(Exception):
    """The cut does not lie in the picture."""


@transaction.atomic
def set_picture(*, speaker: Speaker, picture: Picture, actor: Any) -> Headshot:
    """Keep a new picture, cut to the square in its middle; the former one is erased."""
    locked = _lock(speaker)
    cut = centre_of(picture.width, picture.height)
    before = Headshot.objects.filter(speaker=locked).select_related("source", "file", "image").first()
    found = before or Headshot(speaker=locked)
    old = [before.source, before.file] if before else []
    found.source = _store(picture.content)
    found.width, found.height = picture.width, picture.height
    _apply(found, cut, picture.content)
    for file in old:
        erase_private(file)
    record(actor=actor, action="speaker.picture_set", obj=locked)
    _show(locked, found, actor)
    return found


@transaction.atomic
def cut_picture(*, speaker: Speaker, cut: Cut, actor: Any) -> Headshot:
    """Cut the picture anew; raises NoPicture and OutsideThePicture."""
    locked = _lock(speaker)
    found = Headshot.objects.filter(speaker=locked).select_related("source", "file", "image").first()
    if found is None:
        raise NoPicture
    if not cut.lies_in(found.width, found.height):
        raise OutsideThePicture
    old = found.file
    with found.source.content.open("rb") as source:
        _apply(found, cut, source.read())
    erase_private(old)
    record(actor=actor, action="speaker.picture_cut", obj=locked)
    _show(locked, found, actor)
    return found


@transaction.atomic
def remove_picture(*, speaker: Speaker, actor: Any) -> bool:
    """Erase the picture everywhere; return whether there was one."""
    locked = _lock(speaker)
    found = Headshot.objects.filter(speaker=locked).select_related("source", "file", "image").first()
    if found is None:
        return False
    # The receiver of its deletion erases its files.
    found.delete()
    record(actor=actor, action="speaker.picture_removed", obj=locked)
    return True


def _lock(speaker: Speaker) -> Speaker:
    rows = Speaker.objects.select_for_update(of=("self",)).select_related("identity")
    return rows.get(pk=speaker.pk)


def _store(content: bytes) -> PrivateFile:
    return store_private(content, name="picture.jpg", content_type=JPEG, purpose=PURPOSE)


def _apply(headshot: Headshot, cut: Cut, source: bytes) -> None:
    headshot.left, headshot.top, headshot.side = cut.left, cut.top, cut.side
    headshot.file = _store(cut_out(source, cut).content)
    headshot.save()


def _show(speaker: Speaker, headshot: Headshot, actor: Any) -> None:
    """Put the new cut where the flags say it belongs, in place of the old one."""
    if headshot.image:
        headshot.image.delete()
        speaker.photo = None
    change_speaker(speaker=speaker, profile=true_profile(speaker), actor=actor)
