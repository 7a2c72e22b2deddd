"""The shape of a catalogue file: each of its modules is one course."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, StrictStr, model_validator

from core.imports.fields import Code, Day, EmptyForNull, Flag, Line, Lines, Money, Name200, Record, Text, Word, wrong

Minutes = Annotated[StrictInt, Field(ge=1, le=6000)]
Small = Annotated[StrictInt, Field(ge=0, le=30_000)]
Filled = Annotated[StrictStr, Field(min_length=1, max_length=20_000)]


class SeatsIn(Record):
    """What a place costs."""

    individual_price_usd: Money
    agency_seat_price_usd: Money
    agency_min_seats: Annotated[StrictInt, Field(ge=1, le=10_000)] = 1
    seat_valid_days: Annotated[StrictInt, Field(ge=1, le=30_000)] = 365
    reassignment: Line = ""


class CatalogueIn(Record):
    """What holds for every course of the file."""

    title: Line = ""
    delivery: Annotated[list[Literal["self_paced", "cohort", "on_site_visit"]], Field(min_length=1)] = ["self_paced"]
    seats: SeatsIn


class ChoiceIn(Record):
    """One choice of a question."""

    id: Code
    text: Filled


class QuestionIn(Record):
    """One question with its key."""

    id: Code
    kind: Literal["single", "multiple", "true_false"]
    stem: Filled
    choices: Annotated[list[ChoiceIn], Field(min_length=2, max_length=20)]
    answer: Annotated[list[StrictStr], Field(min_length=1)]
    explanation: Text = ""
    points: Annotated[StrictInt, Field(ge=1, le=1000)] = 1

    @model_validator(mode="after")
    def _key_fits(self) -> Self:
        ids = [item.id for item in self.choices]
        if len(set(ids)) != len(ids):
            raise wrong("choices", "has two choices with the same id; give each its own.")
        unknown = [item for item in self.answer if item not in ids]
        if unknown:
            raise wrong("answer", f"the answer {unknown[0][:40]} is none of its choices ({', '.join(ids)}).")
        if len(set(self.answer)) != len(self.answer):
            raise wrong("answer", "names the same choice twice as answer.")
        if self.kind != "multiple" and len(self.answer) != 1:
            raise wrong("answer", "has more than one answer; make it a “multiple” question.")
        if self.kind == "true_false" and len(ids) != 2:
            raise wrong("choices", "is true or false, and so has exactly two choices.")
        return self


class QuizIn(Record):
    """The quiz at the end of a course."""

    pass_mark_percent: Annotated[StrictInt, Field(ge=1, le=100)] = 75
    max_attempts: Annotated[StrictInt, Field(ge=1, le=1000)] = 3
    retry_wait_minutes: Annotated[StrictInt, Field(ge=0, le=100_000)] = 0
    shuffle_questions: Flag = True
    shuffle_choices: Flag = True
    show_explanations: Literal["never", "after_attempt", "after_passing"] = "after_attempt"
    questions: Annotated[list[QuestionIn], EmptyForNull] = []


class LessonIn(Record):
    """One lesson, written in Markdown."""

    id: Code
    order: Small = 0
    title: Name200
    minutes: Minutes
    word_count: Small | None = None
    content_format: Literal["markdown"] = "markdown"
    content: Annotated[StrictStr, Field(min_length=1, max_length=200_000)]
    completion: Literal["viewed_to_end", "acknowledged"] = "viewed_to_end"


class CreditIn(Record):
    """A scheme under which credit is sought."""

    code: Code
    delivery: Word = ""


class CreditsIn(Record):
    """Creditable minutes and schemes."""

    minutes: Annotated[StrictInt, Field(ge=0, le=6000)] = 0
    credits: Annotated[list[CreditIn], EmptyForNull] = []
    note: Text = ""


class ReviewIn(Record):
    """Who looked at the course."""

    subject_matter_reviewer: Line = ""
    legal_reviewer: Line = ""
    reviewed_on: Day | None = None
    review_due_months: Annotated[StrictInt, Field(ge=1, le=600)] = 12
    status: Literal["draft_sample", "draft", "reviewed"] = "draft"


class ModuleIn(Record):
    """One course."""

    id: Code
    order: Small = 0
    title: Name200
    level: Literal["introductory", "intermediate", "advanced"]
    minutes: Minutes
    summary: Text = ""
    learning_objectives: Lines = []
    audience: Literal["open", "agency_staff", "government", "sworn_only"] = "open"
    prerequisites: Annotated[list[StrictStr], EmptyForNull] = []
    lessons: Annotated[list[LessonIn], Field(min_length=1)]
    quiz: QuizIn | None = None
    ce: CreditsIn = CreditsIn()
    review: ReviewIn = ReviewIn()
    references: Lines = []

    @property
    def code(self) -> str:
        """What names the course."""
        return self.id


class PathIn(Record):
    """Courses in the order in which they are taken."""

    code: Code
    title: Name200
    modules: Annotated[list[StrictStr], Field(min_length=1)]
