"""What happens to files when what they belong to goes."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from conference.materials.models import HandoutVersion, MarkedCopy
from core.files.services import erase_private


@receiver(post_delete, sender=HandoutVersion, dispatch_uid="materials.version_deleted")
@receiver(post_delete, sender=MarkedCopy, dispatch_uid="materials.copy_deleted")
def file_left(sender: Any, instance: HandoutVersion | MarkedCopy, **kwargs: Any) -> None:
    """Erase its file."""
    if instance.file:
        erase_private(instance.file)
