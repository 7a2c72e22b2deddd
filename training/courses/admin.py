"""Courses as the training office edits them, and publishing."""

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from core.admin.audited import AuditedCreateView, AuditedDeleteView, AuditedEditView
from core.admin.exports import exporting
from people.policies import SentencePolicy
from training.courses.forms import CourseForm
from training.courses.models import Course
from training.permissions import can_edit_courses

POLICIES = [SentencePolicy(Course, change=can_edit_courses)]
TERMS = ["price", "seat_price", "minimum_seats", "currency", "valid_days", "certificate_months"]
REVIEW = ["review_state", "reviewer", "legal_reviewer", "reviewed_on", "review_due_months"]
APPROVAL = ["scheme", "minutes", "number", "title", "approved_on", "ends_on"]
LESSON = ["section", "code", "title", "minutes", "completion", "restricted", "body"]
COMPLETION = ["completion_match", "completion_needs"]


class TrainingList(ModelViewSet):
    """What lists of the training office share."""

    list_per_page = 50
    copy_view_enabled = False
    add_view_class = AuditedCreateView
    edit_view_class = AuditedEditView
    delete_view_class = AuditedDeleteView
    add_to_reference_index = False


class CourseViewSet(TrainingList):
    """Courses with their lessons, which are put in order by drag or by their buttons."""

    model = Course
    name = "training_courses"
    icon = "openquote"
    menu_label = gettext_lazy("Courses")
    list_display = ["code", "title", "level", "audience", "current"]
    list_filter = ["level", "audience", "review_state"]
    list_export = ["code", "title", "level", "audience", "minutes", "price", "seat_price", "review_state"]
    export_filename = "courses"
    search_fields = ["code", "title", "summary"]
    index_view_class = exporting(can_edit_courses)
    edit_handler = ObjectList(
        [
            FieldPanel("code"), FieldPanel("title"), FieldPanel("summary"), FieldPanel("position"),
            FieldPanel("level"), FieldPanel("audience"), FieldPanel("delivery"), FieldPanel("minutes"),
            FieldPanel("credit_minutes"),
            FieldPanel("objectives"), FieldPanel("prerequisites"), FieldPanel("references"),
            MultiFieldPanel([FieldPanel(name) for name in COMPLETION], heading=gettext_lazy("Completion")),
            MultiFieldPanel([FieldPanel(name) for name in TERMS], heading=gettext_lazy("Terms")),
            MultiFieldPanel([FieldPanel(name) for name in REVIEW], heading=gettext_lazy("Review")),
            InlinePanel(
                "approvals", [FieldPanel(name) for name in APPROVAL], heading=gettext_lazy("Approved for credit")
            ),
            InlinePanel("lessons", [FieldPanel(name) for name in LESSON], heading=gettext_lazy("Lessons")),
        ],
        base_form_class=CourseForm,
    )  # fmt: skip


VIEWSETS = [CourseViewSet]
