"""What the training office fills in about a course."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.admin.fields import LinesField
from training.courses.models import Course, usual_delivery
from training.courses.rules import Need, usual_needs


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
