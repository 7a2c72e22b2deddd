"""The call as organizers edit it: dates, formats, criteria, and what each field asks for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import inlineformset_factory
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.agenda.words import LEVELS, TYPES
from conference.edition.models import Track
from conference.proposals.models import Call, CallFormat, Criterion
from conference.proposals.rules import MOST_LIMIT, PARTS, Use, key_of, rules_of
from conference.proposals.scoring import HIGHEST, LOWEST
from conference.registration.catalogue import TicketType
from core.admin.fields import LinesField
from people.accounts.models import User
from people.roles import Role

MOMENT = {"type": "datetime-local"}


class CallForm(forms.ModelForm):  # type: ignore[type-arg]
    """The call itself; times are the venue's."""

    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Levels"), choices=list(LEVELS.items()), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all."),
    )  # fmt: skip

    class Meta:
        model = Call
        fields = ["edition", "text", "opens_at", "closes_at", "late_until", "tracks", "schemes", "levels", "is_blind",
                  "reviews_wanted", "answer_by", "speaker_ticket"]  # fmt: skip
        widgets = {
            "text": forms.Textarea({"rows": 8}),
            **{name: forms.DateTimeInput(MOMENT, format="%Y-%m-%dT%H:%M")
               for name in ("opens_at", "closes_at", "late_until", "answer_by")},
            "tracks": forms.CheckboxSelectMultiple,
            "schemes": forms.CheckboxSelectMultiple,
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["edition"]
            self.fields["tracks"].queryset = Track.objects.filter(  # type: ignore[attr-defined]
                edition=self.instance.edition_id
            )
            self.fields["speaker_ticket"].queryset = TicketType.objects.filter(  # type: ignore[attr-defined]
                edition=self.instance.edition_id, early=0, regular=0, late=0
            )
        else:
            # Tracks and tickets are those of the edition, which is chosen first.
            del self.fields["tracks"], self.fields["speaker_ticket"]

    def clean(self) -> dict[str, Any]:
        """Say in words what the database would refuse."""
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes, late = (cleaned.get(name) for name in ("opens_at", "closes_at", "late_until"))
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It must close after it opens."))
        if closes and late and late <= closes:
            self.add_error("late_until", _("Late is later than the deadline."))
        return cleaned


class RulesForm(forms.Form):
    """For every field whether it is asked for, and its limit."""

    def __init__(self, data: Any = None, *, stored: dict[str, Any]) -> None:
        super().__init__(data, prefix="rules")
        self.rows: list[tuple[str, str, bool]] = []
        for part, specs in PARTS.items():
            rules = rules_of(part, stored)
            for spec in specs:
                key, rule = key_of(part, spec.name), rules[spec.name]
                choices = [Use.REQUIRED] if spec.fixed else list(Use)
                self.fields[f"{key}.use"] = forms.ChoiceField(
                    label=capfirst(str(spec.label)), choices=[(item.value, item.label) for item in choices],
                    initial=rule.use.value,
                )  # fmt: skip
                if spec.unit:
                    self.fields[f"{key}.limit"] = forms.IntegerField(
                        label=_("limit in %s") % spec.unit, min_value=1, max_value=MOST_LIMIT, initial=rule.limit
                    )
                self.rows.append((part, key, bool(spec.unit)))

    @property
    def stored(self) -> dict[str, Any]:
        """Return the rules as the call keeps them."""
        cleaned = self.cleaned_data
        found: dict[str, Any] = {}
        for _part, key, limited in self.rows:
            found[key] = {"use": cleaned[f"{key}.use"]}
            if limited:
                found[key]["limit"] = cleaned[f"{key}.limit"]
        return found

    def table(self) -> list[tuple[str, Any, Any]]:
        """Return part, use and limit of each field as a table shows them."""
        return [
            (part, self[f"{key}.use"], self[f"{key}.limit"] if limited else None) for part, key, limited in self.rows
        ]


class FormatForm(forms.ModelForm):  # type: ignore[type-arg]
    """A format."""

    session_type = forms.ChoiceField(
        label=gettext_lazy("Type of session"), choices=list(TYPES.items()), initial="breakout"
    )

    class Meta:
        model = CallFormat
        fields = ["code", "name", "minutes", "session_type", "position"]


class AnchorsField(LinesField):
    """A score and what it means, one on a line, kept by the score."""

    def prepare_value(self, value: Any) -> Any:
        """Show them as lines."""
        if isinstance(value, dict):
            return "\n".join(f"{score} {text}" for score, text in sorted(value.items()))
        return super().prepare_value(value)

    def clean(self, value: Any) -> Any:
        """Return the meanings by score."""
        found = {}
        for line in super().clean(value):
            score, _space, text = line.partition(" ")
            if not (score.isascii() and score.isdigit() and LOWEST <= int(score) <= HIGHEST and text.strip()):
                raise ValidationError(_("“%s” does not begin with a score from 1 to 5.") % line[:60])
            found[str(int(score))] = text.strip()
        return found


class CriterionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A criterion with its anchors."""

    anchors = AnchorsField(
        label=gettext_lazy("What the scores mean"), required=False, max_length=2000,
        help_text=gettext_lazy("One on a line, such as “1 no evidence”."),
    )  # fmt: skip

    class Meta:
        model = Criterion
        fields = ["name", "description", "weight", "anchors", "position"]


FormatFormSet = inlineformset_factory(Call, CallFormat, form=FormatForm, extra=2, can_delete=True)
CriterionFormSet = inlineformset_factory(Call, Criterion, form=CriterionForm, extra=2, can_delete=True)


class ReviewerForm(forms.Form):
    """Who reviews, and which tracks."""

    user = forms.ModelChoiceField(label=gettext_lazy("Account with the reviewer's role"), queryset=User.objects.none())
    tracks = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tracks"), queryset=Track.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("None chosen: all tracks."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, call: Call) -> None:
        super().__init__(data)
        may = User.objects.filter(is_active=True, groups__name__in=[Role.REVIEWER, Role.PROGRAMME, Role.ORGANIZER])
        self.fields["user"].queryset = may.distinct().order_by("name")  # type: ignore[attr-defined]
        self.fields["tracks"].queryset = Track.objects.filter(edition=call.edition_id)  # type: ignore[attr-defined]
