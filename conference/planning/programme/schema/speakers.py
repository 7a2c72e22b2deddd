"""A speaker in the file: true values and what of them may be published."""

from pydantic import AliasChoices, Field

from core.imports.fields import (
    Code,
    Country,
    Email,
    Flag,
    Line,
    Lines,
    Name200,
    Record,
    Text,
    Word,
)


class SpeakerIn(Record):
    """A speaker. A flag that is missing publishes nothing."""

    code: Code = Field(validation_alias=AliasChoices("id", "code"))
    name: Name200
    credentials: Line = ""
    title: Line = ""
    organization: Line = ""
    organization_type: Word = ""
    country: Country = ""
    bio: Text = ""
    publish_name: Flag = False
    publish_photo: Flag = False
    publish_organization: Flag = False
    av_needs: Lines = []
    slides_policy: Word = ""
    public_label: Line = ""
    email: Email = ""
    withheld: Flag = False
