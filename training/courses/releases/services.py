"""Hand a course to review, and publish what was approved."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit.services import record
from training.courses.media import faults_of
from training.courses.models import Course, CourseVersion
from training.courses.releases.models import Release
from training.courses.services import InReview, NothingToPublish, content_of, has_changes, publish_content


def send_to_review(*, course: Course, actor: Any, note: str = "") -> Release:
    """Freeze the course as it is now and start its review; return the release.

    Raises NothingToPublish for what no version can be made of, InReview while an earlier release is under review.
    """
    with transaction.atomic():
        locked = Course.objects.select_for_update().get(pk=course.pk)
        if locked.releases.filter(closed_at=None).exists():
            raise InReview(_("An earlier release of this course is under review."))
        content = content_of(locked)
        if not has_changes(locked):
            raise NothingToPublish(_("The course is published as it stands."))
        faults = list(faults_of(content["lessons"]))
        if faults or not content["lessons"]:
            raise NothingToPublish(" ".join(faults) or _("The course has no lesson yet."))
        release = Release(course=locked, content=content, note=note, made_by=actor)
        release.full_clean()
        release.save()
        release.save_revision(user=actor)
        record(actor=actor, action="release.sent_to_review", obj=release, changes={"course": locked.code})
    workflow = release.get_workflow()
    if workflow is None:
        close(release=release, actor=actor, action="release.withdrawn")
        raise NothingToPublish(_("No workflow reviews courses. Set one up under Settings, Workflows."))
    workflow.start(release, actor)
    return release


@transaction.atomic
def publish_release(*, release: Release, actor: Any) -> CourseVersion | None:
    """Publish an approved release and return its version; one that was published or closed before stays as it is."""
    locked = Release.objects.select_for_update(of=("self",)).select_related("course").get(pk=release.pk)
    if locked.closed_at is not None:
        return locked.version
    locked.closed_at = timezone.now()
    locked.save(update_fields=["closed_at"])
    version = publish_content(course=locked.course, content=locked.content, actor=actor, note=locked.note)
    Release.objects.filter(pk=locked.pk).update(version=version)
    record(actor=actor, action="release.published", obj=locked, changes={"course": locked.course.code,
                                                                         "number": version.number})  # fmt: skip
    return version


def close(*, release: Release, actor: Any, action: str) -> None:
    """End a review without publishing; the release stays with what was said about it."""
    if Release.objects.filter(pk=release.pk, closed_at=None).update(closed_at=timezone.now()):
        record(actor=actor, action=action, obj=release, changes={"course": release.course.code})
