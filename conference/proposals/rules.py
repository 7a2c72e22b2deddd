"""What a call asks for: each field required, optional or hidden, with a limit of words or of characters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference.proposals.wordcount import count_words

Unit = Literal["words", "characters", "lines", ""]
MOST_CHARACTERS = 20_000
MOST_LIMIT = 5_000


class Use(models.TextChoices):
    """Whether a field is asked for."""

    REQUIRED = "required", _("required")
    OPTIONAL = "optional", _("optional")
    HIDDEN = "hidden", _("hidden")


@dataclass(frozen=True)
class FieldSpec:
    """A field of the form and what holds for it unless the call says otherwise; `limit` 0 is none."""

    name: str
    label: str | Promise
    use: Use = Use.OPTIONAL
    unit: Unit = ""
    limit: int = 0
    fixed: bool = False


REQUIRED, OPTIONAL, HIDDEN = Use.REQUIRED, Use.OPTIONAL, Use.HIDDEN
# Of the proposal.
PROPOSAL_FIELDS = (
    FieldSpec("title", _("title"), REQUIRED, "words", 20, fixed=True),
    FieldSpec("formats", _("formats you could present in"), REQUIRED, fixed=True),
    FieldSpec("track", _("track"), REQUIRED),
    FieldSpec("level", _("level"), REQUIRED),
    FieldSpec("abstract", _("abstract for the public"), REQUIRED, "words", 250),
    FieldSpec("review_abstract", _("abstract for the reviewers"), OPTIONAL, "words", 500),
    FieldSpec("restricted_abstract", _("restricted abstract"), OPTIONAL, "words", 500),
    FieldSpec("objectives", _("learning objectives"), REQUIRED, "lines", 3),
    FieldSpec("outline", _("outline by minutes"), OPTIONAL),
    FieldSpec("references", _("references"), OPTIONAL, "words", 300),
    FieldSpec("schemes", _("credit sought"), OPTIONAL),
    FieldSpec("audience", _("intended audience"), OPTIONAL, "words", 60),
    FieldSpec("restriction", _("who may attend"), OPTIONAL),
    FieldSpec("content_warnings", _("content warnings"), OPTIONAL, "words", 60),
    FieldSpec("case_material", _("case material"), REQUIRED, "words", 150),
    FieldSpec("av_needs", _("technical needs"), OPTIONAL, "words", 80),
    FieldSpec("handout_policy", _("handouts and slides"), OPTIONAL),
)
# Of each person.
PERSON_FIELDS = (
    FieldSpec("name", _("name"), REQUIRED, fixed=True),
    FieldSpec("credentials", _("credentials"), OPTIONAL),
    FieldSpec("title", _("post"), OPTIONAL),
    FieldSpec("organization", _("agency or organization"), REQUIRED),
    FieldSpec("country", _("country"), OPTIONAL),
    FieldSpec("bio", _("biography"), REQUIRED, "words", 150),
    FieldSpec("disclosure", _("disclosure of interests"), REQUIRED, "words", 100),
    FieldSpec("agency_permission", _("agency's permission"), OPTIONAL),
    FieldSpec("publication", _("what may be published"), OPTIONAL),
)
PARTS: dict[str, tuple[FieldSpec, ...]] = {"proposal": PROPOSAL_FIELDS, "person": PERSON_FIELDS}


@dataclass(frozen=True)
class Rule:
    """What holds for a field in one call."""

    use: Use
    unit: Unit
    limit: int

    @property
    def required(self) -> bool:
        """Whether a submission needs it."""
        return self.use == Use.REQUIRED

    @property
    def hidden(self) -> bool:
        """Whether it is not asked for."""
        return self.use == Use.HIDDEN

    def measure(self, text: str) -> int:
        """Return how much of the limit a text takes."""
        if self.unit == "words":
            return count_words(text)
        if self.unit == "lines":
            return sum(1 for line in text.splitlines() if line.strip())
        return len(text)

    def exceeded_by(self, text: str) -> int:
        """Return how far a text goes beyond the limit."""
        return max(self.measure(text) - self.limit, 0) if self.limit else 0


def key_of(part: str, name: str) -> str:
    """Return a field's name among all rules."""
    return f"{part}.{name}"


def rules_of(part: str, stored: Mapping[str, Any]) -> dict[str, Rule]:
    """Return the rules of a part's fields: as stored, else as built in. A fixed field stays required."""
    found = {}
    for spec in PARTS[part]:
        own = stored.get(key_of(part, spec.name)) or {}
        use = spec.use if spec.fixed else Use(own.get("use", spec.use))
        found[spec.name] = Rule(use, spec.unit, int(own.get("limit", spec.limit)))
    return found
