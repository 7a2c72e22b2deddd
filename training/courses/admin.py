"""Courses as the training office edits them, and publishing."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import ContextMixin
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from core.admin.audited import AuditedCreateView, AuditedDeleteView, AuditedEditView
from core.admin.exports import exporting
from core.admin.screens import Guarded
from people.policies import SentencePolicy
from training.courses.difference import differences
from training.courses.forms import CourseForm
from training.courses.models import Course
from training.courses.services import NothingToPublish, content_of, has_changes, publish_course
from training.permissions import can_edit_courses

POLICIES = [SentencePolicy(Course, change=can_edit_courses)]
TERMS = ["price", "seat_price", "minimum_seats", "currency", "valid_days"]
REVIEW = ["review_state", "reviewer", "legal_reviewer", "reviewed_on", "review_due_months"]
LESSON = ["code", "title", "minutes", "completion", "body"]


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
            FieldPanel("level"), FieldPanel("audience"), FieldPanel("minutes"), FieldPanel("credit_minutes"),
            FieldPanel("objectives"), FieldPanel("prerequisites"), FieldPanel("references"),
            MultiFieldPanel([FieldPanel(name) for name in TERMS], heading=gettext_lazy("Terms")),
            MultiFieldPanel([FieldPanel(name) for name in REVIEW], heading=gettext_lazy("Review")),
            InlinePanel("lessons", [FieldPanel(name) for name in LESSON], heading=gettext_lazy("Lessons")),
        ],
        base_form_class=CourseForm,
    )  # fmt: skip


class Screen(Guarded, WagtailAdminTemplateMixin, ContextMixin, View):
    """What the publishing screens share."""

    allowed = can_edit_courses
    page_title: Any = gettext_lazy("Publish courses")
    header_icon = "upload"
    breadcrumbs_items = ()


class Unpublished(Screen):
    """The courses that differ from what is published of them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        courses = [item for item in Course.objects.select_related("current", "quiz") if has_changes(item)]
        return render(request, "training/admin/unpublished.html", self.get_context_data(courses=courses))


class Publish(Screen):
    """One course: what its next version changes, and who is inside the one before."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self._show(get_object_or_404(Course.objects.select_related("current"), pk=pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish the next version."""
        course = get_object_or_404(Course.objects.select_related("current"), pk=pk)
        try:
            note = request.POST.get("note", "").replace("\x00", "").strip()[:300]
            version = publish_course(course=course, actor=request.user, note=note)
        except NothingToPublish as error:
            return self._show(course, said=str(error), status=409)
        messages.success(request, _("Version %d is published. Those inside an older one stay there.") % version.number)
        return redirect("training_publishing:index")

    def _show(self, course: Course, said: str = "", status: int = 200) -> HttpResponse:
        before = course.current.content if course.current else None
        inside = course.enrollments.filter(completed_at=None, withdrawn_at=None)
        context = self.get_context_data(
            course=course,
            said=said,
            changes=list(differences(before, content_of(course))) if has_changes(course) else [],
            inside=inside.aggregate(number=models.Count("pk"))["number"],
        )
        return render(self.request, "training/admin/publish.html", context, status=status)


class PublishingViewSet(ViewSet):
    """The addresses of publishing."""

    name = "training_publishing"
    url_prefix = "training/publishing"
    icon = "upload"
    menu_label = gettext_lazy("Publish")

    def get_urlpatterns(self) -> list[Any]:
        """Return the list and one page a course."""
        return [path("", Unpublished.as_view(), name="index"), path("<int:pk>/", Publish.as_view(), name="course")]

    def get_menu_item_is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may publish."""
        return can_edit_courses(request.user)


VIEWSETS = [CourseViewSet, PublishingViewSet]
