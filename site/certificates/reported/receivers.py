"""What happens to a report's file when the report goes."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from certificates.reported.models import Report
from core.files.services import erase_private


@receiver(post_delete, sender=Report, dispatch_uid="certificates.report_deleted")
def file_left(sender: Any, instance: Report, **kwargs: Any) -> None:
    """Erase it, once the report is gone for good."""
    file = instance.file
    if file:
        transaction.on_commit(lambda: erase_private(file))
