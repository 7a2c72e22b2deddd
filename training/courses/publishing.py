"""Publishing courses: what the next version changes, review, previews, and copies."""

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
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core.admin.screens import Guarded
from training.courses.comparing import changes
from training.courses.difference import differences
from training.courses.duplicating import duplicate_course, duplicate_lesson
from training.courses.forms import PublishForm
from training.courses.models import Course
from training.courses.previewing import preview_of
from training.courses.releases.models import Release
from training.courses.releases.services import send_to_review
from training.courses.services import InReview, NothingToPublish, content_of, has_changes, publish_course
from training.permissions import can_edit_courses, can_review_courses


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
            form = PublishForm(request.POST)
            if not form.is_valid():
                return self._show(
                    course, said=_("Say in the note what changes, or why no review is needed."), status=422
                )
            note = form.cleaned_data["note"]
            if "review" in request.POST:
                send_to_review(course=course, actor=request.user, note=note)
                messages.success(request, _("The release waits for its reviewers, who see it among their tasks."))
                return redirect("training_publishing:course", pk=pk)
            version = publish_course(course=course, actor=request.user, note=note)
        except (NothingToPublish, InReview) as error:
            return self._show(course, said=str(error), status=409)
        messages.success(request, _("Version %d is published. Those inside an older one stay there.") % version.number)
        return redirect("training_publishing:index")

    def _show(self, course: Course, said: str = "", status: int = 200) -> HttpResponse:
        before = course.current.content if course.current else None
        inside = course.enrollments.filter(completed_at=None, withdrawn_at=None)
        context = self.get_context_data(
            course=course,
            said=said,
            release=course.releases.filter(closed_at=None).first(),
            changes=list(differences(before, content_of(course))) if has_changes(course) else [],
            texts=list(changes(before, content_of(course))),
            versions=course.versions.select_related("published_by")[:20],
            inside=inside.aggregate(number=models.Count("pk"))["number"],
        )
        return render(self.request, "training/admin/publish.html", context, status=status)


class Duplicate(Guarded, View):
    """Copies a course, or one of its lessons."""

    allowed = can_edit_courses

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make the copy, and open what it is edited in."""
        course = get_object_or_404(Course, pk=pk)
        code = request.POST.get("lesson", "")
        if code:
            lesson = get_object_or_404(course.lessons, code=code.replace("\x00", ""))
            copied = duplicate_lesson(lesson=lesson, actor=request.user)
            messages.success(request, _("The copy %s stands behind its lesson.") % copied.code)
            return redirect("training_courses:edit", course.pk)
        copy = duplicate_course(course=course, actor=request.user)
        messages.success(
            request, _("The copy %s is yours to change. Nobody sees it before it is published.") % copy.code
        )
        return redirect("training_courses:edit", copy.pk)


class Preview(Guarded, View):
    """A course as it is worked on, as a learner would see it."""

    allowed = can_edit_courses

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the course, or the lesson that is asked for."""
        content = content_of(get_object_or_404(Course.objects.select_related("quiz"), pk=pk))
        return render(request, "training/admin/preview.html", preview_of(content, request.GET.get("lesson", "")))


class ReleasePreview(Guarded, View):
    """A release as a learner would see it."""

    allowed = can_review_courses

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the course, or the lesson that is asked for."""
        content = get_object_or_404(Release, pk=pk).content
        return render(request, "training/admin/preview.html", preview_of(content, request.GET.get("lesson", "")))


class PublishingViewSet(ViewSet):
    """The addresses of publishing."""

    name = "training_publishing"
    url_prefix = "training/publishing"
    icon = "upload"
    menu_label = gettext_lazy("Publish")

    def get_urlpatterns(self) -> list[Any]:
        """Return the list and one page a course."""
        return [path("", Unpublished.as_view(), name="index"), path("<int:pk>/", Publish.as_view(), name="course"),
                path("<int:pk>/duplicate/", Duplicate.as_view(), name="duplicate"),
                path("<int:pk>/preview/", Preview.as_view(), name="preview"),
                path("releases/<int:pk>/", ReleasePreview.as_view(), name="release")]  # fmt: skip

    def get_menu_item_is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who may publish."""
        return can_edit_courses(request.user)
