"""A run of a course with an instructor."""

from datetime import time, timedelta

from django.utils import timezone

from training.cohorts.models import Cohort, Meeting
from training.cohorts.services import note_presence, open_cohort, take_place


def make_cohort(course, *, days=(30, 31), **values):
    """Return a cohort that is being planned, with meetings from 9 to 11 so many days from today."""
    cohort = Cohort(**{"course": course, "city": "Anaheim", "place": "Hall 3, 1 Main St", "capacity": 2} | values)
    today = timezone.localdate()
    cohort.meetings = [Meeting(day=today + timedelta(days=day), starts=time(9), ends=time(11)) for day in days]
    cohort.save()
    return cohort


def open_run(course, *people, **values):
    """Return an open cohort in which these people have places; each was at its first meeting."""
    cohort = make_cohort(course, **values)
    actor = people[0]
    open_cohort(cohort=cohort, actor=actor)
    places = [take_place(cohort=cohort, user=user) for user in people]
    first = cohort.spans[0]
    note_presence(cohort=cohort, places=places, starts_at=first.start, ends_at=first.end, actor=actor)
    cohort.refresh_from_db()
    return cohort
