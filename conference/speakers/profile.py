"""A speaker's true values, and where each of them may be kept."""

import re
from dataclasses import dataclass, field, fields
from typing import Any

from django.db import models

from conference.speakers.models import HiddenPerson, ShownPerson
from core.media.models import Image

# The column of what is shown, the column of the identity.
MOVED = {
    "name": "legal_name",
    "credentials": "credentials",
    "title": "title",
    "organization": "organization",
    "bio": "bio",
}


@dataclass
class Profile:
    """All that is true of a speaker, published or not. Never store, log or cache one."""

    name: str = ""
    credentials: str = ""
    title: str = ""
    organization: str = ""
    organization_type: str = ""
    country: str = ""
    bio: str = ""
    email: str = ""
    publish_name: bool = False
    publish_photo: bool = False
    publish_organization: bool = False
    public_label: str = ""
    withheld: bool = False
    slides_policy: str = ""
    av_needs: list[str] = field(default_factory=list)

    @property
    def is_named(self) -> bool:
        """Whether the name may be shown."""
        return self.publish_name and not self.withheld

    @property
    def shows_picture(self) -> bool:
        """Whether the picture may be shown: never without the name."""
        return self.publish_photo and self.is_named

    def __repr__(self) -> str:
        return "<Profile>"


FIELDS = tuple(item.name for item in fields(Profile))


def names_organization(text: str, organization: str) -> bool:
    """Return whether a text gives the organization away: its name, the name's first two words, or its initials."""
    words = re.findall(r"\w+", organization.casefold())
    if not words:
        return False
    spoken = " ".join(re.findall(r"\w+", text.casefold()))
    telling = {" ".join(words), " ".join(words[:2]) if len(words) > 2 else " ".join(words)}
    if any(re.search(rf"\b{re.escape(phrase)}\b", spoken) for phrase in telling):
        return True
    initials = "".join(re.findall(r"\b[A-Z]", organization))
    return len(initials) > 2 and re.search(rf"\b{initials}\b", text) is not None


def _may_show(column: str, profile: Profile) -> bool:
    """Return whether a moved value may be shown under the profile's flags."""
    if not profile.is_named:
        return False
    if profile.publish_organization or column in {"name", "credentials"}:
        return True
    return column != "organization" and not names_organization(getattr(profile, column), profile.organization)


def arrange(profile: Profile, shown: ShownPerson, identity: HiddenPerson, picture: Image | None = None) -> None:
    """Put each value where its flags say it belongs: shown, or encrypted in the identity alone.

    `picture` is the one that a person keeps for the case that theirs may be shown.
    """
    for column, private in MOVED.items():
        value = getattr(profile, column)
        may_show = _may_show(column, profile)
        setattr(shown, column, value if may_show else "")
        setattr(identity, private, "" if may_show else value)
    identity.email = profile.email
    for name in _kept_openly(shown):
        setattr(shown, name, getattr(profile, name))
    if not profile.shows_picture:
        shown.photo = None
    elif picture:
        shown.photo = picture


def true_profile(shown: ShownPerson) -> Profile:
    """Return the true values. Callers write an audit entry unless everything of the person is published."""
    identity: HiddenPerson = shown.identity  # type: ignore[attr-defined]
    values: dict[str, Any] = {name: getattr(shown, name) for name in _kept_openly(shown)}
    for column, private in MOVED.items():
        values[column] = getattr(shown, column) or getattr(identity, private)
    values["country"] = str(values["country"])
    return Profile(**values, email=identity.email)


def _kept_openly(shown: models.Model) -> list[str]:
    """Return the values that a model keeps in columns of their own, whatever the flags say."""
    columns = {field.name for field in shown._meta.concrete_fields}
    return [name for name in FIELDS if name not in MOVED and name in columns]
