"""The demo's speakers and their tasks: some done, some open or overdue, one waived; last year's pages to be claimed."""

import io
import random
from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone
from PIL import Image, ImageDraw

from conference.edition.models import Edition
from conference.proposals.checklist import Task
from conference.proposals.models import Presenter
from conference.proposals.portal.facts import presenting
from conference.proposals.portal.models import TaskDue
from conference.proposals.portal.services.arranging import set_dues, waive
from conference.proposals.portal.services.telling import save_disclosure, save_needs
from conference.speakers.models import Speaker, SpeakerQuerySet
from conference.speakers.pictures import set_picture
from conference.speakers.profile import true_profile
from conference.speakers.services import change_speaker
from core.media.pictures import Picture
from people.accounts.models import User

# Days from today on which tasks are due; what is not here has no day.
DUE = {Task.AV: -3, Task.BIOGRAPHY: -10, Task.DISCLOSURE: -1, Task.OBJECTIVES: 12, Task.HEADSHOT: 25, Task.SLIDES: 30}
NEEDS: tuple[list[str], ...] = ([], ["Sound from my computer"], ["Flip chart"], ["A second screen", "Clicker"])
SIDE = 900


def build_speaking(current: Edition, last: Edition, users: Mapping[str, User]) -> int:
    """Give tasks their days and some of them an answer; return how many speakers have tasks. Idempotent."""
    speakers = presenting(current)
    if not TaskDue.objects.filter(edition=current).exists():
        today, organizer = timezone.localdate(), users["organizer"]
        set_dues(
            edition=current, days={task: today + timedelta(days=days) for task, days in DUE.items()}, actor=organizer
        )
        part = Presenter.objects.told_accepted().filter(user=users["speaker"], speaker__isnull=False).first()
        own = part.speaker if part else None
        if part and own:
            waive(speaker=own, task=Task.HEADSHOT, reason="We have a picture of last year.", actor=organizer)
            _was_there(part, last, organizer)
        _answer_for(speakers.exclude(user=users["speaker"]), current.year, organizer)
    return speakers.count()


def _answer_for(speakers: SpeakerQuerySet, seed: int, organizer: User) -> None:
    """Let most of the others have said what they need and declare, and spare one of them a task."""
    chance = random.Random(seed)  # noqa: S311 - the same demo every time
    for number, speaker in enumerate(speakers.order_by("code")):
        if chance.random() < 0.6:
            save_needs(speaker=speaker, needs=chance.choice(NEEDS), actor=None)
        if chance.random() < 0.7:
            save_disclosure(speaker=speaker, text="None", actor=None)
        if number == 1:
            waive(speaker=speaker, task=Task.DISCLOSURE, reason="Opens the conference only.", actor=organizer)


def _was_there(part: Presenter, last: Edition, organizer: User) -> None:
    """Let the demo's speaker have presented last year, entered by the organizers: they can claim it."""
    former = Speaker.objects.of(last).named().filter(appearances__isnull=False).order_by("code").first()
    if former is None:
        return
    said, profile = part.as_profile(), true_profile(former)
    for name in ("name", "credentials", "title", "organization", "country", "bio", "email"):
        setattr(profile, name, getattr(said, name))
    profile.publish_photo = profile.publish_organization = True
    change_speaker(speaker=former, profile=profile, actor=organizer)
    set_picture(speaker=former, picture=_portrait(), actor=organizer)


def _portrait() -> Picture:
    """Return a drawn portrait of nobody."""
    image = Image.new("RGB", (SIDE, SIDE), "#cfd8e3")
    draw = ImageDraw.Draw(image)
    draw.ellipse((SIDE * 0.16, SIDE * 0.66, SIDE * 0.84, SIDE * 1.5), fill="#3f4e63")
    draw.ellipse((SIDE * 0.32, SIDE * 0.2, SIDE * 0.68, SIDE * 0.64), fill="#d9b48f")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return Picture(out.getvalue(), SIDE, SIDE)
