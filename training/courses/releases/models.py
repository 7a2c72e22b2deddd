"""A course as it was handed to review: frozen, so that what was approved is what is published."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from training.courses.models import Course, CourseVersion

Content = dict[str, Any]


class Release(PreviewableMixin, WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """Goes through Wagtail's workflow; its last approval publishes it. One at a time for each course."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="releases", verbose_name=_("course"))
    content = models.JSONField(_("content"), editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("handed in"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("handed in by"),
    )  # fmt: skip
    closed_at = models.DateTimeField(_("review ended"), null=True, blank=True, editable=False)
    version = models.OneToOneField(
        CourseVersion, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="release",
        verbose_name=_("published as"),
    )  # fmt: skip
    # Redefined: a release begins as no public thing at all.
    live = models.BooleanField(verbose_name=_("live"), default=False, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("release in review")
        verbose_name_plural = _("releases in review")
        constraints = [
            models.UniqueConstraint(
                fields=["course"], condition=Q(closed_at=None), name="training_one_release_in_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.course.code} ({self.pk})"

    def publish(self, revision: Any, user: Any = None, **kwargs: Any) -> Any:
        """Publish it as the review's end: whoever gives the last approval need not be a publisher."""
        return super().publish(revision, user=user, **{**kwargs, "skip_permission_checks": True})

    def get_workflow(self) -> Any:
        """Return the workflow; a release whose review has ended starts none any more."""
        return None if self.closed_at else super().get_workflow()

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The course's own page and each lesson."""
        return [("", _("Course")), *((lesson["code"], lesson["title"]) for lesson in self.content["lessons"])]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return what shows it as a learner sees it."""
        return "training/admin/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return the lesson that is looked at, or the whole course."""
        from training.courses.previewing import preview_of  # it needs the models of all courses: a circle otherwise

        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | preview_of(self.content, mode_name)
