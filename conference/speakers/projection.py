"""What anybody is shown of a speaker: pages, feeds, search, mails and exports take it from here alone."""

import re
from dataclasses import dataclass

from conference.speakers.models import Speaker
from core.media.models import Image


@dataclass(frozen=True)
class SpeakerView:
    """The public side of a speaker. Without a slug there is no page."""

    code: str
    label: str
    slug: str = ""
    credentials: str = ""
    title: str = ""
    organization: str = ""
    country: str = ""
    bio: str = ""
    photo: Image | None = None

    @property
    def initials(self) -> str:
        """The letters of a monogram; none for a withheld name."""
        if not self.slug:
            return ""
        parts = re.split(r"[\s-]+", self.label.strip())
        return "".join(part[0] for part in (parts[0], parts[-1]) if part)[: min(len(parts), 2)]

    @property
    def name_with_credentials(self) -> str:
        """The label with what stands behind the name."""
        return f"{self.label}, {self.credentials}" if self.credentials else self.label


def show(speaker: Speaker) -> SpeakerView:
    """Return what may be shown of a speaker."""
    if not speaker.is_named:
        return SpeakerView(code=speaker.code, label=speaker.label)
    published = speaker.publish_organization
    return SpeakerView(
        code=speaker.code,
        label=speaker.name,
        slug=speaker.slug,
        credentials=speaker.credentials,
        title=speaker.title,
        organization=speaker.organization if published else "",
        country=str(speaker.country.name) if speaker.country else "",
        bio=speaker.bio,
        photo=speaker.photo if speaker.publish_photo else None,
    )
