"""The catalogue's pages in Wagtail's tree."""

from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from core.pages import PageFields
from training.courses.models import Course, LearningPath
from training.enrollment.admission import is_admitted, missing_prerequisites, steps_before
from training.enrollment.models import Enrollment
from training.pages.asked import read_asked, schemes_of

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class TrainingIndexPage(PageFields, Page):
    """`/training/`: the catalogue with search and filters."""

    max_count = 1
    introduction = RichTextField(_("introduction"), blank=True, features=FEATURES)
    subpage_types = ["training.CoursePage", "training.LearningPathPage"]
    template = "training/pages/index.html"
    content_panels = [*Page.content_panels, *PageFields.lead_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("training catalogue")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the courses that match, and the paths."""
        shown = Course.objects.published().filter(page__live=True).select_related("page", "current")
        everything = list(shown.prefetch_related("approvals__scheme"))
        schemes = sorted({code for course in everything for code in schemes_of(course)})
        pages = LearningPathPage.objects.live().child_of(self).select_related("learning_path").order_by("title")
        asked = read_asked(request.GET, schemes=schemes, paths=[page.learning_path for page in pages])
        courses = asked.among(shown.prefetch_related("prerequisites", "approvals__scheme"))
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {
            "asked": asked,
            "courses": courses,
            "total": len(everything),
            "levels": Course.Level.choices,
            "audiences": Course.Audience.choices,
            "deliveries": Course.Delivery.choices,
            "schemes": schemes,
            "paths": pages,
        }


class CoursePage(PageFields, Page):
    """A course as visitors see it: its current version, its terms, and the way in."""

    course = models.OneToOneField(Course, on_delete=models.PROTECT, related_name="page", verbose_name=_("course"))
    introduction = RichTextField(_("introduction"), blank=True, features=FEATURES)
    parent_page_types = ["training.TrainingIndexPage"]
    subpage_types: list[str] = []
    template = "training/pages/course.html"
    content_panels = [
        *Page.content_panels, *PageFields.lead_panels, FieldPanel("course"), FieldPanel("introduction"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("course page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.course.current is None:
            raise Http404
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the course and how the reader stands to it."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        course, user = self.course, request.user
        own = Enrollment.objects.of(user).filter(course=course).first() if user.is_authenticated else None
        return context | {
            "course": course,
            "version": course.current,
            "needs": steps_before(user, course),
            "enrollment": own,
            "admitted": is_admitted(user, course),
            "approvals": course.approvals.select_related("scheme"),
            "missing": missing_prerequisites(user, course) if user.is_authenticated else [],
        }


class LearningPathPage(PageFields, Page):
    """Courses for one task, in order."""

    learning_path = models.OneToOneField(
        LearningPath, on_delete=models.PROTECT, related_name="page", verbose_name=_("learning path")
    )
    parent_page_types = ["training.TrainingIndexPage"]
    subpage_types: list[str] = []
    template = "training/pages/path.html"
    content_panels = [*Page.content_panels, *PageFields.lead_panels, FieldPanel("learning_path")]

    class Meta:
        verbose_name = _("learning path page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the path's published courses."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        steps = self.learning_path.steps.filter(course__current__isnull=False, course__page__live=True)
        courses = [step.course for step in steps.select_related("course__page", "course__current")]
        return context | {
            "courses": courses,
            "minutes": sum(item.current.content["minutes"] for item in courses if item.current),
        }
