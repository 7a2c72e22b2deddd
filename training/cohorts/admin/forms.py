"""What the training office types about a cohort."""

from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield

from training.cohorts.models import Cohort, CohortPlace, Meeting, PresenceNote
from training.slots import LEAPT, exists, moment


class CohortForm(WagtailAdminModelForm):
    """A cohort; what was held and certified is not changed any more."""

    class Meta:
        model = Cohort
        formfield_callback = formfield_for_dbfield
        fields = ["course", "city", "place", "timezone", "instructor", "capacity"]

    def clean(self) -> dict[str, Any]:
        """Refuse to change one that is over, and fewer places than are taken."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        cohort: Cohort = self.instance
        if cohort.state not in (Cohort.State.DRAFT, Cohort.State.OPEN):
            raise forms.ValidationError(_("This cohort is over; it is not changed any more."))
        taken = cohort.places.filter(state=CohortPlace.State.TAKEN).count() if cohort.pk else 0
        if values.get("capacity") is not None and values["capacity"] < taken:
            self.add_error("capacity", _("%d places are taken.") % taken)
        return values

    def is_valid(self) -> bool:
        """Check the meetings on the clock of the place as well: they do not know it before."""
        valid: bool = super().is_valid()
        if not valid:
            return False
        zone = ZoneInfo(self.cleaned_data["timezone"])
        for form in self.formsets["meetings"].forms:
            given = form.cleaned_data
            if given and not given.get("DELETE"):
                for name in form.instance.leapt_over(zone):
                    form.add_error(name, LEAPT)
                    valid = False
        return valid


class CohortActForm(forms.Form):
    """What every act is given: the cohort it acts on."""

    def __init__(self, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort


class ReasonForm(CohortActForm):
    """Why; for the staff alone."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("For our records alone."))


class PresenceForm(CohortActForm):
    """Who was in a meeting, and for how long where it was not the whole of it."""

    meeting = forms.ModelChoiceField(label=_("Meeting"), queryset=Meeting.objects.none())
    places = forms.ModelMultipleChoiceField(
        label=_("Who was there"), queryset=CohortPlace.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    starts = forms.TimeField(label=_("From"), required=False, help_text=_("Empty: from the beginning of the meeting."))
    ends = forms.TimeField(label=_("Until"), required=False, help_text=_("Empty: until its end."))

    def __init__(self, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        super().__init__(cohort, *args, **kwargs)
        meetings, places = Meeting.objects.filter(cohort=cohort), cohort.places.filter(state=CohortPlace.State.TAKEN)
        self.fields["meeting"].queryset = meetings.select_related("cohort")  # type: ignore[attr-defined]
        self.fields["places"].queryset = places.select_related("user")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn the clock's times into moments."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        meeting: Meeting | None = values.get("meeting")
        if meeting is None or self.errors:
            return values
        for name in ("starts", "ends"):
            clock: time = values.get(name) or getattr(meeting, name)
            if not exists(meeting.day, clock, meeting.zone):
                self.add_error(name, LEAPT)
            values[f"{name}_at"] = moment(meeting.day, clock, meeting.zone)
        return values


class StrikeForm(ReasonForm):
    """Which note is wrong."""

    note = forms.ModelChoiceField(label=_("Note"), queryset=PresenceNote.objects.none())
    field_order = ["note", "reason"]

    def __init__(self, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        super().__init__(cohort, *args, **kwargs)
        notes = PresenceNote.objects.filter(place__cohort=cohort, struck_at=None).select_related("place__user")
        self.fields["note"].queryset = notes  # type: ignore[attr-defined]
        zone = cohort.zone
        self.fields["note"].label_from_instance = lambda note: (  # type: ignore[attr-defined]
            f"{note.place}: {note.starts_at.astimezone(zone):%Y-%m-%d %H:%M}–{note.ends_at.astimezone(zone):%H:%M}"
        )
