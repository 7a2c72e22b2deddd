"""The questions of a form, one row each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError as Misshapen

from conference.evaluation.questions import Kind, Question, read_questions

KINDS = [
    (Kind.SCALE, gettext_lazy("1 to 5")),
    (Kind.SINGLE, gettext_lazy("one of several")),
    (Kind.MULTIPLE, gettext_lazy("several of several")),
    (Kind.TEXT, gettext_lazy("in words")),
]


class FormForm(forms.Form):
    """When a form is open."""

    opens_after = forms.IntegerField(
        label=gettext_lazy("Opens so many minutes after the beginning"), min_value=0, max_value=1440, initial=30
    )
    closes_on = forms.DateField(label=gettext_lazy("Last day"), widget=forms.DateInput({"type": "date"}))


class QuestionRow(forms.Form):
    """One question; a row without a text is none."""

    code = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("Question"), max_length=300, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Answered"), choices=KINDS, initial=Kind.SCALE)
    low = forms.CharField(label=gettext_lazy("1 means"), max_length=80, required=False)
    high = forms.CharField(label=gettext_lazy("5 means"), max_length=80, required=False)
    options = forms.CharField(
        label=gettext_lazy("Choices, one on each line"), required=False, widget=forms.Textarea({"rows": 3})
    )
    required = forms.BooleanField(label=gettext_lazy("must be answered"), required=False)
    to_speaker = forms.BooleanField(label=gettext_lazy("shown to the speaker"), required=False, initial=True)


class BaseQuestions(forms.BaseFormSet[QuestionRow]):
    """All of them, read through the same schema as what is stored."""

    def clean(self) -> None:
        """Refuse what the schema refuses, in words that name the question."""
        if any(self.errors):
            return
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text", "").strip()]
        taken = {row["code"] for row in rows}
        data = []
        for row in rows:
            code = row["code"]
            if not code:
                code = next(name for number in range(1, 100) if (name := f"q{number}") not in taken)
                taken.add(code)
            data.append(_question(row, code))
        try:
            self.questions: list[Question] = read_questions(data)
        except Misshapen as error:
            raise ValidationError([_said(part, data) for part in error.errors()]) from error
        except ValueError as error:
            raise ValidationError(_("Two questions have the same code. Load the page again.")) from error


def _question(row: dict[str, Any], code: str) -> dict[str, Any]:
    options = [line.strip() for line in row["options"].splitlines() if line.strip()]
    scale = row["kind"] == Kind.SCALE
    return {
        "code": code,
        "kind": row["kind"],
        "text": row["text"],
        "low": row["low"] if scale else "",
        "high": row["high"] if scale else "",
        "options": options if row["kind"] in (Kind.SINGLE, Kind.MULTIPLE) else [],
        "required": row["required"],
        "to_speaker": row["to_speaker"],
    }


def _said(part: Any, data: list[dict[str, Any]]) -> str:
    where = part["loc"][0] if part["loc"] and isinstance(part["loc"][0], int) else None
    if where is None:
        return _("Write one question at least, and forty at most.")
    if part["type"] == "value_error":
        return _("“%(question)s” needs two different choices at least.") % {"question": data[where]["text"]}
    return _("“%(question)s” is too long, or a choice of it is.") % {"question": data[where]["text"]}


Questions = forms.formset_factory(QuestionRow, formset=BaseQuestions, extra=3, max_num=40)


def rows_of(questions: list[Question]) -> list[dict[str, Any]]:
    """Return the rows that show questions."""
    return [{**question.model_dump(), "options": "\n".join(question.options)} for question in questions]
