"""What Wagtail's workflow decides about a release."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import published, workflow_cancelled, workflow_rejected

from training.courses.releases.models import Release
from training.courses.releases.services import close, publish_release


@receiver(published, sender=Release, dispatch_uid="training.releases.published")
def follow_approval(sender: Any, instance: Release, **kwargs: Any) -> None:
    """The last approval makes the next version of the course."""
    revision = kwargs.get("revision")
    publish_release(release=instance, actor=getattr(revision, "user", None))


@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="training.releases.rejected")
def follow_rejection(sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """A release that was sent back is over: the course is changed, and another one handed in."""
    release = instance.content_object
    if isinstance(release, Release):
        close(release=release, actor=user, action="release.sent_back")
        instance.cancel(user=user)


@receiver(workflow_cancelled, sender=WorkflowState, dispatch_uid="training.releases.cancelled")
def follow_cancelling(sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """A review that was called off leaves the course free for the next."""
    release = instance.content_object
    if isinstance(release, Release):
        close(release=release, actor=user, action="release.withdrawn")
