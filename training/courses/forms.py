"""What the training office fills in."""

import string
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.admin.fields import LinesField
from training.courses.models import Course, Question, usual_delivery
from training.courses.rules import Need, usual_needs

RIGHT = "*"


class CourseForm(WagtailAdminModelForm):
    """A course; objectives and references stand one on a line."""

    objectives = LinesField(label=_("objectives"), required=False, help_text=_("One on a line."))
    references = LinesField(label=_("references"), required=False, help_text=_("One on a line."))
    delivery = forms.MultipleChoiceField(
        label=_("delivery"),
        choices=Course.Delivery.choices,
        initial=usual_delivery,
        widget=forms.CheckboxSelectMultiple,
    )
    completion_needs = forms.MultipleChoiceField(
        label=_("conditions"), choices=Need.choices, initial=usual_needs, widget=forms.CheckboxSelectMultiple
    )


class PublishForm(forms.Form):
    """What a release changes; without review, why none is needed."""

    note = forms.CharField(max_length=300)


class QuestionForm(WagtailAdminModelForm):
    """A question; its choices stand one on a line, those that are right after an asterisk."""

    lines = LinesField(
        label=_("choices"), help_text=_("One on a line; put an asterisk in front of each that is right: “* True”.")
    )

    class Meta:
        model = Question
        fields = ["course", "code", "position", "kind", "stem", "explanation", "points"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.instance.answer or []
        self.initial["lines"] = [
            f"{RIGHT} {item['text']}" if item["id"] in chosen else item["text"] for item in self.instance.choices or []
        ]

    def clean(self) -> dict[str, Any]:
        """Turn the lines into choices and key; raises a sentence for what no learner could answer."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        lines, kind = values.get("lines") or [], values.get("kind")
        if not 2 <= len(lines) <= 20:
            raise forms.ValidationError({"lines": _("A question has two to twenty choices.")})
        ids = string.ascii_uppercase[: len(lines)]
        right = [letter for letter, line in zip(ids, lines, strict=True) if line.startswith(RIGHT)]
        texts = [line.removeprefix(RIGHT).strip() for line in lines]
        if not all(texts):
            raise forms.ValidationError({"lines": _("A choice is empty.")})
        if not right or (kind != Question.Kind.MULTIPLE and len(right) > 1):
            said = _("Mark the right answer with an asterisk; several only where the kind says so.")
            raise forms.ValidationError({"lines": said})
        if kind == Question.Kind.TRUE_FALSE and len(lines) != 2:
            raise forms.ValidationError({"lines": _("True or false has two choices.")})
        self.instance.choices = [{"id": letter, "text": text} for letter, text in zip(ids, texts, strict=True)]
        self.instance.answer = right
        return values
