"""Valid values as the forms hand them to the services."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conference.proposals.outline import Part
from conference.speakers.profile import Profile

if TYPE_CHECKING:
    from certificates.schemes.models import CreditScheme
    from conference.edition.models import AccessLevel, Track
    from conference.proposals.models.calls import CallFormat


@dataclass(frozen=True)
class ProposalValues:
    """Everything that is said of a presentation."""

    title: str
    formats: "Sequence[CallFormat]"
    track: "Track | None" = None
    level: str = ""
    abstract: str = ""
    review_abstract: str = ""
    restricted_abstract: str = ""
    objectives: Sequence[str] = ()
    outline: Sequence[Part] = ()
    references: str = ""
    schemes: "Sequence[CreditScheme]" = ()
    audience: str = ""
    restriction: "AccessLevel | None" = None
    content_warnings: Sequence[str] = ()
    case_material: str = ""
    av_needs: Sequence[str] = ()
    handout_policy: str = ""


# Columns that take their value as it is; the others are relations, lists or kept apart.
PLAIN = ("title", "track", "level", "abstract", "review_abstract", "references", "audience", "restriction",
         "case_material", "handout_policy")  # fmt: skip


@dataclass(frozen=True)
class PartValues:
    """Everything that a person says of themselves; `profile.email` is not looked at, addresses have their own way."""

    profile: Profile = field(repr=False)
    disclosure: str = field(default="", repr=False)
    agency_permission: str = ""
    consents: bool = False
