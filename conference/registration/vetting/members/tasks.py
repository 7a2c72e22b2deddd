"""Erase lists that nobody confirmed."""

from datetime import timedelta

from django.utils import timezone

from conference.registration.vetting.members.services import PURPOSE, WAITS
from core.clock.schedule import periodic
from core.files.models import PrivateFile
from core.files.services import erase_private


@periodic(every=timedelta(minutes=15))
def drop_forgotten_lists() -> int:
    """Erase the uploaded lists that waited too long; return how many there were."""
    old = PrivateFile.objects.filter(purpose=PURPOSE, erased_at=None, created_at__lt=timezone.now() - WAITS)
    files = list(old)
    for file in files:
        erase_private(file)
    return len(files)
