"""What the training office types about a visit."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield

from people.accounts.models import User
from people.roles import Role
from training.courses.models import Course
from training.visits.models import Visit, Visitor, VisitProgramme


class VisitActForm(forms.Form):
    """What every act is given: the visit it acts on."""

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visit = visit


class ApproveForm(VisitActForm):
    """Who receives the visitors, and where."""

    host = forms.ModelChoiceField(
        label=_("Host"),
        queryset=User.objects.none(),
        help_text=_("One of the staff. The agency's coordinators see the display name, or else the name."),
    )
    place = forms.CharField(
        label=_("Where to come to"), max_length=300, help_text=_("The coordinators and the calendar file are told.")
    )

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(visit, *args, **kwargs)
        staff = Group.objects.filter(name__in=Role.values)
        hosts = User.objects.filter(is_active=True, groups__in=staff).distinct().order_by("name", "email")
        self.fields["host"].queryset = hosts  # type: ignore[attr-defined]


class ReasonForm(VisitActForm):
    """Why; for the staff alone."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("For our records. The agency is never told it.")
    )


class VetForm(VisitActForm):
    """Whose letter and identity were seen."""

    visitor = forms.ModelChoiceField(label=_("Visitor"), queryset=Visitor.objects.none())
    reason = forms.CharField(
        label=_("What was seen"),
        max_length=300,
        help_text=_("Such as: agency's letter and identity card. Keep no copy."),
    )

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(visit, *args, **kwargs)
        open_ones = visit.visitors.filter(vetted_at=None).select_related("user")
        self.fields["visitor"].queryset = open_ones  # type: ignore[attr-defined]


class HeldForm(VisitActForm):
    """Who was there."""

    attended = forms.ModelMultipleChoiceField(
        label=_("Who was there"),
        queryset=Visitor.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them gets a certificate."),
    )

    def __init__(self, visit: Visit, *args: Any, **kwargs: Any) -> None:
        super().__init__(visit, *args, **kwargs)
        self.fields["attended"].queryset = visit.visitors.select_related("user")  # type: ignore[attr-defined]


class ItineraryForm(WagtailAdminModelForm):
    """The items of an approved visit; what was held and certified is not changed any more."""

    class Meta:
        model = Visit
        formfield_callback = formfield_for_dbfield
        fields: list[str] = []

    def clean(self) -> dict[str, Any]:
        """Refuse any other state."""
        if self.instance.state != Visit.State.APPROVED:
            raise forms.ValidationError(_("Only the itinerary of an approved visit is changed."))
        values: dict[str, Any] = super().clean() or self.cleaned_data
        return values


class ProgrammeForm(WagtailAdminModelForm):
    """How the unit receives visitors."""

    class Meta:
        model = VisitProgramme
        formfield_callback = formfield_for_dbfield
        fields = ["title", "days", "max_visitors", "notice_days", "vetting", "place", "prerequisites"]

    prerequisites = forms.ModelMultipleChoiceField(
        label=_("Courses that visitors have completed"),
        queryset=Course.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
