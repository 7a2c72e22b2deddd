"""What the training office fills in about a course."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.admin.fields import LinesField


class CourseForm(WagtailAdminModelForm):
    """A course; objectives and references stand one on a line."""

    objectives = LinesField(label=_("objectives"), required=False, help_text=_("One on a line."))
    references = LinesField(label=_("references"), required=False, help_text=_("One on a line."))
