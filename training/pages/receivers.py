"""A course that is published for the first time gets its page, once the catalogue stands."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from training.courses.models import CourseVersion
from training.pages.models import TrainingIndexPage
from training.pages.services import build


@receiver(post_save, sender=CourseVersion, dispatch_uid="training.pages.show_course")
def show_course(sender: Any, instance: CourseVersion, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Make the page after the transaction; one that is missed is made with the next course."""
    if created and not raw and instance.number == 1 and TrainingIndexPage.objects.exists():
        transaction.on_commit(build)
