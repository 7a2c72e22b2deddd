"""What is proposed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.agenda.words import LEVELS, word
from conference.edition.models import AccessLevel
from conference.materials.policy import Policy
from conference.proposals.forms.ruled import RuledForm, check_lines, chosen, long_text
from conference.proposals.models.calls import Call
from conference.proposals.outline import UnreadableOutline, read_outline, total_minutes
from conference.proposals.values import ProposalValues
from core.admin.fields import LinesField

NOBODY_KNOWS = ("", "—")
DEFAULT_LEVELS = tuple(LEVELS)


def _lines(label: Any, help_text: Any, rows: int = 3) -> LinesField:
    return LinesField(
        label=label, help_text=help_text, required=False, max_length=20_000, widget=forms.Textarea({"rows": rows})
    )


class ProposalForm(RuledForm):
    """A presentation; choices are those of the call."""

    part = "proposal"
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=300, help_text=gettext_lazy("Names no person and no agency.")
    )
    formats = forms.MultipleChoiceField(
        label=gettext_lazy("Formats you could present in"), widget=forms.CheckboxSelectMultiple
    )
    track = forms.ChoiceField(label=gettext_lazy("Track"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    abstract = long_text(
        gettext_lazy("Abstract for the public"), gettext_lazy("Printed in the agenda if you are accepted."), rows=8
    )
    review_abstract = long_text(
        gettext_lazy("Abstract for the reviewers"),
        gettext_lazy("What they need to judge it: methods, data, sources. Never published."),
        rows=8,
    )
    restricted_abstract = long_text(
        gettext_lazy("Restricted abstract"),
        gettext_lazy("For cleared reviewers only; stored encrypted, and every reading is recorded. No victim's name."),
    )
    objectives = _lines(
        gettext_lazy("Learning objectives"),
        gettext_lazy("What attendees will be able to do afterwards, in verbs that can be measured."),
    )
    outline = long_text(
        gettext_lazy("Outline by minutes"),
        gettext_lazy("A line for each part, such as “10 Introduction”."),
        rows=5,
    )
    references = long_text(gettext_lazy("References"), gettext_lazy("What the content rests on."), rows=4)
    schemes = forms.MultipleChoiceField(
        label=gettext_lazy("Credit it should count for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    audience = long_text(gettext_lazy("Intended audience"), gettext_lazy("Who gains most from it."), rows=2)
    restriction = forms.ChoiceField(
        label=gettext_lazy("Who may attend"), required=False,
        help_text=gettext_lazy("Say so if the content is not for everybody."),
    )  # fmt: skip
    content_warnings = _lines(
        gettext_lazy("Content warnings"), gettext_lazy("Such as recordings of violence; one on a line."), rows=2
    )
    case_material = long_text(
        gettext_lazy("Case material"),
        gettext_lazy(
            "Which cases you show, whether they are closed, and how people in them are protected. “None” is fine."
        ),
        rows=3,
    )
    av_needs = _lines(
        gettext_lazy("Technical needs"), gettext_lazy("Besides projector and microphone; one on a line."), 2
    )
    handout_policy = forms.ChoiceField(
        label=gettext_lazy("Who may have the slides"), required=False,
        choices=[NOBODY_KNOWS, *Policy.choices],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, call: Call, strict: bool = True, **kwargs: Any) -> None:
        super().__init__(data, call=call, strict=strict, **kwargs)
        self._offer("formats", [(code, str(item)) for code, item in self.call_formats.items()])
        self._offer("track", [NOBODY_KNOWS, *((code, item.name) for code, item in self.tracks.items())])
        self._offer("level", [NOBODY_KNOWS, *((code, word(LEVELS, code)) for code in call.levels or DEFAULT_LEVELS)])
        self._offer("schemes", [(code, item.name) for code, item in self.credit_schemes.items()])
        self._offer("restriction", [NOBODY_KNOWS, *((code, item.label) for code, item in self.audiences.items())])
        for name in ("track", "schemes", "restriction"):
            self._drop_without_choice(name)

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        if name in self.fields:
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _drop_without_choice(self, name: str) -> None:
        """Do not ask for what the call has nothing to offer of."""
        choices = getattr(self.fields.get(name), "choices", [])
        if name in self.fields and not [code for code, _label in choices if code]:
            del self.fields[name]

    @cached_property
    def call_formats(self) -> dict[str, Any]:
        """The call's formats by code."""
        return {item.code: item for item in self.call.formats.all()}

    @cached_property
    def tracks(self) -> dict[str, Any]:
        """The call's tracks by code; the edition's where the call names none."""
        own = {item.code: item for item in self.call.tracks.all()}
        return own or {item.code: item for item in self.call.edition.tracks.all()}

    @cached_property
    def credit_schemes(self) -> dict[str, Any]:
        """The schemes that the call offers, by code."""
        return {item.code: item for item in self.call.schemes.all()}

    @cached_property
    def audiences(self) -> dict[str, Any]:
        """The edition's access levels by code."""
        return {item.code: item for item in AccessLevel.objects.filter(edition=self.call.edition_id)}

    def clean_objectives(self) -> list[str]:
        """Ask for as many as the rule names."""
        lines: list[str] = check_lines(self.cleaned_data["objectives"])
        rule = self.rules["objectives"]
        if self.fields["objectives"].required and rule.limit and len(lines) < rule.limit:
            raise ValidationError(
                _("Write %(wanted)d, one on a line; there are %(count)d.") % {"wanted": rule.limit, "count": len(lines)}
            )
        return lines

    def clean_content_warnings(self) -> list[str]:
        """Short lines only."""
        return check_lines(self.cleaned_data["content_warnings"])

    def clean_av_needs(self) -> list[str]:
        """Short lines only."""
        return check_lines(self.cleaned_data["av_needs"])

    def clean_outline(self) -> Any:
        """Read the parts."""
        try:
            return read_outline(self.cleaned_data["outline"])
        except UnreadableOutline as error:
            raise ValidationError(
                _("“%s” does not begin with its minutes. Write lines such as “10 Introduction”.") % error.line[:80]
            ) from error

    def clean(self) -> dict[str, Any]:
        """Hold the outline to the longest format that was chosen."""
        cleaned = super().clean()
        formats = chosen(cleaned, "formats", self.call_formats)
        longest = max((item.minutes for item in formats), default=0)
        takes = total_minutes(cleaned.get("outline") or [])
        if longest and takes > longest:
            self.add_error(
                "outline",
                _("The outline takes %(takes)d minutes, the longest format you chose has %(longest)d.")
                % {"takes": takes, "longest": longest},
            )
        return cleaned

    @property
    def values(self) -> ProposalValues:
        """Return the valid values."""
        cleaned = self.cleaned_data
        plain = {
            name: cleaned.get(name, "")
            for name in ("title", "level", "abstract", "review_abstract", "restricted_abstract", "references",
                         "audience", "case_material", "handout_policy")
        }  # fmt: skip
        return ProposalValues(
            **plain,
            formats=chosen(cleaned, "formats", self.call_formats),
            schemes=chosen(cleaned, "schemes", self.credit_schemes),
            track=self.tracks.get(cleaned.get("track", "")),
            restriction=self.audiences.get(cleaned.get("restriction", "")),
            objectives=cleaned.get("objectives") or [],
            outline=cleaned.get("outline") or [],
            content_warnings=cleaned.get("content_warnings") or [],
            av_needs=cleaned.get("av_needs") or [],
        )

    def shown(self) -> list[tuple[str, str]]:
        """Return the name and text of each field in which something was typed or chosen."""
        rows = [(str(bound.label), _as_text(bound)) for bound in self]
        return [(label, text) for label, text in rows if text]


def _as_text(bound: forms.BoundField) -> str:
    """Return what was typed; for a choice its name."""
    value = bound.value() or ""
    names = dict(getattr(bound.field, "choices", []))
    if isinstance(value, list | tuple):
        return ", ".join(str(names.get(item, item)) for item in value)
    return str(names.get(value, value)) if names and value else str(value)
