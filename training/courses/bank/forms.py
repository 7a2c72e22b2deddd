"""What the training office fills in about questions and quizzes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.admin.fields import LinesField
from training.courses.bank.lines import UnreadableLine, draw_of, draw_text, parts_of, written_lines
from training.courses.models import Quiz
from training.questions.drawing import is_drawable
from training.questions.kinds import EXACT, FOLDS, PARTIAL, fault_of
from training.questions.models import Question

Kind = Question.Kind
WORDING = frozenset({"kind", "stem", "lines", "scoring", "fold", "tolerance"})


class QuestionForm(WagtailAdminModelForm):
    """A question; its choices stand one on a line, those that are right after an asterisk."""

    lines = LinesField(
        label=_("choices"),
        help_text=_(
            "One on a line; put an asterisk in front of each that is right: “* True”, and what to say to whoever chose "
            "it after “##”: “* True ## As the statute says.” For a short answer: each accepted wording. For a number: "
            "the number."
        ),
    )
    scoring = forms.ChoiceField(
        label=_("several answers count"),
        required=False,
        choices=[(EXACT, _("all together or not at all")), (PARTIAL, _("in part: right ones less wrong ones"))],
    )
    fold = forms.MultipleChoiceField(
        label=_("a short answer may differ in"),
        required=False,
        initial=FOLDS,
        choices=[("case", _("capital letters")), ("accents", _("accents")), ("spaces", _("spaces between words"))],
        widget=forms.CheckboxSelectMultiple,
    )
    tolerance = forms.CharField(
        label=_("a number may differ by"), required=False, max_length=30, help_text=_("0 where it has to be exact.")
    )
    tags = LinesField(label=_("tags"), required=False, help_text=_("One on a line."))

    class Meta:
        model = Question
        fields = ["course", "code", "position", "kind", "stem", "explanation", "points", "category", "tags",
                  "difficulty", "state"]  # fmt: skip

    field_order = ("course", "code", "position", "kind", "stem", "lines", "scoring", "fold", "tolerance",
                   "explanation", "points", "category", "tags", "difficulty", "state")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = self.instance.rules or {}
        self.initial["lines"] = written_lines(self.instance)
        self.initial["scoring"] = rules.get("scoring", EXACT)
        self.initial["fold"] = rules.get("fold", FOLDS)
        self.initial["tolerance"] = rules.get("tolerance", "")
        self.order_fields(self.field_order)

    def clean_tags(self) -> list[str]:
        """Return the tags in small letters, each once."""
        return list(dict.fromkeys(tag.lower()[:40] for tag in self.cleaned_data["tags"]))

    def clean(self) -> dict[str, Any]:
        """Turn the lines into choices and key; raises a sentence for what no learner could answer."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        kind = values.get("kind")
        if not kind or "lines" not in values:
            return values
        choices, answer = parts_of(kind, values["lines"])
        content = {"kind": kind, "choices": choices, "answer": answer, "rules": self._rules(kind, values)}
        said = fault_of(content)
        if said:
            if not answer or len(answer) > 1:
                said += " " + str(_("Mark the right answer with an asterisk; several only where the kind says so."))
            raise forms.ValidationError({"lines": _("The question %s") % said})
        for name in ("choices", "answer", "rules"):
            setattr(self.instance, name, content[name])
        reviewed = values.get("state") == Question.State.REVIEWED
        if self.instance.pk and reviewed and "state" not in self.changed_data and WORDING & set(self.changed_data):
            # Another wording is not what was reviewed.
            values["state"] = Question.State.UNREVIEWED
        return values

    def _rules(self, kind: str, values: dict[str, Any]) -> dict[str, Any]:
        if kind == Kind.MULTIPLE and values.get("scoring") == PARTIAL:
            return {"scoring": PARTIAL}
        if kind == Kind.SHORT:
            return {"fold": [name for name in FOLDS if name in values.get("fold", ())]}
        if kind == Kind.NUMERIC:
            return {"tolerance": (values.get("tolerance") or "0").strip()}
        return {}


class QuizForm(WagtailAdminModelForm):
    """The rules of a quiz; what it draws stands one on a line."""

    blueprint = forms.CharField(
        label=_("draw"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Leave it empty to ask every question. Else a line for each part, such as “3; category: Law; tag: "
            "stalking; difficulty: hard”: three questions of that category, that tag and that difficulty."
        ),
    )

    class Meta:
        model = Quiz
        fields = ["course", "pass_percent", "max_attempts", "wait_minutes", "time_limit_minutes", "grace_seconds",
                  "shuffle_questions", "shuffle_choices", "blueprint", "show_score", "show_right", "show_key",
                  "explain"]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["blueprint"] = draw_text(self.instance.blueprint or [])

    def clean_blueprint(self) -> list[dict[str, Any]]:
        """Return the draw; raises a sentence for a line that says something else."""
        try:
            return draw_of(self.cleaned_data["blueprint"])
        except UnreadableLine as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        """Refuse a draw for which there are not questions enough."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        course, lines = values.get("course"), values.get("blueprint")
        if course and lines:
            frozen = {"questions": [item.frozen() for item in course.questions.asked()], "blueprint": lines}
            if not is_drawable(frozen):
                self.add_error("blueprint", _("The course has not enough questions of these kinds that may be asked."))
        return values
