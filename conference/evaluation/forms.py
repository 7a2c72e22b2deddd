"""The questions of a form as fields, and the answers as they are kept."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conference.evaluation.questions import MAX_TEXT, SCALE, Kind, Question


def _choices(question: Question) -> list[tuple[str, str | Promise]]:
    if question.kind != Kind.SCALE:
        return [(option, option) for option in question.options]
    ends = {SCALE[0]: question.low, SCALE[-1]: question.high}
    return [(str(step), f"{step} – {ends[step]}" if ends.get(step) else str(step)) for step in SCALE]


def field_for(question: Question) -> forms.Field:
    """Return the field of a question."""
    common: dict[str, Any] = {"label": question.text, "required": question.required}
    if question.kind == Kind.TEXT:
        # Whoever writes of a case or a person is asked not to, beside the field.
        return forms.CharField(
            max_length=MAX_TEXT, widget=forms.Textarea({"rows": 4}), help_text=_("No names, please."), **common
        )
    choices = _choices(question)
    if question.kind == Kind.MULTIPLE:
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)


class AnswerForm(forms.Form):
    """One evaluation."""

    def __init__(self, data: Any = None, *, questions: list[Question]) -> None:
        super().__init__(data, label_suffix="")
        self.questions = questions
        for question in questions:
            self.fields[question.code] = field_for(question)

    def values(self) -> dict[str, Any]:
        """Return what was answered, without what was left out; a scale as a number."""
        given = {question.code: self.cleaned_data[question.code] for question in self.questions}
        scales = {question.code for question in self.questions if question.kind == Kind.SCALE}
        return {code: int(value) if code in scales else value for code, value in given.items() if value}
