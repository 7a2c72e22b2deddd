"""What the demo's attendees thought of the finished edition, one session held back, and the questions of the next."""

import random
from collections.abc import Sequence
from datetime import timedelta

from conference.agenda.models import Session
from conference.agenda.placed import Placed, published
from conference.attendance.services.printing import Selection, chosen_places, issue_missing, mark_printed
from conference.edition.models import Edition
from conference.evaluation.due import NOT_ASKED
from conference.evaluation.models import EvaluationAnswer, EvaluationDone, EvaluationForm
from conference.evaluation.questions import Question, read_questions
from conference.evaluation.services.answering import ENOUGH
from conference.evaluation.services.asking import write_form
from conference.registration.models import Registration
from people.accounts.models import User

SESSION_QUESTIONS = [
    {"code": "overall", "kind": "scale", "text": "How good was the session?", "low": "poor", "high": "excellent",
     "required": True},
    {"code": "objectives", "kind": "scale", "text": "Were its learning objectives met?", "low": "not at all",
     "high": "entirely", "required": True},
    {"code": "level", "kind": "single", "text": "The level was", "options": ["too basic", "right", "too advanced"]},
    {"code": "use", "kind": "multiple", "text": "I will use it",
     "options": ["in casework", "in training others", "in policy"]},
    {"code": "comment", "kind": "text", "text": "What should the speaker keep or change?"},
    {"code": "organizers", "kind": "text", "text": "Anything for the organizers alone?", "to_speaker": False},
]  # fmt: skip
EDITION_QUESTIONS = [
    {"code": "overall", "kind": "scale", "text": "The conference as a whole was", "low": "poor", "high": "excellent",
     "required": True, "to_speaker": False},
    {"code": "again", "kind": "single", "text": "Will you come again?", "options": ["yes", "perhaps", "no"],
     "to_speaker": False},
    {"code": "comment", "kind": "text", "text": "What should we do otherwise?", "to_speaker": False},
]  # fmt: skip
COMMENTS = (
    "More time for questions, please.",
    "The checklist at the end was worth the trip.",
    "Slides were hard to read from the back.",
    "Calm, clear, practical.",
    "I would have liked an example from a small agency.",
)
MANY, ASKED = 14, 12


def build_evaluations(last: Edition, current: Edition, *, actor: User) -> int:
    """Write both editions' questions, last year's badges and answers; return how many answers there are. Idempotent."""
    if not EvaluationForm.objects.filter(edition=current).exists():
        for edition in (last, current):
            _write_questions(edition, actor)
        places = chosen_places(last, Selection(unprinted=False))
        mark_printed(issue_missing(edition=last, places=places, actor=actor))
        _answer(last, places)
    return EvaluationAnswer.objects.count()


def _write_questions(edition: Edition, actor: User) -> None:
    closes = edition.end_date + timedelta(days=21)
    for about, questions in (("session", SESSION_QUESTIONS), ("edition", EDITION_QUESTIONS)):
        write_form(
            edition=edition, about=about, questions=read_questions(questions), opens_after=30, closes_on=closes,
            actor=actor,
        )  # fmt: skip


def _answer(edition: Edition, places: Sequence[Registration]) -> None:
    """Let people answer; written in one go, since the form is closed: the service would refuse them."""
    chance = random.Random(edition.year)  # noqa: S311 - the same demo every time
    forms = {form.about: form for form in EvaluationForm.objects.current().filter(edition=edition)}
    sessions = [placed.session for placed in published(edition) if _is_judged(placed)][:ASKED]
    judged: list[Session | None] = [None, *sessions]
    for number, session in enumerate(judged):
        # The last one stays below what may be shown.
        size = ENOUGH - 1 if number == len(sessions) else chance.randint(ENOUGH + 1, MANY)
        form = forms["session" if session else "edition"]
        people = chance.sample(list(places), min(size, len(places)))
        EvaluationDone.objects.bulk_create([EvaluationDone(registration=place, session=session) for place in people])
        EvaluationAnswer.objects.bulk_create(
            [EvaluationAnswer(form=form, session=session, values=_values(form.asked(), chance)) for _place in people]
        )


def _is_judged(placed: Placed) -> bool:
    return placed.session.type not in NOT_ASKED and placed.session.audience.code == "open" and not placed.all_day


def _values(questions: Sequence[Question], chance: random.Random) -> dict[str, object]:
    values: dict[str, object] = {}
    for question in questions:
        if question.kind == "scale":
            values[question.code] = chance.choice((2, 3, 4, 4, 4, 5, 5, 5))
        elif question.kind == "single":
            values[question.code] = chance.choice(question.options)
        elif question.kind == "multiple":
            values[question.code] = chance.sample(question.options, chance.randint(1, 2))
        elif chance.random() < 0.3:
            values[question.code] = chance.choice(COMMENTS)
    return values
