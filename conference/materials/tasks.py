"""Check what was sent and make marked copies outside requests."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from conference.materials import marking, services
from conference.materials.models import HandoutVersion
from core.clock.schedule import periodic

# A task that was asked for so long ago is lost.
PATIENCE = timedelta(minutes=15)


@task()
def check_version(version_id: int) -> str:
    """Clean a file that was sent."""
    return services.check(version_id)


@task()
def make_copy(copy_id: int) -> bool:
    """Mark a copy with its reader's name."""
    return marking.make(copy_id)


@periodic(every=timedelta(minutes=15))
def check_forgotten() -> int:
    """Check again what a killed worker left, and return how many."""
    lost = HandoutVersion.objects.filter(
        state=HandoutVersion.State.CHECKING, created_at__lt=timezone.now() - PATIENCE, handout__removed_at=None
    )
    return sum(bool(services.check(key)) for key in lost.values_list("pk", flat=True))


@periodic(every=timedelta(hours=1))
def erase_copies() -> int:
    """Erase marked copies that are a day old."""
    return marking.erase_old_copies()
