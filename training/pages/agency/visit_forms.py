"""What a coordinator types about a visit."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from training.visits.errors import BadDay
from training.visits.models import VisitProgramme
from training.visits.services import check_day


class VisitForm(forms.Form):
    """What the visit is for, how many come, and when."""

    programme = forms.ModelChoiceField(
        label=_("Programme"), queryset=VisitProgramme.objects.all(), empty_label=None, widget=forms.RadioSelect
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you want to learn, and for what. Name no case and no person."),
    )
    headcount = forms.IntegerField(label=_("How many come?"), min_value=1)
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, programmes: list[VisitProgramme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(programmes) == 1:
            self.fields["programme"].widget = forms.HiddenInput()
            self.initial.setdefault("programme", programmes[0].pk)

    def clean_headcount(self) -> int:
        """Refuse more than the unit receives."""
        headcount: int = self.cleaned_data["headcount"]
        programme = self.cleaned_data.get("programme")
        if programme is not None and headcount > programme.max_visitors:
            raise ValidationError(_("The unit receives at most %d visitors at once.") % programme.max_visitors)
        return headcount

    def clean_first_day(self) -> date:
        """Refuse a day on which no visit can begin."""
        first_day: date = self.cleaned_data["first_day"]
        programme = self.cleaned_data.get("programme")
        if programme is not None:
            try:
                check_day(programme, first_day)
            except BadDay as error:
                raise ValidationError(str(error)) from error
        return first_day


class FeedbackForm(forms.Form):
    """How it was."""

    useful = forms.TypedChoiceField(
        label=_("How useful was it?"),
        coerce=int,
        widget=forms.RadioSelect,
        choices=[(5, _("very useful")), (4, _("useful")), (3, _("so-so")), (2, _("hardly")), (1, _("not at all"))],
    )
    text = forms.CharField(
        label=_("What should we keep, what should we change?"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
