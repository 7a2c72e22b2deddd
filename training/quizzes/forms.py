"""What staff fill in to give somebody more time or more attempts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield

from people.accounts.models import User
from training.courses.models import Course
from training.enrollment.models import Enrollment
from training.quizzes.models import Accommodation, ExtraAttempt


class LearnerForm(WagtailAdminModelForm):
    """A form that names a learner by the address of their account."""

    email = forms.EmailField(label=_("address of the learner's account"))
    user: User | None = None

    def clean_email(self) -> str:
        """Find the account."""
        email: str = self.cleaned_data["email"]
        self.user = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.user is None:
            raise forms.ValidationError(_("No account has this address."))
        return email


class AccommodationForm(LearnerForm):
    """More time or more attempts for good."""

    class Meta:
        model = Accommodation
        formfield_callback = formfield_for_dbfield
        fields = ["course", "time_percent", "extra_attempts", "reason"]

    field_order = ("email", "course", "time_percent", "extra_attempts", "reason")

    def clean(self) -> dict[str, Any]:
        """Refuse a second one for the same course: the first is changed instead."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "email" in values and Accommodation.objects.filter(user=self.user, course=values.get("course")).exists():
            self.add_error("email", _("This learner has an accommodation there already; change that one."))
        return values


class ChangedAccommodationForm(WagtailAdminModelForm):
    """The same person's, changed; 100 % and no attempt more take it back."""

    class Meta:
        model = Accommodation
        formfield_callback = formfield_for_dbfield
        fields = ["time_percent", "extra_attempts", "reason"]


class ExtraAttemptForm(LearnerForm):
    """One more attempt after the last."""

    course = forms.ModelChoiceField(label=_("course"), queryset=Course.objects.all())

    class Meta:
        model = ExtraAttempt
        formfield_callback = formfield_for_dbfield
        fields = ["reason"]

    field_order = ("email", "course", "reason")

    def clean(self) -> dict[str, Any]:
        """Find the learner's enrolment."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.user is not None and "course" in values:
            own = Enrollment.objects.of(self.user).filter(course=values["course"])
            self.enrollment = own.first()
            if self.enrollment is None:
                self.add_error("course", _("The learner is not in this course."))
        return values
