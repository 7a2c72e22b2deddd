"""What staff fill in to issue certificates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from conference.credits.certificates.models import KINDS, CertificateRule


class KindsForm(forms.Form):
    """Which kinds to issue."""

    kinds = forms.MultipleChoiceField(
        label=_("Kinds"), choices=KINDS, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one kind.")},
    )  # fmt: skip


class OneForm(forms.Form):
    """One person's certificate; a reason where steps are missing."""

    kind = forms.ChoiceField(choices=KINDS, widget=forms.HiddenInput)
    scheme = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    regardless = forms.CharField(
        label=_("Issue although steps are missing, because"), max_length=200, min_length=3, required=False,
        help_text=_("It is kept in the audit, with your name."),
    )  # fmt: skip


class RuleForm(WagtailAdminModelForm):
    """What somebody has to have done."""

    class Meta:
        model = CertificateRule
        fields = [
            "minimum_percent", "minimum_minutes", "session_evaluations", "edition_evaluation", "valid_months",
            "automatic",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("minimum_percent", "minimum_minutes"):
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Read an empty number as none."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("minimum_percent", "minimum_minutes"):
            if name in values:
                values[name] = values[name] or 0
        return values
