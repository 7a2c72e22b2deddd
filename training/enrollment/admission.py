"""Who may take a course, and what they need first."""

from typing import Any

from people.agencies.models import Approval, Membership
from people.clearance.models import Clearance
from training.courses.models import Course
from training.enrollment.models import Enrollment

SWORN = frozenset({Clearance.Kind.SWORN.value})
GOVERNMENT = SWORN | {Clearance.Kind.GOVERNMENT.value}


def is_admitted(user: Any, course: Course) -> bool:
    """Return whether the course is for the person: verified facts alone decide, never what somebody says."""
    if course.audience == Course.Audience.OPEN:
        return True
    if not user.is_authenticated:
        return False
    wanted = SWORN if course.audience == Course.Audience.SWORN else GOVERNMENT
    if not wanted.isdisjoint(user.clearance_kinds):
        return True
    if course.audience != Course.Audience.AGENCY_STAFF:
        return False
    return Membership.objects.filter(user=user, state=Approval.APPROVED).exists()


def missing_prerequisites(user: Any, course: Course) -> list[Course]:
    """Return the courses that the person has to complete first, in the catalogue's order."""
    done = Enrollment.objects.completed().filter(user=user).values("course") if user.is_authenticated else []
    return list(course.prerequisites.exclude(pk__in=done))
