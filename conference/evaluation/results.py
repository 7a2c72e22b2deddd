"""Results: distributions and comments, of five answers at least, added up only from what is shown itself.

Two looks never differ by fewer than five answers while a form is open, since answers enter in lots; two filters never
do, since a sum leaves out every session that is not shown alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from conference.agenda.models import Session
from conference.edition.models import Edition
from conference.evaluation.models import EvaluationAnswer, EvaluationForm
from conference.evaluation.questions import SCALE, Kind, Question
from conference.evaluation.services.answering import ENOUGH


@dataclass(frozen=True)
class Bar:
    """One answer that could be given, how often it was, and its part in percent."""

    label: str
    count: int
    percent: int


@dataclass
class QuestionResult:
    """A question with its distribution or its comments, in no order that tells."""

    question: Question
    answered: int = 0
    mean: float | None = None
    bars: list[Bar] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """The results of one version of a form about one session, or about the edition or several sessions."""

    form: EvaluationForm
    session: Session | None
    answers: int
    questions: list[QuestionResult]


def visible(forms: Iterable[EvaluationForm]) -> dict[tuple[int, int | None], list[dict[str, Any]]]:
    """Return the answers that may be shown by form and session: one query, no group of fewer than five."""
    known = list(forms)
    closed = [form.pk for form in known if form.is_closed]
    rows = EvaluationAnswer.objects.filter(Q(shown=True) | Q(form__in=closed), form__in=known).order_by("id")
    groups: dict[tuple[int, int | None], list[dict[str, Any]]] = {}
    for form, session, values in rows.values_list("form_id", "session_id", "values"):
        groups.setdefault((form, session), []).append(values)
    return {key: sheets for key, sheets in groups.items() if len(sheets) >= ENOUGH}


def results_of(edition: Edition, sessions: Iterable[Session] | None = None) -> list[Result]:
    """Return what may be shown of an edition: the whole first, then sessions in order; `sessions` narrows."""
    forms = {form.pk: form for form in EvaluationForm.objects.filter(edition=edition).select_related("edition")}
    wanted = Session.objects.of(edition).select_related("track", "room") if sessions is None else sessions
    by_key: dict[int | None, Session | None] = {session.pk: session for session in wanted}
    if sessions is None:
        by_key[None] = None
    found = [
        Result(forms[form], by_key[session], len(sheets), summarize(forms[form].asked(), sheets))
        for (form, session), sheets in visible(forms.values()).items()
        if session in by_key
    ]
    return sorted(found, key=lambda item: (item.session is not None, _place(item.session), -item.form.version))


def _place(session: Session | None) -> tuple[str, str]:
    if session is None:
        return "", ""
    return session.starts_at.isoformat() if session.starts_at else "~", session.code


def counts(edition: Edition) -> dict[int | None, int]:
    """Return how many answers each session has, held back ones too: only a number, in steps of nothing finer."""
    rows = EvaluationAnswer.objects.filter(form__edition=edition).order_by().values_list("session")
    return dict(rows.annotate(Count("pk")))


def together(results: Sequence[Result]) -> Result | None:
    """Return the sum of what is shown of several sessions under one version, or None if nothing is."""
    if not results:
        return None
    form = results[0].form
    same = [item for item in results if item.form == form and item.session is not None]
    groups = visible([form])
    sheets = [values for item in same if item.session for values in groups.get((form.pk, item.session.pk), [])]
    return Result(form, None, len(sheets), summarize(form.asked(), sheets)) if sheets else None


def summarize(questions: Iterable[Question], sheets: Sequence[dict[str, Any]]) -> list[QuestionResult]:
    """Return each question's result over answer sheets."""
    return [
        _summary(question, [sheet[question.code] for sheet in sheets if question.code in sheet])
        for question in questions
    ]


def _summary(question: Question, given: list[Any]) -> QuestionResult:
    if question.kind == Kind.TEXT:
        # By their letters: the order of the sheets would put one person's comments in one row.
        return QuestionResult(question, len(given), comments=sorted(given, key=str.casefold))
    flat = [item for value in given for item in (value if isinstance(value, list) else [value])]
    tally = Counter(flat)
    options: list[Any] = list(SCALE) if question.kind == Kind.SCALE else list(question.options)
    bars = [Bar(_label(question, option), tally[option], _percent(tally[option], len(given))) for option in options]
    mean = sum(flat) / len(flat) if question.kind == Kind.SCALE and flat else None
    return QuestionResult(question, len(given), mean, bars)


def _label(question: Question, option: Any) -> str:
    ends = {SCALE[0]: question.low, SCALE[-1]: question.high} if question.kind == Kind.SCALE else {}
    return f"{option} – {ends[option]}" if ends.get(option) else str(option)


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
