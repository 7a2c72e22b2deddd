"""A person's own speakers, sessions and tasks in each edition. Nothing is told here before it was announced to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from conference.agenda import words
from conference.agenda.models import Appearance, Session, VersionEntry, VersionSpeaker
from conference.agenda.models.appearances import AppearanceQuerySet
from conference.edition.models import Edition
from conference.materials.policy import Policy, policy_of
from conference.proposals.authors import Author
from conference.proposals.changes.models import ChangeRequest
from conference.proposals.changes.showing import Shown, shown_changes
from conference.proposals.checklist import Item, Task, checklist
from conference.proposals.models import Presenter
from conference.proposals.portal.facts import TOLD, dues_of, facts_of, with_facts
from conference.speakers.models import Speaker, SpeakerQuerySet


@dataclass(frozen=True)
class Own:
    """One session of a person's, as far as they may know of it. Times are local to the edition."""

    appearance: Appearance
    answer_url: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    room: str = ""
    is_published: bool = False

    @property
    def session(self) -> Session:
        """The session."""
        return self.appearance.session

    @property
    def role(self) -> str:
        """What they do in it, in a word."""
        return words.word(words.ROLES, self.appearance.role)

    @property
    def slides_url(self) -> str:
        """Where they send the session's slides."""
        speaker = self.appearance.speaker
        return reverse("my_speaking:slides", args=[self.session.edition.year, speaker.slug, self.session.slug])

    @property
    def texts_url(self) -> str:
        """Where they change its title and abstract."""
        speaker = self.appearance.speaker
        return reverse("my_speaking:texts", args=[self.session.edition.year, speaker.slug, self.session.slug])

    @property
    def has_left(self) -> bool:
        """Whether they withdrew from it."""
        return self.appearance.state == Appearance.State.WITHDRAWN


@dataclass(frozen=True)
class Chapter:
    """A person's part in one edition; without a speaker they have not said yet who they are."""

    edition: Edition
    speaker: Speaker | None = None
    sessions: Sequence[Own] = ()
    tasks: Sequence[Item] = ()
    unfilled: Sequence[Presenter] = field(default_factory=tuple)
    changes: Sequence[Shown] = ()

    @property
    def undone(self) -> int:
        """How many tasks are still open."""
        return sum(item.is_undone for item in self.tasks) + len(self.unfilled)


def told_parts(author: Author) -> Sequence[Presenter]:
    """Return a person's parts in proposals of which they know that these are accepted."""
    return list(author.parts().told_accepted().select_related("proposal__call__edition"))


def own_speakers(author: Author) -> SpeakerQuerySet:
    """Return who a person is in each edition: their account's speakers and those of their accepted proposals.

    A speaker that was made of a proposal is there once its people were told; not one day before.
    """
    told = author.parts().told_accepted().values("speaker")
    known = Q(pk__in=told)
    if author.user:
        own = Q(user=author.user)
        known |= own & (Q(provisional=False) | Q(Exists(places_of_proposals().filter(speaker=OuterRef("pk")))))
    return Speaker.objects.filter(known)


def places_of_proposals() -> AppearanceQuerySet:
    """Return the places that were announced to their speakers in a letter."""
    return Appearance.objects.filter(TOLD, session__proposal__isnull=False)


def speaks(author: Author) -> bool:
    """Return whether somebody has anything on their speaker's page."""
    return own_speakers(author).exists() or author.parts().told_accepted().exists()


def find_speaker(author: Author | None, year: int, code: str) -> Speaker:
    """Return a person's own speaker with identity; raises Http404, the same for a stranger's and for none."""
    if author is None:
        raise Http404
    rows = own_speakers(author).select_related("edition", "identity", "headshot", "photo")
    return get_object_or_404(rows, edition__year=year, code__iexact=code)


def own_places(speakers: Sequence[Speaker]) -> AppearanceQuerySet:
    """Return the places of speakers of which they may know: announced in a letter, or published with them."""
    shown = VersionSpeaker.objects.filter(
        entry__version__agenda__isnull=False, entry__session=OuterRef("session"), speaker=OuterRef("speaker")
    )
    published = VersionEntry.objects.filter(version__agenda__isnull=False).select_related("room")
    rows = Appearance.objects.filter(speaker__in=speakers).filter(
        Q(TOLD, session__proposal__isnull=False) | Q(Exists(shown), session__proposal=None)
    )
    return (
        rows.exclude(session__visibility=Session.Visibility.PRIVATE)
        .select_related("speaker", "session__room", "session__edition", "session__proposal__call")
        .prefetch_related(Prefetch("session__version_entries", published, to_attr="published_entries"))
        .order_by("session__starts_at", "session__code")
    )


def chapters_of(author: Author, now: datetime) -> list[Chapter]:
    """Return a person's editions, the newest first, in a fixed number of queries."""
    speakers = list(with_facts(own_speakers(author)).select_related("edition", "headshot").order_by("-edition__year"))
    parts = told_parts(author)
    places = own_places(speakers)
    waiting = shown_changes(ChangeRequest.objects.waiting().filter(speaker__in=speakers))
    dues = dues_of({speaker.edition for speaker in speakers})
    # Nothing is left to do for a conference that is over.
    coming = {item.edition_id for item in speakers if item.edition.end_date >= item.edition.local(now).date()}
    chapters = [
        Chapter(
            edition=speaker.edition,
            speaker=speaker,
            sessions=[_session(item, parts) for item in places if item.speaker_id == speaker.pk],
            tasks=checklist(facts_of(speaker, dues[speaker.edition_id]), now) if speaker.edition_id in coming else (),
            unfilled=[part for part in parts if part.speaker_id is None and _edition(part) == speaker.edition],
            changes=[item for item in waiting if item.change.speaker_id == speaker.pk],
        )
        for speaker in speakers
    ]
    return sorted([*chapters, *_without_speaker(chapters, parts)], key=lambda item: -item.edition.year)


def screens(chapter: Chapter) -> Mapping[Task, list[tuple[str, str]]]:
    """Return where each task is done: the words and addresses of its screens."""
    speaker = chapter.speaker
    if speaker is None:
        return {}
    year = chapter.edition.year
    standing = [item for item in chapter.sessions if not item.has_left]
    plain = {
        task: [("", reverse(f"my_speaking:{task}", args=[year, speaker.code.lower()]))]
        for task in (Task.BIOGRAPHY, Task.HEADSHOT, Task.DISCLOSURE, Task.AV)
    }
    objectives = [
        (item.session.code, reverse("my_speaking:objectives", args=[year, speaker.code.lower(), item.session.slug]))
        for item in standing
    ]
    slides = [(item.session.code, item.slides_url) for item in standing if policy_of(item.session) != Policy.NONE]
    answers = [(item.session.code, item.answer_url) for item in standing if item.answer_url]
    return {**plain, Task.OBJECTIVES: objectives, Task.SLIDES: slides, Task.CONFIRM: answers}


def _edition(part: Presenter) -> Edition:
    return part.proposal.call.edition


def _without_speaker(chapters: Sequence[Chapter], parts: Sequence[Presenter]) -> list[Chapter]:
    """Return the editions in which somebody is accepted and has not said who they are."""
    there = {chapter.edition.pk for chapter in chapters}
    missing = [part for part in parts if part.speaker_id is None and _edition(part).pk not in there]
    editions = {_edition(part).pk: _edition(part) for part in missing}
    return [
        Chapter(edition, unfilled=[part for part in missing if _edition(part).pk == key])
        for key, edition in editions.items()
    ]


def _session(appearance: Appearance, parts: Sequence[Presenter]) -> Own:
    """Return a session with the published time, else the planned one where its speakers were told of it."""
    session = appearance.session
    edition, entry = session.edition, session.published_entry
    proposal = getattr(session, "proposal", None)
    answer_url = ""
    if proposal and any(part.proposal_id == proposal.pk for part in parts):
        answer_url = reverse("proposals:answer_acceptance", args=[edition.year, proposal.public_id])
    placed = entry or session
    if placed.starts_at is None or placed.ends_at is None:
        return Own(appearance, answer_url)
    return Own(
        appearance,
        answer_url,
        starts=edition.local(placed.starts_at),
        ends=edition.local(placed.ends_at),
        room=placed.room.name if placed.room else "",
        is_published=entry is not None,
    )
