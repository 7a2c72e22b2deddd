"""Letters are made outside requests; passports are forgotten in time."""

from datetime import timedelta

from django_tasks import task

from core.clock.schedule import periodic


@task()
def make_letter(letter_id: int) -> bool:
    """Make a letter that was given."""
    # The services enqueue this task: a circle if imported above.
    from conference.registration.letters.documents import make

    return make(letter_id)


@periodic(every=timedelta(minutes=10))
def make_lost_letters() -> int:
    """Make the letters whose task was lost; return how many."""
    # As above.
    from django.utils import timezone

    from conference.registration.letters.documents import make
    from conference.registration.letters.models import PlaceLetter

    given = PlaceLetter.objects.filter(state=PlaceLetter.State.APPROVED, file=None, forgotten_at=None)
    lost = given.filter(decided_at__lt=timezone.now() - timedelta(minutes=10))
    return sum(make(key) for key in list(lost.values_list("pk", flat=True)[:50]))


@periodic(every=timedelta(hours=6))
def forget_old_passports() -> int:
    """Delete passport data whose days are over."""
    # As above.
    from conference.registration.letters.services import forget_passports

    return forget_passports()
