"""Certificates follow completions by themselves."""

from datetime import timedelta

from django_tasks import task

from core.clock.schedule import periodic
from training.enrollment.models import Enrollment
from training.progress.certification.services import certify, uncertified

MOST = 2000  # a round; the next one goes on


@task()
def certify_completion(enrollment_id: int) -> int:
    """Hand one completion over; return how many certificates were made."""
    found = Enrollment.objects.select_related("course", "user", "version").get(pk=enrollment_id)
    return certify(enrollment=found).made


@periodic(every=timedelta(hours=1))
def certify_completions() -> int:
    """Hand over what a task has missed or a claim has made due since; return how many certificates were made."""
    return sum(certify(enrollment=found).made for found in uncertified()[:MOST])
