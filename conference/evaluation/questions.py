"""Questions as data: their shape, and the reading of an answer against them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Anchor = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
Option = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
QuestionCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
SCALE = (1, 2, 3, 4, 5)
MAX_TEXT = 2000


class Kind(StrEnum):
    """How a question is answered."""

    SCALE = "scale"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"


class Question(BaseModel):
    """One question. `low` and `high` say what 1 and 5 mean; `to_speaker` whether the speaker reads its results."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: QuestionCode
    kind: Kind
    text: Line
    low: Anchor = ""
    high: Anchor = ""
    options: Annotated[tuple[Option, ...], Field(max_length=20)] = ()
    required: bool = False
    to_speaker: bool = True

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        if self.kind in (Kind.SINGLE, Kind.MULTIPLE):
            if len(self.options) < 2 or len(set(self.options)) < len(self.options):
                raise ValueError("needs two different options at least")
        elif self.options:
            raise ValueError("has options, but is not answered by choosing")
        return self


_QUESTIONS = TypeAdapter(Annotated[list[Question], Field(min_length=1, max_length=40)])


def read_questions(data: Any) -> list[Question]:
    """Return the questions of stored or posted data; raises pydantic's ValidationError or DuplicateCode."""
    questions = _QUESTIONS.validate_python(data)
    codes = [question.code for question in questions]
    if len(set(codes)) < len(codes):
        raise DuplicateCode
    return questions


class DuplicateCode(ValueError):
    """Two questions have the same code."""


def stored(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Return questions as they are kept."""
    return [question.model_dump(mode="json", exclude_defaults=True) for question in questions]
