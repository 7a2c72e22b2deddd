"""A scheme's rules as credit staff write them, and an activity to try rules on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield

from certificates.schemes.models import CreditScheme
from certificates.schemes.shipped import ROSTER_COLUMNS

OWN = ["code"]
RULES = [
    "name", "unit_minutes", "step_minutes", "rounding", "partial_credit", "grace_minutes", "minimum_percent",
    "needs_evaluation", "needs_test", "speaker_multiplier", "subtract_speaking", "registered_before", "sub_fields",
    "license_field", "roster_columns", "request_days_before", "roster_days_after", "retention_years", "verified",
    "note", "source", "source_date",
]  # fmt: skip
MOST_LINES, LONGEST_LINE = 20, 80


class LinesField(forms.CharField):
    """A list of short texts, one on each line, in an order that is kept."""

    widget = forms.Textarea({"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        """Return a list as lines; what was typed as it was."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines without blank ones; raises ValidationError with what is wrong."""
        lines = [line for part in super().clean(value).splitlines() if (line := " ".join(part.split()))]
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            raise ValidationError(
                _("At most %(count)d lines of %(length)d letters each.") % {"count": MOST_LINES, "length": LONGEST_LINE}
            )
        if len(set(lines)) < len(lines):
            raise ValidationError(_("A line stands here twice."))
        return lines

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as lines."""
        return bool(super().has_changed(self.prepare_value(initial), data))


class SchemeForm(WagtailAdminModelForm):
    """A scheme's rules; of a version that was used, other arithmetic becomes the next version."""

    sub_fields = LinesField(
        label=_("Sub-fields"), required=False,
        help_text=_("One on each line, such as “legal ethics”; a session counts in one of them or in none."),
    )  # fmt: skip
    roster_columns = LinesField(
        label=_("Columns of the roster"), required=False,
        help_text=_("One on each line, in the body's order: %s.") % ", ".join(ROSTER_COLUMNS),
    )  # fmt: skip

    class Meta:
        model = CreditScheme
        formfield_callback = formfield_for_dbfield
        fields = RULES

    def clean_roster_columns(self) -> list[str]:
        """Refuse a column that no roster has."""
        columns: list[str] = self.cleaned_data["roster_columns"]
        unknown = [name for name in columns if name not in ROSTER_COLUMNS]
        if unknown:
            said = _("There is no column %(unknown)s. There are: %(known)s.")
            raise ValidationError(said % {"unknown": ", ".join(unknown), "known": ", ".join(ROSTER_COLUMNS)})
        return columns

    def clean(self) -> dict[str, Any]:
        """A rule that is called verified names where it is written."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("verified") and not (values.get("source") and values.get("source_date")):
            self.add_error("source", _("What is verified has a source, and the day on which it was read."))
        return values


class NewSchemeForm(SchemeForm):
    """A scheme of a body that is new here."""

    class Meta(SchemeForm.Meta):
        fields = [*OWN, *RULES]


class BenchForm(forms.Form):
    """An activity to try rules on."""

    scheme = forms.ModelChoiceField(
        CreditScheme.objects.none(), label=_("Scheme and version"), required=False, empty_label=_("the newest of all"),
    )  # fmt: skip
    creditable = forms.IntegerField(label=_("Creditable minutes"), min_value=1, max_value=1440, initial=60)
    present = forms.IntegerField(label=_("Minutes present"), min_value=0, max_value=1440, initial=53)
    speaking = forms.IntegerField(label=_("Minutes spoken, of them"), min_value=0, max_value=1440, initial=0)
    evaluated = forms.BooleanField(label=_("Evaluated"), required=False, initial=True)
    test_passed = forms.BooleanField(label=_("Test passed"), required=False)
    late = forms.BooleanField(label=_("Registered after it began"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["scheme"]
        field.queryset = CreditScheme.objects.order_by("code", "-version")
        field.label_from_instance = lambda scheme: f"{scheme.code} {scheme.version}"
