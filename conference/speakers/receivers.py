"""What happens to a picture when its speaker goes."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from conference.speakers.models import Headshot
from core.files.services import erase_private


@receiver(post_delete, sender=Headshot, dispatch_uid="speakers.headshot_deleted")
def headshot_deleted(sender: Any, instance: Headshot, **kwargs: Any) -> None:
    """Erase its files, and what pages showed of it."""
    erase_private(instance.source)
    erase_private(instance.file)
    if instance.image:
        instance.image.delete()
